/** Get-Item, Test-Path, New-Item, Set-Item. */

import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { type Builtin, command } from '../../engine/builtin.ts';
import { toText } from '../../engine/convert.ts';
import { hasWildcard } from '../../engine/wildcard.ts';
import { DRIVES, driveItems } from './drive-items.ts';
import { fileObject } from './file-object.ts';
import { baseName, expand, include, paths, WAY } from './paths.ts';

export const ITEMS: readonly Builtin[] = [
  command('Get-Item', `${WAY} Stream:string[]`, (c) => ({
    *process() {
      for (const p of c.texts('Path').filter((x) => DRIVES.test(x))) {
        const [, drive, name] = DRIVES.exec(p)!;
        const found = driveItems(c, drive!.toLowerCase(), name!);
        if (!found.length)
          yield* c.error(
            c.record(
              'PathNotFound',
              'ObjectNotFound',
              `Cannot find path '${name}' because it does not exist.`,
              'System.Management.Automation.ItemNotFoundException',
              { target: name! },
            ),
          );
        yield* c.emitAll(found.slice(0, hasWildcard(name!) ? undefined : 1));
        return;
      }
      for (const p of yield* paths(c)) if (include(c, baseName(p))) yield* c.emit(fileObject(c, p));
    },
  })),
  command(
    'Test-Path',
    'Path:string[]@0<* LiteralPath|PSPath|LP:string[]<. Filter:string Include:string[] Exclude:string[] PathType|Type:string{Any,Container,Leaf} IsValid OlderThan:datetime NewerThan:datetime Credential:object',
    (c) => ({
      *process() {
        const given = c.has('LiteralPath') ? c.list('LiteralPath') : c.list('Path');
        if (!given.length)
          throw c.fail(
            'ParameterArgumentValidationErrorNullNotAllowed',
            'InvalidData',
            "Value cannot be null. (Parameter 'Path')",
            'System.Management.Automation.PSArgumentNullException',
          );
        for (const v of given) {
          const p = toText(v);
          const m = DRIVES.exec(p);
          if (m) {
            yield* c.emit(driveItems(c, m[1]!.toLowerCase(), m[2]!).length > 0);
            continue;
          }
          if (p.trim() === '') {
            yield* c.emit(false);
            continue;
          }
          if (c.flag('IsValid')) {
            yield* c.emit(!p.includes('\0'));
            continue;
          }
          const found = c.has('LiteralPath')
            ? [c.engine.files.full(p)].filter((x) => existsSync(c.engine.files.real(x)))
            : expand(c, p);
          const type = c.text('PathType').toLowerCase();
          yield* c.emit(
            found.some(
              (x) =>
                type === '' ||
                type === 'any' ||
                statSync(c.engine.files.real(x)).isDirectory() === (type === 'container'),
            ),
          );
        }
      },
    }),
  ),
  command(
    'New-Item',
    'Path:string[]@0<. Name:string<. ItemType|Type:string Value|Target:object< Force Credential:object',
    (c) => ({
      *process() {
        const name = c.text('Name');
        for (const given of c.has('Path') ? c.texts('Path') : ['.']) {
          const m = DRIVES.exec(given);
          if (m) {
            if (/^function$/i.test(m[1]!))
              c.engine.defineFunction(c.frame.scope, m[2]!, c.engine.scriptBlock(c.text('Value')), false);
            else if (/^variable$/i.test(m[1]!)) c.frame.scope.assign(m[2]!, c.get('Value'));
            else if (/^alias$/i.test(m[1]!)) c.engine.setAlias(c.frame.scope, m[2]!, c.text('Value'));
            else c.engine.setEnv(m[2]!, c.get('Value'));
            continue;
          }
          const full = c.engine.files.full(name ? `${given}/${name}` : given);
          const folder = /^(?:d|container)/i.test(c.text('ItemType'));
          if (!c.should(folder ? 'Create Directory' : 'Create File', `Destination: ${full}`)) continue;
          const real = c.engine.files.real(full);
          if (existsSync(real) && !(c.flag('Force') && (folder || statSync(real).isFile()))) {
            yield* c.error(
              folder
                ? c.record(
                    'DirectoryExist',
                    'ResourceExists',
                    `An item with the specified name ${full} already exists.`,
                    'System.IO.IOException',
                    { target: full },
                  )
                : c.record(
                    'NewItemIOError',
                    'WriteError',
                    `The file '${full}' already exists.`,
                    'System.IO.IOException',
                    { target: full },
                  ),
            );
            continue;
          }
          const parent = real.replace(/[\\/][^\\/]*$/, '') || '/';
          if (folder) mkdirSync(real, { recursive: true });
          else {
            if (!existsSync(parent)) {
              if (!c.flag('Force')) {
                yield* c.error(
                  c.record(
                    'NewItemIOError',
                    'WriteError',
                    `Could not find a part of the path '${full}'.`,
                    'System.IO.DirectoryNotFoundException',
                    { target: full },
                  ),
                );
                continue;
              }
              mkdirSync(parent, { recursive: true });
            }
            writeFileSync(real, c.has('Value') ? toText(c.get('Value')) : '');
          }
          yield* c.emit(fileObject(c, full));
        }
      },
    }),
    { confirm: 'Medium' },
  ),
  command('Set-Item', 'Path:string[]@0! Value:object@1< LiteralPath|PSPath|LP:string[] Force PassThru', (c) => ({
    *process() {
      for (const p of c.texts('Path')) {
        const m = DRIVES.exec(p);
        if (!m)
          throw c.fail(
            'NotSupported',
            'NotImplemented',
            'Provider operation stopped because the provider does not support this operation.',
            'System.Management.Automation.PSNotSupportedException',
          );
        const v = c.get('Value');
        if (/^env$/i.test(m[1]!)) c.engine.setEnv(m[2]!, v);
        else if (/^variable$/i.test(m[1]!)) c.frame.scope.assign(m[2]!, v);
        else if (/^alias$/i.test(m[1]!)) c.engine.setAlias(c.frame.scope, m[2]!, toText(v));
        else c.engine.defineFunction(c.frame.scope, m[2]!, c.engine.scriptBlock(toText(v)), false);
      }
    },
  })),
];

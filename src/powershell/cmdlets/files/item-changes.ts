/** Remove-Item, Copy-Item, Move-Item, Rename-Item. */

import { copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { type Builtin, command } from '../../engine/builtin.ts';
import { DRIVES } from './drive-items.ts';
import { fileObject } from './file-object.ts';
import { baseName, include, ioError, paths, WAY } from './paths.ts';

export const ITEM_CHANGES: readonly Builtin[] = [
  command(
    'Remove-Item',
    `${WAY} Recurse Stream:string[]`,
    (c) => ({
      *process() {
        for (const p of c.texts('Path').filter((x) => DRIVES.test(x))) {
          const [, drive, name] = DRIVES.exec(p)!;
          const key = name!.toLowerCase();
          if (/^env$/i.test(drive!)) c.engine.surroundings.environment.delete(name!);
          else if (/^variable$/i.test(drive!)) c.frame.scope.remove(key);
          else
            for (let s: typeof c.frame.scope | null = c.frame.scope; s; s = s.parent)
              if ((/^function$/i.test(drive!) ? s.functions : s.aliases)?.delete(key)) break;
          return;
        }
        for (const p of yield* paths(c)) {
          if (!include(c, baseName(p))) continue;
          const real = c.engine.files.real(p);
          const folder = statSync(real).isDirectory();
          if (!c.should(folder ? 'Remove Directory' : 'Remove File', p)) continue;
          if (folder && !c.flag('Recurse') && readdirSync(real).length) {
            throw c.fail(
              'InvalidOperation',
              'NotSpecified',
              'PowerShell is in NonInteractive mode. Read and Prompt functionality is not available.',
              'System.Management.Automation.PSInvalidOperationException',
            );
          }
          rmSync(real, { recursive: true, force: true });
        }
      },
    }),
    { confirm: 'Medium' },
  ),
  command(
    'Copy-Item',
    `Path:string[]@0!<* Destination:string@1<. LiteralPath|PSPath|LP:string[]<. Container Force Filter:string Include:string[] Exclude:string[] Recurse PassThru Credential:object FromSession:object ToSession:object`,
    (c) => ({
      *process() {
        for (const p of yield* paths(c)) {
          if (!include(c, baseName(p))) continue;
          let to = c.engine.files.full(c.text('Destination', '.'));
          const realTo = c.engine.files.real(to);
          if (existsSync(realTo) && statSync(realTo).isDirectory())
            to = `${to}${c.engine.surroundings.separator}${baseName(p)}`;
          const from = c.engine.files.real(p);
          const target = c.engine.files.real(to);
          if (!c.should(statSync(from).isDirectory() ? 'Copy Directory' : 'Copy File', `Item: ${p} Destination: ${to}`))
            continue;
          if (statSync(from).isDirectory()) {
            if (c.flag('Recurse')) cpSync(from, target, { recursive: true });
            else mkdirSync(target, { recursive: true });
          } else {
            try {
              copyFileSync(from, target);
            } catch (e) {
              yield* ioError(c, e, to);
              continue;
            }
          }
          if (c.flag('PassThru')) yield* c.emit(fileObject(c, to));
        }
      },
    }),
    { confirm: 'Medium' },
  ),
  command(
    'Move-Item',
    `Path:string[]@0!<* Destination:string@1<. LiteralPath|PSPath|LP:string[]<. Force Filter:string Include:string[] Exclude:string[] PassThru Credential:object`,
    (c) => ({
      *process() {
        for (const p of yield* paths(c)) {
          let to = c.engine.files.full(c.text('Destination', '.'));
          const realTo = c.engine.files.real(to);
          if (existsSync(realTo) && statSync(realTo).isDirectory())
            to = `${to}${c.engine.surroundings.separator}${baseName(p)}`;
          else if (existsSync(realTo) && !c.flag('Force')) {
            yield* c.error(
              c.record(
                'MoveFileInfoItemIOError',
                'WriteError',
                'Cannot create a file when that file already exists.',
                'System.IO.IOException',
                { target: p },
              ),
            );
            continue;
          }
          renameSync(c.engine.files.real(p), c.engine.files.real(to));
          if (c.flag('PassThru')) yield* c.emit(fileObject(c, to));
        }
      },
    }),
    { confirm: 'Medium' },
  ),
  command(
    'Rename-Item',
    'Path:string@0!<* NewName:string@1!<. LiteralPath|PSPath|LP:string<. Force PassThru Credential:object',
    (c) => ({
      *process() {
        for (const p of yield* paths(c)) {
          const to = p.slice(0, p.length - baseName(p).length) + baseName(c.text('NewName'));
          if (!c.should('Rename File', `Item: ${p} Destination: ${to}`)) continue;
          if (existsSync(c.engine.files.real(to))) {
            yield* c.error(
              c.record(
                'RenameItemIOError',
                'WriteError',
                'Cannot create a file when that file already exists.',
                'System.IO.IOException',
                { target: p },
              ),
            );
            continue;
          }
          renameSync(c.engine.files.real(p), c.engine.files.real(to));
          if (c.flag('PassThru')) yield* c.emit(fileObject(c, to));
        }
      },
    }),
    { confirm: 'Medium' },
  ),
];

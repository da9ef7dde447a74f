/** Commands on files and folders, and on what looks like them: variables, functions, aliases, the environment. */
import {
  appendFileSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { type Builtin, type Context, command, pathExpander } from '../engine/builtin.ts';
import { enumerable } from '../engine/collections.ts';
import { toText } from '../engine/convert.ts';
import { ENUMS } from '../engine/enums.ts';
import type { Gen } from '../engine/flow.ts';
import { PSObj } from '../engine/psobject.ts';
import { bytesOf, dateOf, decode } from '../engine/statics.ts';
import { hasWildcard, wildcard } from '../engine/wildcard.ts';
import { EnumValue, Num, type PSValue, TypedArray } from '../values.ts';
import { commandObject } from './session-commands.ts';

const attributes = ENUMS.find((e) => e.name === 'System.IO.FileAttributes')!;
const DRIVES = /^(variable|function|alias|env):(.*)$/i;

/** A FileInfo or DirectoryInfo. */
export function fileObject(c: Context, path: string): PSObj {
  const real = c.engine.files.real(path);
  const stat = statSync(real);
  const folder = stat.isDirectory();
  const separator = c.engine.surroundings.separator;
  const at = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
  const name = path.slice(at + 1) || path;
  const parent = at <= 0 ? separator : path.slice(0, at);
  const dot = name.lastIndexOf('.');
  const o = new PSObj([
    folder ? 'System.IO.DirectoryInfo' : 'System.IO.FileInfo',
    'System.IO.FileSystemInfo',
    'System.MarshalByRefObject',
    'System.Object',
  ]);
  const add = (n: string, value: PSValue): void => {
    o.members.add({ name: n, kind: 'property', value });
  };
  const time = (ms: number): PSValue => dateOf(ms * 1000);
  add('PSPath', `Microsoft.PowerShell.Core\\FileSystem::${path}`);
  add('PSParentPath', `Microsoft.PowerShell.Core\\FileSystem::${parent}`);
  add('PSChildName', name);
  add('PSIsContainer', folder);
  add('Mode', `${folder ? 'd' : '-'}${folder ? '-' : '-'}---`.slice(0, 5));
  add('BaseName', folder || dot <= 0 ? name : name.slice(0, dot));
  if (!folder)
    o.members.add({ name: 'Length', kind: 'property', get: () => BigInt(existsSync(real) ? statSync(real).size : 0) });
  add('Name', name);
  if (!folder) add('DirectoryName', parent);
  o.members.add({
    name: folder ? 'Parent' : 'Directory',
    kind: 'property',
    get: () => (existsSync(c.engine.files.real(parent)) ? fileObject(c, parent) : null),
  });
  if (!folder) o.members.add({ name: 'IsReadOnly', kind: 'property', value: (stat.mode & 0o200) === 0 });
  o.members.add({ name: 'Exists', kind: 'property', get: () => existsSync(real) });
  add('FullName', path);
  add('Extension', folder || dot < 0 ? '' : name.slice(dot));
  for (const [n, v] of [
    ['CreationTime', stat.birthtimeMs],
    ['LastAccessTime', stat.atimeMs],
    ['LastWriteTime', stat.mtimeMs],
  ] as const) {
    add(n, time(v));
    add(`${n}Utc`, time(v));
  }
  add('Attributes', new EnumValue(attributes, folder ? 16 : 128));
  o.toText = () => path;
  o.data = {
    call: (key: string): PSValue | undefined => {
      if (key === 'delete') {
        rmSync(real, { recursive: true });
        return null;
      }
      return undefined;
    },
  };
  return o;
}

/** Full paths that a path with wildcards means. */
function expand(c: Context, path: string): string[] {
  const full = c.engine.files.full(path);
  if (!hasWildcard(full)) return existsSync(c.engine.files.real(full)) ? [full] : [];
  const separator = full.includes('\\') ? '\\' : '/';
  const parts = full.split(/[\\/]/);
  let found = [parts[0] === '' ? '/' : `${parts[0]}${separator}`];
  for (const [i, part] of parts.slice(1).entries()) {
    const last = i === parts.length - 2;
    const next: string[] = [];
    for (const base of found) {
      const join = (n: string): string => (/[\\/]$/.test(base) ? base + n : `${base}${separator}${n}`);
      if (!hasWildcard(part)) {
        if (existsSync(c.engine.files.real(join(part)))) next.push(join(part));
        continue;
      }
      const real = c.engine.files.real(base);
      if (!existsSync(real) || !statSync(real).isDirectory()) continue;
      for (const n of names(real))
        if (wildcard(part).test(n) && (last || statSync(c.engine.files.real(join(n))).isDirectory()))
          next.push(join(n));
    }
    found = next;
  }
  return found;
}

function names(real: string): string[] {
  return readdirSync(real).sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
}

function* notFound(c: Context, path: string): Gen<void> {
  const full = c.engine.files.full(path);
  yield* c.error(
    c.record(
      'PathNotFound',
      'ObjectNotFound',
      `Cannot find path '${full}' because it does not exist.`,
      'System.Management.Automation.ItemNotFoundException',
      { target: full },
    ),
  );
}

/** Paths from -Path, with wildcards, or -LiteralPath; what is missing is reported. */
function* paths(c: Context, fallback?: string): Gen<string[]> {
  const out: string[] = [];
  const literal = c.texts('LiteralPath');
  for (const p of literal) {
    const full = c.engine.files.full(p);
    if (existsSync(c.engine.files.real(full))) out.push(full);
    else yield* notFound(c, p);
  }
  const given = c.has('Path') ? c.texts('Path') : literal.length || fallback === undefined ? [] : [fallback];
  for (const p of given) {
    const found = expand(c, p);
    if (!found.length && !hasWildcard(p)) yield* notFound(c, p);
    out.push(...found);
  }
  return out;
}

const WAY =
  'Path:string[]@0<* LiteralPath|PSPath|LP:string[]<. Filter:string Include:string[] Exclude:string[] Force Credential:object';

/** Entry of a drive that is no file system. */
function driveItems(c: Context, drive: string, pattern: string): PSObj[] {
  const regex = wildcard(pattern === '' ? '*' : pattern);
  const out: PSObj[] = [];
  const { scope } = c.frame;
  if (drive === 'env') {
    for (const [k, v] of [...c.engine.surroundings.environment].sort())
      if (regex.test(k))
        out.push(new PSObj(['System.Collections.DictionaryEntry', 'System.Object'], { Name: k, Key: k, Value: v }));
    return out;
  }
  for (let s: typeof scope | null = scope; s; s = s.parent) {
    if (drive === 'variable')
      for (const v of s.vars.values()) if (regex.test(v.name)) out.push(c.engine.variableObject(v));
    const keys =
      drive === 'function' ? [...(s.functions?.keys() ?? [])] : drive === 'alias' ? [...(s.aliases?.keys() ?? [])] : [];
    for (const k of keys) if (regex.test(k)) out.push(commandObject(c, k)!);
  }
  return out;
}

function include(c: Context, name: string): boolean {
  const inc = c.texts('Include');
  const exc = c.texts('Exclude');
  const filter = c.text('Filter');
  if (filter && !wildcard(filter).test(name)) return false;
  if (inc.length && !inc.some((p) => wildcard(p).test(name))) return false;
  return !exc.some((p) => wildcard(p).test(name));
}

const baseName = (p: string): string => p.replace(/^.*[\\/]/, '');

function encode(text: string, encoding: string): Buffer {
  switch (encoding.toLowerCase()) {
    case 'unicode':
    case 'utf16':
      return Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
    case 'ascii':
      return Buffer.from(text.replace(/[^\0-\x7f]/g, '?'), 'latin1');
    case 'utf8bom':
      return Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(text)]);
    default:
      return Buffer.from(text);
  }
}

function contentCommand(name: string, append: boolean): Builtin {
  return command(
    name,
    'Path:string[]@0 LiteralPath|PSPath|LP:string[] Value:object[]@1< PassThru Filter:string Include:string[] Exclude:string[] Force Credential:object NoNewline Encoding:string AsByteStream Stream:string',
    (c) => {
      const values: PSValue[] = [];
      return {
        *process(input) {
          values.push(...(input === undefined ? c.list('Value') : [input]));
        },
        *end() {
          for (const p of [...c.texts('Path'), ...c.texts('LiteralPath')]) {
            const m = DRIVES.exec(p);
            if (m) {
              if (/^variable$/i.test(m[1]!)) c.frame.scope.assign(m[2]!, values.length === 1 ? values[0]! : values);
              else if (/^env$/i.test(m[1]!)) c.engine.setEnv(m[2]!, values.map((v) => toText(v)).join('\n'));
              continue;
            }
            const full = c.engine.files.full(p);
            if (!c.should(append ? 'Add Content' : 'Set Content', `Path: ${full}`)) continue;
            const real = c.engine.files.real(full);
            const bytes = c.flag('AsByteStream');
            const data = bytes
              ? bytesOf(values)
              : encode(
                  values
                    .flatMap((v) => enumerable(v) ?? [v])
                    .map((v) => toText(v) + (c.flag('NoNewline') ? '' : '\n'))
                    .join(''),
                  c.text('Encoding', 'utf8'),
                );
            try {
              if (append) appendFileSync(real, data);
              else writeFileSync(real, data);
            } catch (e) {
              yield* ioError(c, e, full);
              continue;
            }
            if (c.flag('PassThru')) yield* c.emitAll(values);
          }
        },
      };
    },
    { raw: true, confirm: 'Medium', className: `Microsoft.PowerShell.Commands.${name.replace('-', '')}Command` },
  );
}

function* ioError(c: Context, e: unknown, path: string): Gen<void> {
  const code = e instanceof Error && 'code' in e ? String(e.code) : '';
  if (code === 'ENOENT') {
    yield* c.error(
      c.record(
        'GetContentWriterDirectoryNotFoundError',
        'ObjectNotFound',
        `Could not find a part of the path '${path}'.`,
        'System.IO.DirectoryNotFoundException',
        { target: path },
      ),
    );
  } else if (code === 'EISDIR' || code === 'EACCES' || code === 'EPERM') {
    yield* c.error(
      c.record(
        'GetContentWriterUnauthorizedAccessError',
        'PermissionDenied',
        `Access to the path '${path}' is denied.`,
        'System.UnauthorizedAccessException',
        { target: path },
      ),
    );
  } else throw e;
}

const getContent = command(
  'Get-Content',
  `ReadCount:long TotalCount|First|Head:long Tail|Last:int Path:string[]@0<* LiteralPath|PSPath|LP:string[]<. Filter:string Include:string[] Exclude:string[] Force Credential:object Delimiter:string Wait Raw Encoding:string AsByteStream Stream:string`,
  (c) => ({
    *process() {
      for (const p of c.texts('Path').filter((x) => DRIVES.test(x))) {
        const [, drive, name] = DRIVES.exec(p)!;
        for (const o of driveItems(c, drive!.toLowerCase(), name!))
          yield* c.emit((drive!.toLowerCase() === 'function' ? o.get('Definition') : o.get('Value')) ?? null);
        return;
      }
      for (const p of yield* paths(c)) {
        const real = c.engine.files.real(p);
        if (statSync(real).isDirectory()) {
          yield* c.error(
            c.record(
              'GetContainerContentException',
              'InvalidOperation',
              `Unable to get content because it is a directory: '${p}'. Please use 'Get-ChildItem' instead.`,
              'System.InvalidOperationException',
              { target: p },
            ),
          );
          continue;
        }
        const data = readFileSync(real);
        if (c.flag('AsByteStream')) {
          if (c.flag('Raw'))
            yield* c.emit(
              new TypedArray(
                'System.Byte',
                [...data].map((b) => new Num('Byte', b)),
              ),
            );
          else yield* c.emitAll([...data].map((b) => new Num('Byte', b)));
          continue;
        }
        const text = decode(data);
        if (c.flag('Raw')) {
          if (text !== '') yield* c.emit(text);
          continue;
        }
        let lines = c.has('Delimiter') ? text.split(c.text('Delimiter')) : text.split(/\r\n|\n|\r/);
        if (lines.at(-1) === '') lines.pop();
        if (c.has('TotalCount')) lines = lines.slice(0, c.number('TotalCount'));
        if (c.has('Tail')) lines = c.number('Tail') === 0 ? [] : lines.slice(-c.number('Tail'));
        const separator = c.engine.surroundings.separator;
        const at = p.lastIndexOf(separator);
        void at;
        const per = c.number('ReadCount', 1);
        if (per === 0) yield* c.emit(lines);
        else if (per > 1) for (let i = 0; i < lines.length; i += per) yield* c.emit(lines.slice(i, i + per));
        else yield* c.emitAll(lines);
      }
    },
  }),
);

const getChildItem = command(
  'Get-ChildItem',
  'Path:string[]@0<* Filter:string@1 LiteralPath|PSPath|LP:string[]<. Include:string[] Exclude:string[] Recurse|s Depth:int Force Name Attributes:string FollowSymlink Directory|ad File|af Hidden|h ReadOnly|ar System',
  (c) => ({
    *process() {
      for (const p of c.texts('Path').filter((x) => DRIVES.test(x))) {
        const [, drive, name] = DRIVES.exec(p)!;
        for (const o of driveItems(c, drive!.toLowerCase(), name!.replace(/^[\\/]/, '')))
          yield* c.emit(c.flag('Name') ? (o.get('Name') ?? null) : o);
        return;
      }
      const separator = c.engine.surroundings.separator;
      const depth = c.has('Depth') ? c.number('Depth') : Number.POSITIVE_INFINITY;
      const recurse = c.flag('Recurse') || c.has('Depth');
      const show = function* (path: string, root: string): Gen<void> {
        const folder = statSync(c.engine.files.real(path)).isDirectory();
        const name = baseName(path);
        if (name.startsWith('.') && !c.flag('Force')) return;
        if (!include(c, name)) return;
        if (c.flag('Directory') && !folder) return;
        if (c.flag('File') && folder) return;
        yield* c.emit(c.flag('Name') ? path.slice(root.length).replace(/^[\\/]/, '') : fileObject(c, path));
      };
      const walk = function* (folder: string, level: number, root: string): Gen<void> {
        const below: string[] = [];
        const all = names(c.engine.files.real(folder));
        const isFolder = (n: string): boolean =>
          statSync(c.engine.files.real(`${folder}${separator}${n}`), { throwIfNoEntry: false })?.isDirectory() ?? false;
        for (const n of [...all.filter(isFolder), ...all.filter((x) => !isFolder(x))]) {
          const path = /[\\/]$/.test(folder) ? folder + n : `${folder}${separator}${n}`;
          yield* show(path, root);
          if (isFolder(n) && recurse && level < depth) below.push(path);
        }
        for (const b of below) yield* walk(b, level + 1, root);
      };
      for (const p of yield* paths(c, '.')) {
        const given = c.has('Path') ? c.texts('Path').some((x) => hasWildcard(x)) : false;
        if (statSync(c.engine.files.real(p)).isDirectory() && (!given || recurse)) yield* walk(p, 0, p);
        else yield* show(p, p.slice(0, p.length - baseName(p).length));
      }
    },
  }),
);

const FILES: readonly Builtin[] = [
  getContent,
  contentCommand('Set-Content', false),
  contentCommand('Add-Content', true),
  getChildItem,
  command(
    'Clear-Content',
    WAY,
    (c) => ({
      *process() {
        for (const p of yield* paths(c)) writeFileSync(c.engine.files.real(p), '');
        if (c.failed) return;
      },
    }),
    { confirm: 'Medium' },
  ),
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

const PATHS: readonly Builtin[] = [
  command(
    'Join-Path',
    'Path|PSPath:string[]@0!<* ChildPath:string@1! AdditionalChildPath:string[]@2 Resolve Credential:object',
    (c) => ({
      *process() {
        const { separator } = c.engine.surroundings;
        for (const p of c.texts('Path')) {
          let out = p;
          for (const child of [
            ...(enumerable(c.get('ChildPath')) ?? [c.get('ChildPath')]).map((x) => toText(x)),
            ...c.texts('AdditionalChildPath'),
          ]) {
            const left = out.replaceAll(separator === '\\' ? '/' : '\\', separator).replace(/[\\/]$/, '');
            out = `${left === '' && out !== '' ? '' : left}${out === '' && child === '' ? '' : separator}${child.replaceAll(separator === '\\' ? '/' : '\\', separator).replace(/^[\\/]/, '')}`;
          }
          if (c.flag('Resolve')) {
            const found = expand(c, out);
            if (!found.length) yield* notFound(c, out);
            yield* c.emitAll(found);
          } else yield* c.emit(out);
        }
      },
    }),
  ),
  command(
    'Split-Path',
    'Path:string[]@0!<* Qualifier NoQualifier Parent Leaf LeafBase Extension Resolve IsAbsolute LiteralPath|PSPath|LP:string[]<. Credential:object',
    (c) => ({
      *process() {
        for (const p of c.has('LiteralPath') ? c.texts('LiteralPath') : c.texts('Path')) {
          const trimmed = p.length > 1 ? p.replace(/[\\/]+$/, '') : p;
          const at = Math.max(trimmed.lastIndexOf('/'), trimmed.lastIndexOf('\\'));
          const leaf = trimmed.slice(at + 1);
          if (c.flag('Leaf')) yield* c.emit(leaf);
          else if (c.flag('LeafBase')) yield* c.emit(leaf.replace(/\.[^.]*$/, ''));
          else if (c.flag('Extension')) yield* c.emit(/\.[^.]*$/.exec(leaf)?.[0] ?? '');
          else if (c.flag('IsAbsolute')) yield* c.emit(/^(?:[A-Za-z]:|[\\/])/.test(p));
          else if (c.flag('Qualifier')) {
            const q = /^[A-Za-z]+:/.exec(p)?.[0];
            if (q) yield* c.emit(q);
            else
              yield* c.error(
                c.record(
                  'ParsePathFormatError',
                  'InvalidArgument',
                  `Cannot parse path because path '${p}' does not have a qualifier specified.`,
                  'System.FormatException',
                  { target: p },
                ),
              );
          } else if (c.flag('NoQualifier')) yield* c.emit(p.replace(/^[A-Za-z]+:/, ''));
          else {
            const parent = at < 0 ? '' : at === 0 ? trimmed[0]! : trimmed.slice(0, at);
            yield* c.emit(
              /^[A-Za-z]:$/.test(parent)
                ? `${parent}\\`
                : parent.replaceAll(
                    c.engine.surroundings.separator === '\\' ? '/' : '\0',
                    c.engine.surroundings.separator,
                  ),
            );
          }
        }
      },
    }),
  ),
  command(
    'Resolve-Path',
    'Path:string[]@0!<* Relative LiteralPath|PSPath|LP:string[]<. Credential:object RelativeBasePath:string Force',
    (c) => ({
      *process() {
        for (const p of yield* paths(c)) {
          if (c.flag('Relative')) {
            const { location } = c.engine.files;
            yield* c.emit(p.startsWith(location) ? `.${p.slice(location.length)}` : p);
            continue;
          }
          const o = new PSObj(['System.Management.Automation.PathInfo', 'System.Object'], {
            Drive: null,
            Provider: 'Microsoft.PowerShell.Core\\FileSystem',
            ProviderPath: p,
            Path: p,
          });
          o.toText = () => p;
          yield* c.emit(o);
        }
      },
    }),
  ),
  command('Convert-Path', 'Path:string[]@0!<* LiteralPath|PSPath|LP:string[]<.', (c) => ({
    *process() {
      yield* c.emitAll(yield* paths(c));
    },
  })),
  command('Get-Location', 'PSProvider:string[] PSDrive:string[] Stack StackName:string[]', (c) => ({
    *process() {
      yield* c.emit(c.engine.automatic('pwd')!.get());
    },
  })),
  ...(['Set-Location', 'Push-Location'] as const).map((name) =>
    command(name, 'Path:string@0<* LiteralPath|PSPath|LP:string<. PassThru StackName:string', (c) => ({
      *process() {
        const given = c.has('LiteralPath')
          ? c.text('LiteralPath')
          : c.text('Path', name === 'Set-Location' ? '~' : '.');
        const found = expand(c, given);
        if (!found.length) {
          yield* notFound(c, given);
          return;
        }
        if (name === 'Push-Location') stack(c).push(c.engine.files.location);
        c.engine.files.location = found[0]!;
        if (c.flag('PassThru')) yield* c.emit(c.engine.automatic('pwd')!.get());
      },
    })),
  ),
  command('Pop-Location', 'PassThru StackName:string', (c) => ({
    *process() {
      const back = stack(c).pop();
      if (back !== undefined) c.engine.files.location = back;
      if (c.flag('PassThru')) yield* c.emit(c.engine.automatic('pwd')!.get());
    },
  })),
];

pathExpander.expand = expand;

const stacks = new WeakMap<object, string[]>();
function stack(c: Context): string[] {
  let s = stacks.get(c.engine);
  if (!s) {
    s = [];
    stacks.set(c.engine, s);
  }
  return s;
}

export const FILE_COMMANDS: readonly Builtin[] = [...FILES, ...PATHS];

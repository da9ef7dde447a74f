/** Commands on the text of paths: Join-Path, Split-Path; and what paths mean: Resolve-Path, Convert-Path. */
import type { Context } from '../../engine/builtin.ts';
import { enumerable } from '../../engine/collections.ts';
import { toText } from '../../engine/convert.ts';
import type { Gen } from '../../engine/flow.ts';
import { PSObj } from '../../engine/psobject.ts';
import { builtin } from '../declare.ts';
import { SESSION_DRIVES } from './drives.ts';
import { givenPaths, parentOf, resolve, type Target } from './paths.ts';

/** A path with the session's own separator; a drive path keeps its backslashes. */
function normal(c: Context, path: string): string {
  const { separator } = c.engine.surroundings;
  return separator === '\\' ? path.replaceAll('/', '\\') : path.replaceAll('\\', '/');
}

/** On Windows a path of the machine that begins with `/` keeps its slashes. */
function separatorFor(c: Context, path: string): string {
  const { windows, separator } = c.engine.surroundings;
  return windows && path.startsWith('/') ? '/' : separator;
}

function join(c: Context, left: string, right: string): string {
  const separator = separatorFor(c, left);
  const posix = separator === '/';
  const a = posix ? left.replaceAll('\\', '/') : normal(c, left);
  const b = (posix ? right.replaceAll('\\', '/') : normal(c, right)).replace(/^[\\/]/, '');
  if (a === '') return b === '' ? '' : `${separator}${b}`;
  return `${a.replace(/[\\/]$/, '')}${separator}${b}`;
}

const JOIN_PATH = builtin(
  'Join-Path',
  'management',
  `
Path|PSPath string[] @0 ! <*
ChildPath string[] null empty @1 ! <.
AdditionalChildPath string[] null empty @2 ... <.
Resolve switch
Extension string
Credential object <.
`,
  (c) => ({
    *process() {
      const children = [
        ...(enumerable(c.get('ChildPath')) ?? [c.get('ChildPath')]).map((x) => toText(x)),
        ...c.texts('AdditionalChildPath'),
      ];
      for (const path of c.texts('Path')) {
        let out = path;
        for (const child of children) out = join(c, out, child);
        if (c.has('Extension')) {
          const wanted = c.text('Extension').replace(/^(?=[^.])/, '.');
          out = out.replace(/\.[^.\\/]*$/, '') + wanted;
        }
        if (!c.flag('Resolve')) {
          yield* c.emit(out);
          continue;
        }
        for (const t of yield* resolve(c, out)) yield* c.emit(t.path);
      }
    },
  }),
);

const LEAF = /[^\\/]*$/;

function splitOne(c: Context, path: string): { value: string | boolean } | { error: 'qualifier' | 'root' } {
  const qualifier = /^(?:[^\\/:]+:|\\\\[^\\]+\\[^\\]+)/.exec(path)?.[0];
  const trimmed = path.length > 1 && !/^[A-Za-z]:[\\/]$/.test(path) ? path.replace(/[\\/]+$/, '') : path;
  const leaf = LEAF.exec(trimmed)![0] || (qualifier && trimmed.length <= qualifier.length + 1 ? trimmed : '');
  if (c.flag('Leaf')) return { value: leaf || trimmed };
  if (c.flag('LeafBase')) return { value: leaf.replace(/\.[^.]*$/, '') };
  if (c.flag('Extension')) return { value: /\.[^.]*$/.exec(leaf)?.[0] ?? '' };
  if (c.flag('IsAbsolute'))
    return {
      value: c.engine.surroundings.windows
        ? qualifier !== undefined || /^\//.test(path)
        : /^[\\/]/.test(path) || (qualifier !== undefined && qualifier.length > 2),
    };
  if (c.flag('Qualifier')) return qualifier === undefined ? { error: 'qualifier' } : { value: qualifier };
  if (c.flag('NoQualifier')) return { value: qualifier === undefined ? path : path.slice(qualifier.length) };
  const { windows } = c.engine.surroundings;
  if (!windows && /^[\\/]$/.test(trimmed)) return { error: 'root' };
  const parent = parentOf(trimmed);
  if (!windows && /^[\\/]$/.test(parent)) return { value: '' };
  return {
    value:
      separatorFor(c, path) === '\\' ? parent.replaceAll('/', '\\') : windows ? parent : parent.replaceAll('\\', '/'),
  };
}

const SPLIT_SETS = `
Path string[] [ParentSet,LeafSet,LeafBaseSet,ExtensionSet,QualifierSet,NoQualifierSet,IsAbsoluteSet] @0 ! <*
LiteralPath|PSPath|LP string[] [LiteralPathSet] ! <.
Qualifier switch [QualifierSet] !
NoQualifier switch [NoQualifierSet] !
Parent switch [ParentSet]
Leaf switch [LeafSet] !
LeafBase switch [LeafBaseSet] !
Extension switch [ExtensionSet] !
Resolve switch
IsAbsolute switch [IsAbsoluteSet] !
Credential object <.
`;

const SPLIT_PATH = builtin(
  'Split-Path',
  'management',
  SPLIT_SETS,
  (c) => ({
    *process() {
      for (const [given, literal] of givenPaths(c)) {
        const all = c.flag('Resolve') ? (yield* resolve(c, given, literal)).map((t) => t.path) : [given];
        for (const path of all) {
          const part = splitOne(c, path);
          if ('value' in part) {
            yield* c.emit(part.value);
            continue;
          }
          if (part.error === 'root') {
            throw c.fail(
              'Argument',
              'InvalidArgument',
              'Cannot process argument because the value of argument "path" is not valid. Change the value of the "path" argument and run the operation again.',
            );
          }
          yield* c.error(
            c.record(
              'ParsePathFormatError',
              'InvalidArgument',
              `Cannot parse path because path '${path}' does not have a qualifier specified.`,
              'System.FormatException',
              { target: path },
            ),
          );
        }
      }
    },
  }),
  { defaultSet: 'ParentSet' },
);

/** A PathInfo. */
export function pathInfo(t: Target): PSObj {
  const provider = t.drive?.provider ?? 'FileSystem';
  const info = new PSObj(['System.Management.Automation.ProviderInfo', 'System.Object'], { Name: provider });
  info.toText = () => `Microsoft.PowerShell.Core\\${provider}`;
  const driveName = t.drive?.name ?? /^([A-Za-z]):/.exec(t.path)?.[1] ?? (t.path.startsWith('/') ? '/' : null);
  const drive =
    driveName === null
      ? null
      : new PSObj(['System.Management.Automation.PSDriveInfo', 'System.Object'], { Name: driveName, Provider: info });
  if (drive) drive.toText = () => driveName!;
  const o = new PSObj(['System.Management.Automation.PathInfo', 'System.Object'], {
    Drive: drive,
    Provider: info,
    ProviderPath: t.drive ? t.name : t.path,
    Path: t.path,
  });
  o.toText = () => t.path;
  return o;
}

/** `to` as it is written from the folder `from`. */
export function relativePath(from: string, to: string): string {
  const separator = from.includes('\\') ? '\\' : '/';
  const a = from.split(/[\\/]/).filter(Boolean);
  const b = to.split(/[\\/]/).filter(Boolean);
  const same =
    separator === '\\'
      ? (x: string, y: string) => x.toLowerCase() === y.toLowerCase()
      : (x: string, y: string) => x === y;
  let n = 0;
  while (n < a.length && n < b.length && same(a[n]!, b[n]!)) n++;
  if (n === 0 && (/^[A-Za-z]:/.test(from) || /^[A-Za-z]:/.test(to))) return to;
  const up = a.length - n;
  const rest = b.slice(n).join(separator);
  if (up === 0) return rest === '' ? '.' : `.${separator}${rest}`;
  return [...Array<string>(up).fill('..'), ...b.slice(n)].join(separator);
}

function* resolveAll(c: Context): Gen<Target[]> {
  const out: Target[] = [];
  for (const [given, literal] of givenPaths(c)) out.push(...(yield* resolve(c, given, literal)));
  return out;
}

const RESOLVE_PATH = builtin(
  'Resolve-Path',
  'management',
  `
Path string[] [Path] @0 ! <* [RelativePath] @0 ! <*
LiteralPath|PSPath|LP string[] [LiteralPath] ! <.
Relative switch
RelativeBasePath string
Force switch
Credential object <.
`,
  (c) => ({
    *process() {
      const base = c.has('RelativeBasePath')
        ? c.engine.files.full(c.text('RelativeBasePath'))
        : c.engine.files.location;
      for (const t of yield* resolveAll(c)) {
        if (c.flag('Relative')) yield* c.emit(t.drive ? t.path : relativePath(base, t.path));
        else yield* c.emit(pathInfo(t));
      }
    },
  }),
  { defaultSet: 'Path' },
);

const CONVERT_PATH = builtin(
  'Convert-Path',
  'management',
  `
Path string[] [Path] @0 ! <*
LiteralPath|PSPath|LP string[] [LiteralPath] ! <.
`,
  (c) => ({
    *process() {
      for (const t of yield* resolveAll(c)) {
        const known = t.drive && SESSION_DRIVES.includes(t.drive);
        yield* c.emit(
          known ? (t.drive.names(c).find((n) => n.toLowerCase() === t.name.toLowerCase()) ?? t.name) : t.path,
        );
      }
    },
  }),
  { defaultSet: 'Path' },
);

export const PATH_COMMANDS = [JOIN_PATH, SPLIT_PATH, RESOLVE_PATH, CONVERT_PATH];

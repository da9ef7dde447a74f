/** Paths that commands take: which drive they are on, what their wildcards mean, and what is missing. */
import { lstatSync, readdirSync, statSync } from 'node:fs';
import { type Context, pathExpander } from '../../engine/builtin.ts';
import { compareText } from '../../engine/collation.ts';
import type { ErrorObject } from '../../engine/errors.ts';
import type { Gen } from '../../engine/flow.ts';
import { hasWildcard, unescapeWildcard, wildcard } from '../../engine/wildcard.ts';
import { folderDrives, SESSION_DRIVES, type SessionDrive } from './drives.ts';

/** Where a path leads: an item of a drive of the session, or a place in the file system. */
export type Target =
  | { readonly drive: SessionDrive; readonly name: string; readonly path: string }
  | { readonly drive: null; readonly path: string };

export const baseName = (path: string): string => path.replace(/[\\/]+$/, '').replace(/^.*[\\/]/, '') || path;

/** The folder above; a root has none. */
export function parentOf(path: string): string {
  const at = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
  if (at < 0) return '';
  const parent = path.slice(0, at);
  if (parent === '') return path.length > 1 ? path[0]! : '';
  if (/^[A-Za-z]:$/.test(parent)) return path.length > at + 1 ? `${parent}\\` : '';
  return parent;
}

/** A path below another. */
export function joined(folder: string, name: string): string {
  if (/[\\/]$/.test(folder)) return folder + name;
  return `${folder}${/^(?:[A-Za-z]:|\\\\)/.test(folder) ? '\\' : '/'}${name}`;
}

/** There is no drive of this name. */
export class NoDrive extends Error {
  readonly drive: string;
  constructor(drive: string) {
    super(`Cannot find drive. A drive with the name '${drive}' does not exist.`);
    this.drive = drive;
  }
}

function sessionDrive(name: string): SessionDrive | undefined {
  const key = name.toLowerCase();
  return SESSION_DRIVES.find((d) => d.name.toLowerCase() === key || d.provider.toLowerCase() === key);
}

/** @throws NoDrive */
export function locate(c: Context, given: string): Target {
  const { files, surroundings } = c.engine;
  const provider = /^(?:Microsoft\.PowerShell\.Core\\)?(\w+)::(.*)$/s.exec(given);
  if (provider) {
    if (/^filesystem$/i.test(provider[1]!)) return { drive: null, path: files.full(provider[2]!) };
    const drive = SESSION_DRIVES.find((d) => d.provider.toLowerCase() === provider[1]!.toLowerCase());
    if (!drive) throw new NoDrive(provider[1]!);
    return onDrive(c, drive, provider[2]!);
  }
  const qualified = /^([^:\\/.*?[\]]+):(.*)$/s.exec(given);
  if (qualified) {
    const [, name, rest] = qualified as unknown as [string, string, string];
    const drive = SESSION_DRIVES.find((d) => d.name.toLowerCase() === name.toLowerCase());
    if (drive) return onDrive(c, drive, rest);
    const folder = folderDrives(c.engine).get(name.toLowerCase());
    if (folder) return { drive: null, path: files.full(joined(folder.root, rest.replace(/^[\\/]+/, ''))) };
    if (!surroundings.windows || name.length > 1) throw new NoDrive(name);
  } else if (!/^[\\/~]/.test(given)) {
    const here = /^(\w{2,}):/.exec(files.location);
    const drive = here && sessionDrive(here[1]!);
    if (drive) return onDrive(c, drive, given.replace(/^\.[\\/]?/, ''));
  }
  return { drive: null, path: files.full(given) };
}

function onDrive(c: Context, drive: SessionDrive, rest: string): Target {
  const name = rest.replace(/^[\\/]+/, '');
  return { drive, name, path: `${drive.name}:${c.engine.surroundings.separator}${name}` };
}

/** Names in a folder, as listings order them. @throws the system's error */
export function namesIn(c: Context, folder: string): string[] {
  const list = readdirSync(c.engine.files.real(folder));
  if (c.engine.surroundings.windows) return list.sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
  return list.sort((a, b) => compareText(a, b, false));
}

export const isThere = (c: Context, path: string): boolean =>
  lstatSync(c.engine.files.real(path), { throwIfNoEntry: false }) !== undefined;

export const isFolder = (c: Context, path: string): boolean =>
  statSync(c.engine.files.real(path), { throwIfNoEntry: false })?.isDirectory() ?? false;

/** Full paths of the file system that a path with wildcards means. */
export function expandFolder(c: Context, full: string): string[] {
  const root = /^(?:[A-Za-z]:\\?|\\\\[^\\]+\\[^\\]+\\?|[\\/])/.exec(full)?.[0] ?? '';
  let found = [root];
  const parts = full.slice(root.length).split(/[\\/]/).filter(Boolean);
  for (const [i, part] of parts.entries()) {
    const isLast = i === parts.length - 1;
    const next: string[] = [];
    for (const base of found) {
      if (!hasWildcard(part)) {
        const path = joined(base, unescapeWildcard(part));
        if (isThere(c, path)) next.push(path);
        continue;
      }
      if (!isFolder(c, base)) continue;
      const pattern = wildcard(part);
      for (const name of namesIn(c, base))
        if (pattern.test(name) && (isLast || isFolder(c, joined(base, name)))) next.push(joined(base, name));
    }
    found = next;
  }
  return found;
}

/** What a path means; with wildcards where not `literal`. @throws NoDrive */
export function expand(c: Context, given: string, literal = false): Target[] {
  const target = locate(c, given);
  if (target.drive) {
    const { drive, name } = target;
    if (name === '' || name === '.') return [target];
    if (literal || !hasWildcard(name)) return drive.item(c, name) ? [target] : [];
    const pattern = wildcard(name);
    return drive
      .names(c)
      .filter((n) => pattern.test(n))
      .map((n) => onDrive(c, drive, n));
  }
  const { path } = target;
  if (literal || !/[*?[`]/.test(path)) return isThere(c, path) ? [target] : [];
  return expandFolder(c, path).map((p) => ({ drive: null, path: p }));
}

export function pathNotFound(c: Context, path: string): ErrorObject {
  return c.record(
    'PathNotFound',
    'ObjectNotFound',
    `Cannot find path '${path}' because it does not exist.`,
    'System.Management.Automation.ItemNotFoundException',
    { target: path },
  );
}

export function noDrive(c: Context, fault: NoDrive): ErrorObject {
  return c.record(
    'DriveNotFound',
    'ObjectNotFound',
    fault.message,
    'System.Management.Automation.DriveNotFoundException',
    { target: fault.drive },
  );
}

/** What one path means; what is missing is reported. */
export function* resolve(c: Context, given: string, literal = false): Gen<Target[]> {
  try {
    const found = expand(c, given, literal);
    if (found.length === 0 && (literal || !hasWildcard(given))) {
      const target = locate(c, given);
      yield* c.error(pathNotFound(c, target.drive ? target.name : target.path));
    }
    return found;
  } catch (fault) {
    if (!(fault instanceof NoDrive)) throw fault;
    yield* c.error(noDrive(c, fault));
    return [];
  }
}

/** Paths as given: -LiteralPath, else -Path, else `fallback`; each with whether it is literal. */
export function givenPaths(c: Context, fallback?: string): [string, boolean][] {
  if (c.has('Credential')) {
    throw c.fail(
      'NotSupported',
      'NotImplemented',
      'The FileSystem provider supports credentials only on the New-PSDrive cmdlet. Perform the operation again without specifying credentials.',
      'System.Management.Automation.PSNotSupportedException',
    );
  }
  if (c.has('LiteralPath')) return c.texts('LiteralPath').map((p) => [p, true]);
  if (c.has('Path')) return c.texts('Path').map((p) => [p, false]);
  return fallback === undefined ? [] : [[fallback, false]];
}

/** Targets of -Path and -LiteralPath that -Filter, -Include and -Exclude leave. */
export function* targets(c: Context, fallback?: string): Gen<Target[]> {
  const out: Target[] = [];
  for (const [given, literal] of givenPaths(c, fallback))
    for (const t of yield* resolve(c, given, literal))
      if (isWanted(c, t.drive ? t.name : baseName(t.path))) out.push(t);
  return out;
}

/** True where -Filter, -Include and -Exclude let a name through. */
export function isWanted(c: Context, name: string): boolean {
  const filter = c.text('Filter');
  if (filter !== '' && !wildcard(filter).test(name)) return false;
  const include = c.texts('Include');
  if (include.length > 0 && !include.some((p) => wildcard(p).test(name))) return false;
  return !c.texts('Exclude').some((p) => wildcard(p).test(name));
}

/** Paths in the file system; an item of another drive is an error of its own. */
export function* filePaths(c: Context): Gen<string[]> {
  const out: string[] = [];
  for (const t of yield* targets(c)) {
    if (t.drive) yield* c.error(notSupported(c));
    else out.push(t.path);
  }
  return out;
}

export function notSupported(c: Context): ErrorObject {
  return c.record(
    'NotSupported',
    'NotImplemented',
    'Provider operation stopped because the provider does not support this operation.',
    'System.Management.Automation.PSNotSupportedException',
  );
}

pathExpander.expand = (c, path) => {
  try {
    return expand(c, path).flatMap((t) => (t.drive ? [] : [t.path]));
  } catch (fault) {
    if (fault instanceof NoDrive) return [];
    throw fault;
  }
};

/** True where the file may not be changed: nobody has leave to write it. */
export function isReadOnly(c: Context, path: string): boolean {
  const stat = statSync(c.engine.files.real(path), { throwIfNoEntry: false });
  return stat !== undefined && (stat.mode & 0o222) === 0;
}

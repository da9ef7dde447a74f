/** Paths that commands take: wildcards, filters, and what is missing. */

import { existsSync, readdirSync, statSync } from 'node:fs';
import { type Context, pathExpander } from '../../engine/builtin.ts';
import type { Gen } from '../../engine/flow.ts';
import { hasWildcard, wildcard } from '../../engine/wildcard.ts';

/** Full paths that a path with wildcards means. */
export function expand(c: Context, path: string): string[] {
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

export function names(real: string): string[] {
  return readdirSync(real).sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
}

export function* notFound(c: Context, path: string): Gen<void> {
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
export function* paths(c: Context, fallback?: string): Gen<string[]> {
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

export const WAY =
  'Path:string[]@0<* LiteralPath|PSPath|LP:string[]<. Filter:string Include:string[] Exclude:string[] Force Credential:object';

export function include(c: Context, name: string): boolean {
  const inc = c.texts('Include');
  const exc = c.texts('Exclude');
  const filter = c.text('Filter');
  if (filter && !wildcard(filter).test(name)) return false;
  if (inc.length && !inc.some((p) => wildcard(p).test(name))) return false;
  return !exc.some((p) => wildcard(p).test(name));
}

export const baseName = (p: string): string => p.replace(/^.*[\\/]/, '');

export function* ioError(c: Context, e: unknown, path: string): Gen<void> {
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

pathExpander.expand = expand;

/** Shell patterns (globs) as regular expressions, and matching of file names. */
import { attempt, Errno } from '../vfs/errno.ts';
import { type Caller, join, type Vfs } from '../vfs/vfs.ts';

const CLASSES: Readonly<Record<string, string>> = {
  alpha: 'A-Za-z',
  digit: '0-9',
  alnum: 'A-Za-z0-9',
  upper: 'A-Z',
  lower: 'a-z',
  space: '\\s',
  blank: ' \\t',
  punct: '!-\\/:-@\\[-`{-~',
  cntrl: '\\0-\\x1f\\x7f',
  xdigit: '0-9A-Fa-f',
  print: ' -~',
  graph: '!-~',
  word: '\\w',
};

const escapeText = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

/** Source of a regular expression for a pattern in which quoted characters have a backslash. */
export function patternSource(pattern: string, options: { pathname?: boolean; extended?: boolean } = {}): string {
  const any = options.pathname ? '[^/]' : '[\\s\\S]';
  let source = '';
  let i = 0;
  const groups: string[] = [];
  while (i < pattern.length) {
    const c = pattern[i] as string;
    if (options.extended && '?*+@!'.includes(c) && pattern[i + 1] === '(') {
      groups.push(c);
      source += c === '!' ? '(?:(?!(?:' : '(?:';
      i += 2;
      continue;
    }
    if (groups.length > 0 && c === '|') source += '|';
    else if (groups.length > 0 && c === ')') {
      const kind = groups.pop();
      source += kind === '!' ? `)$)${any}*)` : kind === '@' ? ')' : `)${kind}`;
    } else if (c === '\\') {
      i++;
      source += escapeText(pattern[i] ?? '\\');
    } else if (c === '*') source += `${any}*`;
    else if (c === '?') source += any;
    else if (c === '[') {
      const set = bracket(pattern, i);
      if (set) {
        source += set.source;
        i = set.end;
        continue;
      }
      source += '\\[';
    } else source += escapeText(c);
    i++;
  }
  return source;
}

function bracket(pattern: string, start: number): { source: string; end: number } | undefined {
  let i = start + 1;
  const negated = pattern[i] === '!' || pattern[i] === '^';
  if (negated) i++;
  let body = '';
  let first = true;
  for (; i < pattern.length; i++, first = false) {
    const c = pattern[i] as string;
    if (c === ']' && !first) return { source: `[${negated ? '^' : ''}${body}]`, end: i + 1 };
    const named = /^\[:(\w+):\]/.exec(pattern.slice(i));
    if (named) {
      body += CLASSES[named[1] as string] ?? '';
      i += named[0].length - 1;
    } else if (c === '\\') body += escapeText(pattern[++i] ?? '\\');
    else if (c === '-') body += /^[^\]]/.test(pattern.slice(i + 1)) && !first ? '-' : '\\-';
    else body += escapeText(c);
  }
  return undefined;
}

/** True where the whole text matches. */
export function matches(pattern: string, text: string, extended = true, ignoreCase = false): boolean {
  return new RegExp(`^(?:${patternSource(pattern, { extended })})$`, ignoreCase ? 'i' : '').test(text);
}

/** True where a pattern holds an active special character. */
export const isGlob = (pattern: string): boolean =>
  /(^|[^\\])(\\\\)*([*?]|\[.*\])/.test(pattern) || /(^|[^\\])[@+!]\(/.test(pattern);

const plain = (pattern: string): string => pattern.replace(/\\([\s\S])/g, '$1');

/** Paths that match, in byte order; none where nothing does. */
export function glob(vfs: Vfs, caller: Caller, pattern: string, dotglob = false): string[] {
  let found = [pattern.startsWith('/') ? '/' : ''];
  const parts = pattern.split('/').filter((part) => part !== '');
  parts.forEach((part, index) => {
    const last = index === parts.length - 1;
    const next: string[] = [];
    for (const base of found) {
      const prefix = base === '' || base.endsWith('/') ? base : `${base}/`;
      if (!isGlob(part)) {
        const path = prefix + plain(part);
        if (vfs.peek(caller, path, !last)) next.push(path);
        continue;
      }
      const names = attempt(() => vfs.list(caller, base === '' ? '.' : base));
      if (names instanceof Errno) continue;
      const test = new RegExp(`^(?:${patternSource(part, { pathname: true, extended: true })})$`);
      const all = part.startsWith('.') || part.startsWith('\\.') ? ['.', '..', ...names] : names;
      for (const name of all) {
        if (name.startsWith('.') && !dotglob && !part.startsWith('.') && !part.startsWith('\\.')) continue;
        if (!test.test(name)) continue;
        const path = prefix + name;
        if (!last && vfs.peek(caller, join(caller.cwd, path))?.inode.t !== 'd') continue;
        next.push(path);
      }
    }
    found = next;
  });
  if (pattern.endsWith('/')) found = found.filter((p) => vfs.peek(caller, p)?.inode.t === 'd').map((p) => `${p}/`);
  return found.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

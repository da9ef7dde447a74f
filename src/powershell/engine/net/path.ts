/** System.IO.Path. */

import { writeFileSync } from 'node:fs';
import { Char, TypedArray } from '../../values.ts';
import { enumerable } from '../collections.ts';
import { toText } from '../convert.ts';
import { text } from '../method-tools.ts';
import type { StaticType, Surroundings } from './static-type.ts';

/** Parts of a path with either separator where Windows is played. */
function pathParts(p: string, env: Surroundings): { dir: string; name: string } {
  const at = env.windows
    ? Math.max(p.lastIndexOf('\\'), p.lastIndexOf('/'), /^[A-Za-z]:[^\\/]*$/.test(p) ? 1 : -1)
    : p.lastIndexOf('/');
  return { dir: at < 0 ? '' : p.slice(0, at), name: p.slice(at + 1) };
}

export const PATH: StaticType = {
  properties: {
    directoryseparatorchar: (env) => new Char(env.separator.charCodeAt(0)),
    altdirectoryseparatorchar: () => new Char(47),
    pathseparator: (env) => new Char(env.windows ? 59 : 58),
    volumeseparatorchar: (env) => new Char(env.windows ? 58 : 47),
  },
  methods: {
    getfilename: ([p], env) => (p === null ? null : pathParts(text(p!), env).name),
    getdirectoryname: ([p], env) => {
      const full = text(p!);
      const { dir } = pathParts(full, env);
      if (dir === '' && full.startsWith('/')) return full === '/' ? null : '/';
      return dir;
    },
    getextension: ([p], env) => /\.[^.]*$/.exec(pathParts(text(p!), env).name)?.[0].replace(/^\.$/, '') ?? '',
    getfilenamewithoutextension: ([p], env) => pathParts(text(p!), env).name.replace(/\.[^.]*$/, ''),
    haseextension: ([p]) => /\.[^.\\/]+$/.test(text(p!)),
    hasextension: ([p]) => /\.[^.\\/]+$/.test(text(p!)),
    changeextension: ([p, e]) =>
      text(p!).replace(/\.[^.\\/]*$/, '') +
      (e === null ? '' : `${text(e!).startsWith('.') || text(e!) === '' ? '' : '.'}${text(e!)}`),
    combine: (args, env) => {
      let path = '';
      for (const a of args.length === 1 ? (enumerable(args[0]!) ?? args) : args) {
        const part = toText(a);
        if (part === '') continue;
        if (/^[/\\]|^[A-Za-z]:/.test(part) && (env.windows || part.startsWith('/'))) path = part;
        else path = path === '' || /[\\/]$/.test(path) ? path + part : path + env.separator + part;
      }
      return path;
    },
    join: (args, env) =>
      args
        .map((a) => toText(a))
        .filter(Boolean)
        .join(env.separator)
        .replace(/([\\/])[\\/]+/g, '$1'),
    ispathrooted: ([p], env) => (env.windows ? /^[\\/]|^[A-Za-z]:/ : /^\//).test(text(p!)),
    getpathroot: ([p]) => /^(?:[A-Za-z]:[\\/]?|[\\/]{2}[^\\/]+[\\/][^\\/]+|[\\/])/.exec(text(p!))?.[0] ?? '',
    getfullpath: ([p], env) => {
      const s = text(p!);
      const full = /^[\\/]|^[A-Za-z]:/.test(s) ? s : `${env.location()}${env.separator}${s}`;
      return normalize(full, env.separator);
    },
    gettemppath: (_, env) =>
      env.environment.get('TEMP') ?? env.environment.get('TMPDIR') ?? (env.windows ? 'C:\\Windows\\Temp\\' : '/tmp/'),
    gettempfilename: (_, env) => {
      const name = `${env.windows ? 'C:\\Windows\\Temp\\' : '/tmp/'}tmp${Math.floor(env.random() * 1e9).toString(36)}.tmp`;
      writeFileSync(env.path(name), '');
      return name;
    },
    getrandomfilename: (_, env) =>
      `${Math.floor(env.random() * 1e12)
        .toString(36)
        .padEnd(8, 'x')
        .slice(0, 8)}.${Math.floor(env.random() * 46656)
        .toString(36)
        .padStart(3, '0')}`,
    getinvalidfilenamechars: (_, env) =>
      new TypedArray(
        'System.Char',
        [...(env.windows ? '"<>|\0:*?\\/' : '\0/')].map((c) => new Char(c.charCodeAt(0))),
      ),
    getinvalidpathchars: () =>
      new TypedArray(
        'System.Char',
        [...'|\0'].map((c) => new Char(c.charCodeAt(0))),
      ),
  },
};

function normalize(path: string, separator: string): string {
  const root = /^(?:[A-Za-z]:[\\/]|[\\/])/.exec(path)?.[0] ?? '';
  const out: string[] = [];
  for (const part of path.slice(root.length).split(/[\\/]/)) {
    if (part === '' || part === '.') continue;
    if (part === '..') out.pop();
    else out.push(part);
  }
  return root + out.join(separator);
}

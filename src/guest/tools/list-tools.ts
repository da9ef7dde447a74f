/** ls, stat, find, du. */
import type { Tool, ToolCall } from '../process/tool.ts';
import { matches } from '../shell/pattern.ts';
import { attempt, Errno } from '../vfs/errno.ts';
import type { Inode } from '../vfs/inode.ts';
import type { Found } from '../vfs/vfs.ts';
import { human, parseOptions, sizeOf } from './options.ts';
import { strftime } from './printf.ts';
import { usage } from './stream-tools.ts';
import { names } from './system-tools.ts';

const SIX_MONTHS = 15_778_476e6;

/** `-rwxr-xr-x`. */
export function modeText({ t, m }: Pick<Inode, 't' | 'm'>): string {
  const triple = (bits: number, special: boolean, letter: string): string => {
    const x = bits & 1 ? (special ? letter : 'x') : special ? letter.toUpperCase() : '-';
    return `${bits & 4 ? 'r' : '-'}${bits & 2 ? 'w' : '-'}${x}`;
  };
  return `${t}${triple(m >> 6, (m & 0o4000) !== 0, 's')}${triple(m >> 3, (m & 0o2000) !== 0, 's')}${triple(m, (m & 0o1000) !== 0, 't')}`;
}

interface Entry {
  readonly name: string;
  readonly found: Found;
}

/** Space that a file holds, in units of 512 bytes. */
function sectors(found: Found): number {
  return ((found.inode.b ?? 0) * found.fs.usage().blockSize) / 512;
}

const ls: Tool = (t) => {
  const o = parseOptions(t.args, 'aAlhdrtSR1niFsgGopLcuxCXvUkmQNbqT:w:I:', [
    'all>a',
    'almost-all>A',
    'human-readable>h',
    'directory>d',
    'reverse>r',
    'recursive>R',
    'numeric-uid-gid>n',
    'inode>i',
    'classify>F',
    'size>s',
    'color=?',
    'full-time',
    'time-style=',
    'sort=',
    'group-directories-first',
    'dereference>L',
    'no-group>G',
    'si',
    'block-size=',
    'time=',
  ]);
  if (o.error) return usage(t, o.error, 2);
  const long = o.has('l', 'n', 'g', 'o') || o.has('full-time');
  const paths = o.words.length > 0 ? o.words : ['.'];
  const users = o.has('n') || !long ? new Map<number, string>() : names(t, '/etc/passwd');
  const groups = o.has('n') || !long ? new Map<number, string>() : names(t, '/etc/group');
  let status = 0;
  const files: Entry[] = [];
  const directories: string[] = [];
  for (const path of paths) {
    const found = attempt(() => t.vfs.find(t.process, path, !long || o.has('L') || path.endsWith('/')));
    const target =
      found instanceof Errno && found.code === 'ENOENT' ? attempt(() => t.vfs.find(t.process, path, false)) : found;
    if (target instanceof Errno) {
      t.err(`ls: cannot access ${t.guest.profile.era === '2013' ? path : `'${path}'`}: ${target.message}\n`);
      status = 2;
    } else if (target.inode.t === 'd' && !o.has('d')) directories.push(path);
    else files.push({ name: path, found: target });
  }
  const sort = (entries: Entry[]): Entry[] => {
    const key =
      o.has('t') || o.value('sort') === 'time'
        ? (e: Entry) => -e.found.inode.mt
        : o.has('S') || o.value('sort') === 'size'
          ? (e: Entry) => -e.found.inode.s
          : undefined;
    const byName = (a: Entry, b: Entry): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
    if (!o.has('U')) entries.sort((a, b) => (key ? key(a) - key(b) : 0) || byName(a, b));
    return o.has('r') ? entries.reverse() : entries;
  };
  const mark = (e: Entry): string => {
    const { t: type, m } = e.found.inode;
    if (o.has('p')) return type === 'd' ? '/' : '';
    if (!o.has('F')) return '';
    return type === 'd'
      ? '/'
      : type === 'l'
        ? long
          ? ''
          : '@'
        : type === 'p'
          ? '|'
          : type === 's'
            ? '='
            : m & 0o111
              ? '*'
              : '';
  };
  const time = (at: number): string => {
    if (o.has('full-time') || o.value('time-style') === 'full-iso')
      return `${strftime('%Y-%m-%d %H:%M:%S.%N', at)} +0000`;
    if (o.value('time-style') === 'long-iso') return strftime('%Y-%m-%d %H:%M', at);
    const style = o.value('time-style');
    if (style?.startsWith('+')) return strftime(style.slice(1), at);
    const old = at > t.system.wall || at < t.system.wall - SIX_MONTHS;
    return strftime(old ? '%b %e  %Y' : '%b %e %H:%M', at);
  };
  const show = (entries: Entry[], total: boolean): void => {
    const people = o.has('h');
    if (total && (long || o.has('s'))) {
      const blocks = entries.reduce((sum, e) => sum + sectors(e.found), 0) / 2;
      t.out(`total ${people ? human(blocks * 1024) : Math.ceil(blocks)}\n`);
    }
    const prefix = (e: Entry): string[] => [
      ...(o.has('i') ? [String(e.found.ino)] : []),
      ...(o.has('s') ? [people ? human(sectors(e.found) * 512) : String(Math.ceil(sectors(e.found) / 2))] : []),
    ];
    if (!long) {
      const cells = entries.map((e) => [...prefix(e), `${e.name}${mark(e)}`].join(' '));
      t.out(t.terminal && !o.has('1') ? columns(cells) : cells.map((c) => `${c}\n`).join(''));
      return;
    }
    const rows = entries.map((e) => {
      const { inode } = e.found;
      const device = inode.r ? `${inode.r[0]}, ${String(inode.r[1]).padStart(3)}` : undefined;
      const link = inode.t === 'l' ? ` -> ${inode.l}` : '';
      return [
        ...prefix(e),
        modeText(inode),
        String(inode.n),
        ...(o.has('g') ? [] : [users.get(inode.u) ?? String(inode.u)]),
        ...(o.has('G', 'o') ? [] : [groups.get(inode.g) ?? String(inode.g)]),
        device ?? (people ? human(inode.s) : String(inode.s)),
        time(inode.mt),
        `${e.name}${link}${mark(e)}`,
      ];
    });
    const width = (c: number): number => rows.reduce((most, r) => Math.max(most, (r[c] as string).length), 0);
    const left = new Set([o.has('g') ? -1 : prefix(entries[0] ?? ({ found: { ino: 0 } } as Entry)).length + 2]);
    const owner = [...left][0] as number;
    if (!o.has('G', 'o')) left.add(o.has('g') ? (rows[0]?.length ?? 0) - 4 : owner + 1);
    const lead = (o.has('i') ? 1 : 0) + (o.has('s') ? 1 : 0);
    for (const row of rows) {
      const cells = row.map((cell, c) =>
        c === row.length - 1 || c === lead ? cell : left.has(c) ? cell.padEnd(width(c)) : cell.padStart(width(c)),
      );
      t.out(`${cells.join(' ')}\n`);
    }
  };
  show(sort(files), false);
  const pending = sort(directories.map((name) => ({ name, found: t.vfs.find(t.process, name) }))).map((e) => e.name);
  let first = files.length === 0;
  const titled = paths.length > 1 || o.has('R');
  const visit = (path: string): void => {
    const list = attempt(() => t.vfs.list(t.process, path));
    if (list instanceof Errno) {
      t.err(`ls: cannot open directory ${t.guest.profile.era === '2013' ? path : `'${path}'`}: ${list.message}\n`);
      status = 2;
      return;
    }
    if (titled) t.out(`${first ? '' : '\n'}${path}:\n`);
    first = false;
    const shown = [...(o.has('a') ? ['.', '..'] : []), ...list.filter((n) => o.has('a', 'A') || !n.startsWith('.'))];
    const entries = shown.flatMap((name) => {
      const found = t.vfs.peek(t.process, `${path.replace(/\/$/, '')}/${name}`, o.has('L'));
      return found ? [{ name, found }] : [];
    });
    sort(entries);
    show(entries, true);
    if (o.has('R'))
      for (const e of entries)
        if (e.found.inode.t === 'd' && e.name !== '.' && e.name !== '..') visit(`${path.replace(/\/$/, '')}/${e.name}`);
  };
  for (const path of pending) visit(path);
  return status;
};

/** Names in columns down an 80-column terminal, as ls -C. */
function columns(cells: readonly string[]): string {
  for (let count = Math.min(cells.length, 26); count > 0; count--) {
    const rows = Math.ceil(cells.length / count);
    const used = Math.ceil(cells.length / rows);
    const widths = Array.from(
      { length: used },
      (_v, c) => cells.slice(c * rows, (c + 1) * rows).reduce((most, x) => Math.max(most, x.length), 0) + 2,
    );
    if (count > 1 && widths.reduce((a, b) => a + b, 0) - 2 > 80) continue;
    return Array.from(
      { length: rows },
      (_v, r) =>
        `${widths.map((w, c) => (cells[c * rows + r] === undefined ? '' : c === used - 1 || cells[(c + 1) * rows + r] === undefined ? cells[c * rows + r] : (cells[c * rows + r] as string).padEnd(w))).join('')}\n`,
    ).join('');
  }
  return '';
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  '-': 'regular file',
  d: 'directory',
  l: 'symbolic link',
  b: 'block special file',
  c: 'character special file',
  p: 'fifo',
  s: 'socket',
};

const stat: Tool = (t) => {
  const o = parseOptions(t.args, 'c:fLt', ['format=>c', 'printf=', 'file-system>f', 'dereference>L', 'terse>t']);
  if (o.error) return usage(t, o.error);
  let status = 0;
  for (const word of o.words) {
    const found = t.find(word, o.has('L'));
    if (found instanceof Errno) {
      t.err(
        `stat: cannot stat${t.guest.profile.era === 'modern' ? 'x' : ''} ${t.guest.profile.era === '2013' ? `\`${word}'` : `'${word}'`}: ${found.message}\n`,
      );
      status = 1;
      continue;
    }
    const u = found.fs.usage();
    const format = o.value('c') ?? o.value('printf');
    if (o.has('f')) {
      const types: Record<string, string> = {
        ext2: 'ext2/ext3',
        ext3: 'ext2/ext3',
        ext4: 'ext2/ext3',
        devtmpfs: 'tmpfs',
      };
      const id = [...found.mount.source].reduce((h, c) => (Math.imul(h, 31) + c.charCodeAt(0)) >>> 0, 1).toString(16);
      t.out(
        `  File: "${word}"\n    ID: ${id.padStart(16, '0')} Namelen: 255     Type: ${types[found.fs.type] ?? found.fs.type}\nBlock size: ${u.blockSize.toString().padEnd(10)} Fundamental block size: ${u.blockSize}\nBlocks: Total: ${String(u.blocks).padEnd(10)} Free: ${String(u.free).padEnd(10)} Available: ${u.available}\nInodes: Total: ${String(u.inodes).padEnd(10)} Free: ${u.freeInodes}\n`,
      );
      continue;
    }
    const { inode } = found;
    const user = names(t, '/etc/passwd').get(inode.u) ?? 'UNKNOWN';
    const group = names(t, '/etc/group').get(inode.g) ?? 'UNKNOWN';
    const type = inode.t === '-' && inode.s === 0 ? 'regular empty file' : (TYPE_NAMES[inode.t] ?? '');
    const stamp = (at: number): string => `${strftime('%Y-%m-%d %H:%M:%S.%N', at)} +0000`;
    if (format !== undefined) {
      const values: Record<string, string | number> = {
        n: word,
        N: `'${word}'`,
        s: inode.s,
        b: sectors(found),
        B: 512,
        a: (inode.m & 0o7777).toString(8),
        A: modeText(inode),
        u: inode.u,
        U: user,
        g: inode.g,
        G: group,
        h: inode.n,
        i: found.ino,
        F: type,
        y: stamp(inode.mt),
        Y: Math.floor(inode.mt / 1e6),
        x: stamp(inode.at),
        X: Math.floor(inode.at / 1e6),
        z: stamp(inode.ct),
        Z: Math.floor(inode.ct / 1e6),
        t: (inode.r?.[0] ?? 0).toString(16),
        T: (inode.r?.[1] ?? 0).toString(16),
        o: u.blockSize,
        m: found.mount.point,
        '%': '%',
        f: inode.m.toString(16),
        w: '-',
        W: 0,
        d: 2049,
      };
      const text = format.replace(/%([-0-9]*)([a-zA-Z%])/g, (_all, _w, l: string) => String(values[l] ?? '?'));
      t.out(o.has('printf') ? text.replaceAll('\\n', '\n').replaceAll('\\t', '\t') : `${text}\n`);
      continue;
    }
    t.out(
      `  File: ${word}${inode.t === 'l' ? ` -> ${inode.l}` : ''}\n  Size: ${String(inode.s).padEnd(10)}\tBlocks: ${String(sectors(found)).padEnd(10)} IO Block: ${String(u.blockSize).padEnd(6)} ${type}\nDevice: 801h/2049d\tInode: ${String(found.ino).padEnd(11)} Links: ${inode.n}\nAccess: (${(inode.m & 0o7777).toString(8).padStart(4, '0')}/${modeText(inode)})  Uid: (${String(inode.u).padStart(5)}/${user.padStart(8)})   Gid: (${String(inode.g).padStart(5)}/${group.padStart(8)})\nAccess: ${stamp(inode.at)}\nModify: ${stamp(inode.mt)}\nChange: ${stamp(inode.ct)}\n`,
    );
  }
  return status;
};

const du: Tool = (t) => {
  const o = parseOptions(t.args, 'hskamcbxd:', [
    'human-readable>h',
    'summarize>s',
    'all>a',
    'total>c',
    'bytes>b',
    'max-depth=>d',
    'apparent-size',
    'one-file-system>x',
  ]);
  if (o.error) return usage(t, o.error);
  const apparent = o.has('b', 'apparent-size');
  const unit = o.has('b') ? 1 : o.has('m') ? 2 ** 20 : 1024;
  const show = (bytes: number): string => (o.has('h') ? human(bytes) : String(Math.ceil(bytes / unit)));
  const most = o.has('s') ? 0 : Number(o.value('d') ?? Number.POSITIVE_INFINITY);
  let status = 0;
  let sum = 0;
  const weigh = (path: string, depth: number): number => {
    const found = t.find(path, false);
    if (found instanceof Errno) {
      t.err(`du: cannot access ${t.guest.profile.era === '2013' ? `\`${path}'` : `'${path}'`}: ${found.message}\n`);
      status = 1;
      return 0;
    }
    let bytes = apparent ? found.inode.s : sectors(found) * 512;
    const directory = found.inode.t === 'd';
    if (directory) {
      const list = attempt(() => t.vfs.list(t.process, path));
      if (!(list instanceof Errno))
        for (const name of list) bytes += weigh(`${path.replace(/\/$/, '')}/${name}`, depth + 1);
    }
    if (depth <= most && (directory || o.has('a') || depth === 0)) t.out(`${show(bytes)}\t${path}\n`);
    return bytes;
  };
  for (const path of o.words.length > 0 ? o.words : ['.']) sum += weigh(path, 0);
  if (o.has('c')) t.out(`${show(sum)}\ttotal\n`);
  return status;
};

type Test = (path: string, found: Found, depth: number) => boolean;

const find: Tool = (t) => {
  const args = [...t.args];
  const roots: string[] = [];
  while (args.length > 0 && !/^[-(!]/.test(args[0] as string)) roots.push(args.shift() as string);
  if (roots.length === 0) roots.push('.');
  let status = 0;
  let minimum = 0;
  let maximum = Number.POSITIVE_INFINITY;
  let depthFirst = false;
  let xdev = false;
  let acted = false;
  let at = 0;
  const error = (text: string): never => {
    throw new FindError(text);
  };
  const argument = (name: string): string => args[at++] ?? error(`missing argument to \`${name}'`);
  const number = (text: string): ((n: number) => boolean) => {
    const n = Number(text.replace(/^[-+]/, ''));
    return text.startsWith('+') ? (x) => x > n : text.startsWith('-') ? (x) => x < n : (x) => x === n;
  };
  const print =
    (end: string): Test =>
    (path) => {
      t.out(path + end);
      return true;
    };
  const primary = (): Test => {
    const word = args[at++];
    if (word === '(' || word === '\\(') {
      const inner = or();
      if (args[at++] !== ')') error("invalid expression; I was expecting to find a ')' somewhere but did not see one.");
      return inner;
    }
    if (word === '!' || word === '-not') {
      const inner = primary();
      return (...a) => !inner(...a);
    }
    switch (word) {
      case '-name':
      case '-iname': {
        const pattern = argument(word);
        return (path) => matches(pattern, path.replace(/\/+$/, '').split('/').at(-1) || '/', false, word === '-iname');
      }
      case '-path':
      case '-wholename': {
        const pattern = argument(word);
        return (path) => matches(pattern, path, false);
      }
      case '-type': {
        const types = argument(word)
          .split(',')
          .map((x) => (x === 'f' ? '-' : x));
        return (_p, f) => types.includes(f.inode.t);
      }
      case '-size': {
        const text = argument(word);
        const letter = /[bckwMG]$/.exec(text)?.[0] ?? 'b';
        const unit = { b: 512, c: 1, w: 2, k: 1024, M: 2 ** 20, G: 2 ** 30 }[letter] ?? 512;
        const test = number(text.replace(/[bckwMG]$/, ''));
        return (_p, f) => test(Math.ceil(f.inode.s / unit));
      }
      case '-mtime':
      case '-mmin': {
        const test = number(argument(word));
        const unit = word === '-mtime' ? 86_400e6 : 60e6;
        return (_p, f) => test(Math.floor((t.system.wall - f.inode.mt) / unit));
      }
      case '-newer': {
        const reference = t.find(argument(word));
        const mt = reference instanceof Errno ? 0 : reference.inode.mt;
        return (_p, f) => f.inode.mt > mt;
      }
      case '-perm': {
        const text = argument(word);
        const bits = Number.parseInt(text.replace(/^[-/]/, ''), 8);
        return (_p, f) =>
          text.startsWith('-')
            ? (f.inode.m & bits) === bits
            : text.startsWith('/')
              ? (f.inode.m & bits) !== 0
              : (f.inode.m & 0o7777) === bits;
      }
      case '-user': {
        const name = argument(word);
        const uid = [...names(t, '/etc/passwd')].find(([, n]) => n === name)?.[0] ?? Number(name);
        return (_p, f) => f.inode.u === uid;
      }
      case '-inum': {
        const test = number(argument(word));
        return (_p, f) => test(f.ino);
      }
      case '-links': {
        const test = number(argument(word));
        return (_p, f) => test(f.inode.n);
      }
      case '-empty':
        return (path, f) =>
          f.inode.t === 'd' ? t.vfs.list(t.process, path).length === 0 : f.inode.t === '-' && f.inode.s === 0;
      case '-maxdepth':
        maximum = Number(argument(word));
        return () => true;
      case '-mindepth':
        minimum = Number(argument(word));
        return () => true;
      case '-depth':
        depthFirst = true;
        return () => true;
      case '-xdev':
      case '-mount':
        xdev = true;
        return () => true;
      case '-true':
        return () => true;
      case '-false':
        return () => false;
      case '-print':
        acted = true;
        return print('\n');
      case '-print0':
        acted = true;
        return print('\0');
      case '-ls':
        acted = true;
        return (path, f) => {
          t.out(
            `${String(f.ino).padStart(9)} ${String(Math.ceil(sectors(f) / 2)).padStart(6)} ${modeText(f.inode)} ${String(f.inode.n).padStart(3)} ${names(t, '/etc/passwd').get(f.inode.u) ?? f.inode.u}     ${names(t, '/etc/group').get(f.inode.g) ?? f.inode.g}     ${String(f.inode.s).padStart(8)} ${strftime('%b %e %H:%M', f.inode.mt)} ${path}\n`,
          );
          return true;
        };
      case '-printf': {
        acted = true;
        const format = argument(word);
        return (path, f) => {
          const values: Record<string, string | number> = {
            p: path,
            f: path.split('/').at(-1) ?? '',
            s: f.inode.s,
            m: (f.inode.m & 0o7777).toString(8),
            y: f.inode.t === '-' ? 'f' : f.inode.t,
            h: path.replace(/\/[^/]*$/, ''),
            i: f.ino,
            n: f.inode.n,
            '%': '%',
            l: f.inode.l ?? '',
            M: modeText(f.inode),
          };
          t.out(
            format
              .replace(/%([a-zA-Z%])/g, (_a, l: string) => String(values[l] ?? ''))
              .replaceAll('\\n', '\n')
              .replaceAll('\\t', '\t')
              .replaceAll('\\0', '\0'),
          );
          return true;
        };
      }
      case '-delete':
        acted = true;
        depthFirst = true;
        return (path, f) => {
          const done = attempt(() =>
            t.vfs.remove(t.process, path, f.inode.t === 'd' ? 'directory' : 'file', (m, i) => t.system.isOpen(m, i)),
          );
          if (done instanceof Errno) {
            t.err(`find: cannot delete '${path}': ${done.message}\n`);
            status = 1;
          }
          return !(done instanceof Errno);
        };
      case '-prune':
        return () => {
          pruned = true;
          return true;
        };
      case '-exec': {
        acted = true;
        const words: string[] = [];
        while (at < args.length && args[at] !== ';' && args[at] !== '+') words.push(args[at++] as string);
        if (args[at] === undefined) error("missing argument to `-exec'");
        const together = args[at++] === '+';
        const runs = (t.state['runs'] as string[][] | undefined) ?? [];
        t.state['runs'] = runs;
        const collected: string[] = [];
        if (together) collect.push({ words, collected });
        return (path) => {
          if (together) collected.push(path);
          else runs.push(words.map((w) => w.replaceAll('{}', path)));
          return true;
        };
      }
      case undefined:
        return error('expected an expression');
      default:
        return error(
          word.startsWith('-') ? `unknown predicate \`${word}'` : `paths must precede expression: \`${word}'`,
        );
    }
  };
  const and = (): Test => {
    let left = primary();
    while (at < args.length && args[at] !== ')' && args[at] !== '-o' && args[at] !== '-or') {
      if (args[at] === '-a' || args[at] === '-and') at++;
      const a = left;
      const b = primary();
      left = (...x) => a(...x) && b(...x);
    }
    return left;
  };
  const or = (): Test => {
    let left = and();
    while (args[at] === '-o' || args[at] === '-or') {
      at++;
      const a = left;
      const b = and();
      left = (...x) => a(...x) || b(...x);
    }
    return left;
  };
  const collect: { words: string[]; collected: string[] }[] = [];
  let pruned = false;
  if (t.state['walked']) return runAll(t);
  let test: Test = () => true;
  try {
    if (args.length > 0) test = or();
  } catch (e) {
    if (e instanceof FindError) return t.fail(e.message);
    throw e;
  }
  const shown: Test = acted ? test : (path, f, d) => test(path, f, d) && print('\n')(path, f, d);
  const visit = (path: string, depth: number, mount: Found['mount'] | undefined): void => {
    const found = t.find(path, false);
    if (found instanceof Errno) {
      t.err(`find: ${t.guest.profile.era === '2013' ? `\`${path}'` : `'${path}'`}: ${found.message}\n`);
      status = 1;
      return;
    }
    pruned = false;
    if (!depthFirst && depth >= minimum) shown(path, found, depth);
    const stop = pruned || depth >= maximum || (xdev && mount !== undefined && found.mount !== mount);
    if (found.inode.t === 'd' && !stop) {
      const list = attempt(() => t.vfs.list(t.process, path));
      if (list instanceof Errno) {
        t.err(`find: '${path}': ${list.message}\n`);
        status = 1;
      } else for (const name of list) visit(`${path.replace(/\/+$/, '')}/${name}`, depth + 1, mount ?? found.mount);
    }
    if (depthFirst && depth >= minimum) shown(path, found, depth);
  };
  for (const root of roots) visit(root, 0, undefined);
  const runs = (t.state['runs'] as string[][] | undefined) ?? [];
  for (const { words, collected } of collect)
    if (collected.length > 0) runs.push(words.flatMap((w) => (w === '{}' ? collected : [w])));
  t.state['runs'] = runs;
  t.state['walked'] = true;
  t.state['status'] = status;
  return runAll(t);
};

class FindError extends Error {}

/** Commands of -exec, one after the other. */
function runAll(t: ToolCall): ReturnType<Tool> {
  const runs = (t.state['runs'] as string[][] | undefined) ?? [];
  const done = runCommands(t, runs);
  return done === undefined ? ((t.state['status'] as number | undefined) ?? 0) : done;
}

import { runCommands } from './children.ts';

const tree = sizeOf;
void tree;

export const LIST_TOOLS: Readonly<Record<string, Tool>> = { ls, stat, du, find };

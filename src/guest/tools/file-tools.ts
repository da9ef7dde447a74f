/** Tools that look at files and change them. */
import { type Chunk, chunkBytes } from '../fs/extents.ts';
import { WouldBlock } from '../process/open-files.ts';
import type { Outcome, Tool, ToolCall } from '../process/tool.ts';
import { attempt, Errno } from '../vfs/errno.ts';
import type { Found } from '../vfs/vfs.ts';
import { parseOptions, sizeOf } from './options.ts';
import { usage } from './stream-tools.ts';
import { names, parseDate } from './system-tools.ts';

const base = (path: string): string => path.replace(/\/+$/, '').replace(/^.*\//, '') || '/';
const inside = (dir: string, name: string): string => `${dir.replace(/\/+$/, '') || ''}/${name}`;
const quote = (t: ToolCall, text: string): string => (t.guest.profile.era === '2013' ? `\`${text}'` : `'${text}'`);
const isOpen = (t: ToolCall) => (mount: Found['mount'], ino: number) => t.system.isOpen(mount, ino);

/** Runs for each word; errors are said with coreutils' words and the exit code becomes 1. */
function each(t: ToolCall, words: readonly string[], what: string, work: (word: string) => void): number {
  let status = 0;
  if (words.length === 0) return usage(t, 'missing operand');
  for (const word of words) {
    const done = attempt(() => work(word));
    if (done instanceof Errno) {
      t.err(`${t.name}: ${what} ${quote(t, word)}: ${done.message}\n`);
      status = 1;
    }
  }
  return status;
}

/** A mode: octal, or u+x,go=rw. */
export function applyMode(text: string, mode: number, directory: boolean, umask: number): number | undefined {
  if (/^[0-7]{1,4}$/.test(text)) return Number.parseInt(text, 8);
  for (const clause of text.split(',')) {
    const match = /^([ugoa]*)((?:[-+=][rwxXst]*)+)$/.exec(clause);
    if (!match) return undefined;
    const who = match[1] === '' ? 'a' : (match[1] as string);
    const mask = match[1] === '' ? ~umask : -1;
    for (const [, operator, letters = ''] of (match[2] as string).matchAll(/([-+=])([rwxXst]*)/g)) {
      let bits = 0;
      let scope = 0;
      for (const [letter, shift] of [
        ['u', 6],
        ['g', 3],
        ['o', 0],
      ] as const) {
        if (!who.includes(letter) && !who.includes('a')) continue;
        scope |= 7 << shift;
        for (const l of letters) {
          if (l === 'r') bits |= 4 << shift;
          if (l === 'w') bits |= 2 << shift;
          if (l === 'x' || (l === 'X' && (directory || mode & 0o111))) bits |= 1 << shift;
        }
      }
      if (letters.includes('s'))
        bits |=
          (who.includes('u') || who.includes('a') ? 0o4000 : 0) | (who.includes('g') || who.includes('a') ? 0o2000 : 0);
      if (letters.includes('t')) bits |= 0o1000;
      bits &= mask;
      if (operator === '+') mode |= bits;
      else if (operator === '-') mode &= ~bits;
      else mode = (mode & ~scope) | bits;
    }
  }
  return mode & 0o7777;
}

const mkdir: Tool = (t) => {
  const o = parseOptions(t.args, 'pm:v', ['parents>p', 'mode=>m', 'verbose>v']);
  if (o.error) return usage(t, o.error);
  const make = (path: string): void => {
    t.vfs.create(t.process, path, 'd', 0o777);
    const mode = o.value('m');
    if (mode !== undefined) t.vfs.change(t.process, path, { m: applyMode(mode, 0o777, true, 0) ?? 0o755 });
    if (o.has('v')) t.out(`mkdir: created directory ${quote(t, path)}\n`);
  };
  return each(t, o.words, 'cannot create directory', (word) => {
    if (!o.has('p')) {
      make(word);
      return;
    }
    const parts = word.split('/');
    for (let i = 1; i <= parts.length; i++) {
      const path = parts.slice(0, i).join('/') || '/';
      const found = attempt(() => t.vfs.find(t.process, path));
      if (found instanceof Errno) {
        if (found.code !== 'ENOENT') throw found;
        make(path);
      } else if (found.inode.t !== 'd') throw new Errno(i === parts.length ? 'EEXIST' : 'ENOTDIR');
    }
  });
};

const rmdir: Tool = (t) => {
  const o = parseOptions(t.args, 'pv', ['parents>p', 'ignore-fail-on-non-empty']);
  if (o.error) return usage(t, o.error);
  return each(t, o.words, 'failed to remove', (word) => {
    t.vfs.remove(t.process, word, 'directory', isOpen(t));
    if (!o.has('p')) return;
    for (
      let path = word.replace(/\/[^/]*$/, '');
      path.includes('/') || path !== word;
      path = path.replace(/\/?[^/]*$/, '')
    ) {
      if (path === '') break;
      t.vfs.remove(t.process, path, 'directory', isOpen(t));
    }
  });
};

const rm: Tool = (t) => {
  const o = parseOptions(t.args, 'rRfivd', [
    'recursive>r',
    'force>f',
    'verbose>v',
    'dir>d',
    'interactive=?',
    'no-preserve-root',
    'preserve-root',
    'one-file-system',
  ]);
  if (o.error) return usage(t, o.error);
  if (o.words.length === 0) return o.has('f') ? 0 : usage(t, 'missing operand');
  const recursive = o.has('r', 'R');
  let status = 0;
  const fail = (path: string, text: string): void => {
    t.err(`rm: cannot remove ${quote(t, path)}: ${text}\n`);
    status = 1;
  };
  const remove = (path: string): void => {
    const found = attempt(() => t.vfs.find(t.process, path, false));
    if (found instanceof Errno) {
      if (!(o.has('f') && (found.code === 'ENOENT' || found.code === 'ENOTDIR'))) fail(path, found.message);
      return;
    }
    const directory = found.inode.t === 'd';
    if (directory && !recursive && !o.has('d')) {
      fail(path, 'Is a directory');
      return;
    }
    if (directory && recursive) {
      const children = attempt(() => t.vfs.list(t.process, path));
      if (children instanceof Errno) {
        fail(path, children.message);
        return;
      }
      for (const name of children) remove(inside(path, name));
    }
    const done = attempt(() => t.vfs.remove(t.process, path, directory ? 'directory' : 'file', isOpen(t)));
    if (done instanceof Errno) fail(path, done.message);
    else if (o.has('v'))
      t.out(
        directory
          ? `removed directory${t.guest.profile.era === '2013' ? ':' : ''} ${quote(t, path)}\n`
          : `removed ${quote(t, path)}\n`,
      );
  };
  for (const word of o.words) {
    if (/^\.{1,2}\/*$/.test(base(word))) {
      t.err(`rm: refusing to remove '.' or '..' directory: skipping ${quote(t, word)}\n`);
      status = 1;
    } else if (word.replace(/\/+$/, '') === '' && recursive && !o.has('no-preserve-root')) {
      t.err(
        "rm: it is dangerous to operate recursively on '/'\nrm: use --no-preserve-root to override this failsafe\n",
      );
      status = 1;
    } else remove(word);
  }
  return status;
};

const touch: Tool = (t) => {
  const o = parseOptions(t.args, 'acmd:r:t:h', ['no-create>c', 'date=>d', 'reference=>r', 'time=']);
  if (o.error) return usage(t, o.error);
  let at = t.system.wall;
  const date = o.value('d');
  if (date !== undefined) {
    const parsed = parseDate(date, at);
    if (parsed === undefined) return t.fail(`invalid date format '${date}'`);
    at = parsed;
  }
  const stamp = /^(?:(\d{4})|(\d{2}))?(\d{2})(\d{2})(\d{2})(\d{2})(?:\.(\d{2}))?$/.exec(o.value('t') ?? '');
  if (stamp) {
    const year = stamp[1] ?? (stamp[2] ? `20${stamp[2]}` : '2013');
    at = Date.parse(`${year}-${stamp[3]}-${stamp[4]}T${stamp[5]}:${stamp[6]}:${stamp[7] ?? '00'}Z`) * 1000;
  }
  const reference = o.value('r');
  if (reference !== undefined) {
    const found = t.find(reference);
    if (found instanceof Errno) return t.fail(`failed to get attributes of '${reference}': ${found.message}`);
    at = found.inode.mt;
  }
  const what = t.guest.profile.era === '2013' ? 'cannot touch' : 'cannot touch';
  return each(t, o.words, what, (word) => {
    const place = t.vfs.place(t.process, word);
    if (place.mount.frozen) throw new Errno('EBUSY');
    if (!place.found) {
      if (o.has('c')) return;
      t.vfs.create(t.process, word, '-', 0o666);
    }
    t.vfs.change(
      t.process,
      word,
      o.has('a') && !o.has('m') ? { at } : o.has('m') && !o.has('a') ? { mt: at } : { at, mt: at },
    );
  });
};

const ln: Tool = (t) => {
  const o = parseOptions(t.args, 'sfnvT', ['symbolic>s', 'force>f', 'no-dereference>n', 'verbose>v']);
  if (o.error) return usage(t, o.error);
  const [target, link = '.'] = o.words;
  if (target === undefined) return usage(t, 'missing file operand');
  const at = t.find(link, !o.has('n'));
  const path = !(at instanceof Errno) && at.inode.t === 'd' ? inside(link, base(target)) : link;
  const kind = o.has('s') ? 'symbolic link' : 'hard link';
  const done = attempt(() => {
    if (o.has('f') && t.vfs.peek(t.process, path, false)) t.vfs.remove(t.process, path, 'file', isOpen(t));
    if (o.has('s')) t.vfs.create(t.process, path, 'l', 0o777, { l: target, s: target.length, m: 0o777 });
    else t.vfs.link(t.process, target, path);
  });
  if (!(done instanceof Errno)) return 0;
  if (done.code === 'ENOENT' && !o.has('s') && t.find(target) instanceof Errno)
    return t.fail(
      t.guest.profile.era === '2013'
        ? `accessing ${quote(t, target)}: ${done.message}`
        : `failed to access ${quote(t, target)}: ${done.message}`,
    );
  if (done.code === 'EPERM' && !o.has('s')) return t.fail(`${target}: hard link not allowed for directory`);
  return t.fail(
    t.guest.profile.era === '2013'
      ? `creating ${kind} ${quote(t, path)}: ${done.message}`
      : `failed to create ${kind} ${quote(t, path)}: ${done.message}`,
  );
};

const readlink: Tool = (t) => {
  const o = parseOptions(t.args, 'fnem', [
    'canonicalize>f',
    'no-newline>n',
    'canonicalize-existing>e',
    'canonicalize-missing>m',
  ]);
  if (o.error) return usage(t, o.error);
  let status = 0;
  for (const word of o.words) {
    if (o.has('f', 'e', 'm') || t.name === 'realpath') {
      const place = attempt(() => t.vfs.place(t.process, word));
      if (place instanceof Errno) {
        status = 1;
        if (t.name === 'realpath') t.err(`realpath: ${word}: ${place.message}\n`);
      } else t.out(`${place.found?.path ?? place.path}${o.has('n') ? '' : '\n'}`);
      continue;
    }
    const found = t.find(word, false);
    if (found instanceof Errno || found.inode.t !== 'l') status = 1;
    else t.out(`${found.inode.l}${o.has('n') ? '' : '\n'}`);
  }
  return status;
};

/** Changes mode or owner, going down where asked. */
function changing(
  t: ToolCall,
  words: readonly string[],
  recursive: boolean,
  work: (path: string, found: Found) => void,
  what: string,
): number {
  let status = 0;
  const visit = (path: string): void => {
    const done = attempt(() => {
      const found = t.vfs.find(t.process, path, !recursive);
      if (found.inode.t === 'l' && recursive) return;
      work(path, found);
      if (recursive && found.inode.t === 'd') for (const name of t.vfs.list(t.process, path)) visit(inside(path, name));
    });
    if (done instanceof Errno) {
      t.err(
        done.code === 'ENOENT'
          ? `${t.name}: cannot access ${quote(t, path)}: ${done.message}\n`
          : `${t.name}: ${what} ${quote(t, path)}: ${done.message}\n`,
      );
      status = 1;
    }
  };
  for (const word of words) visit(word);
  return status;
}

const chmod: Tool = (t) => {
  const dashed = t.args.findIndex((a) => /^-[rwxXst]+$/.test(a) && !/^-[Rvcf]+$/.test(a));
  const args = dashed < 0 ? t.args : t.args.filter((_a, i) => i !== dashed);
  const o = parseOptions(args, 'Rvcf', ['recursive>R', 'verbose>v', 'reference=']);
  if (o.error) return usage(t, o.error);
  const words = dashed < 0 ? [...o.words] : [t.args[dashed] as string, ...o.words];
  const mode = words.shift();
  if (mode === undefined) return usage(t, 'missing operand');
  if (words.length === 0) return usage(t, `missing operand after ${quote(t, mode)}`);
  if (applyMode(mode, 0, false, t.process.umask) === undefined) return usage(t, `invalid mode: ${quote(t, mode)}`);
  return changing(
    t,
    words,
    o.has('R'),
    (path, { inode }) => {
      t.vfs.change(t.process, path, { m: applyMode(mode, inode.m, inode.t === 'd', t.process.umask) as number });
    },
    'changing permissions of',
  );
};

const chown: Tool = (t) => {
  const o = parseOptions(t.args, 'Rvhcf', ['recursive>R', 'no-dereference>h']);
  if (o.error) return usage(t, o.error);
  const [spec, ...words] = o.words;
  if (spec === undefined || words.length === 0) return usage(t, 'missing operand');
  const find = (file: '/etc/passwd' | '/etc/group', name: string): number | undefined =>
    /^\d+$/.test(name) ? Number(name) : [...names(t, file)].find(([, n]) => n === name)?.[0];
  const [user = '', group] = t.name === 'chgrp' ? ['', spec] : spec.split(/[:.](.*)/s);
  const uid = user === '' ? undefined : find('/etc/passwd', user);
  const gid = group === undefined || group === '' ? undefined : find('/etc/group', group);
  if (user !== '' && uid === undefined) return t.fail(`invalid user: ${quote(t, spec)}`);
  if (group && gid === undefined) return t.fail(`invalid group: ${quote(t, spec)}`);
  return changing(
    t,
    words,
    o.has('R'),
    (path) => {
      if (t.process.uid !== 0) throw new Errno('EPERM');
      t.vfs.change(t.process, path, { ...(uid !== undefined && { u: uid }), ...(gid !== undefined && { g: gid }) });
    },
    'changing ownership of',
  );
};

/** Copies contents piece by piece: zeros and streams stay what they are. */
export function copyData(t: ToolCall, from: string, to: string, mode: number): void {
  const { files } = t.system;
  const input = files.open(t.process, from, { read: true });
  try {
    const output = files.open(t.process, to, { write: true, create: true, truncate: true, mode });
    try {
      for (;;) {
        const chunks = files.readChunks(t.process, input, 1 << 30);
        if (chunks instanceof WouldBlock || chunks.length === 0) return;
        for (const chunk of chunks) writeAll(t, output, chunk);
      }
    } finally {
      files.close(t.process, output);
    }
  } finally {
    files.close(t.process, input);
  }
}

function writeAll(t: ToolCall, fd: number, chunk: Chunk): void {
  let rest: Chunk = chunk;
  while (rest.n > 0) {
    const n = t.system.files.write(t.process, fd, rest);
    if (n instanceof WouldBlock) throw new Errno('EIO');
    if (n === rest.n) return;
    rest = {
      ...rest,
      n: rest.n - n,
      ...(rest.v !== undefined && { v: rest.v.slice(n) }),
      ...(rest.s !== undefined && { a: (rest.a ?? 0) + n }),
    };
  }
}

const cp: Tool = (t) => {
  const o = parseOptions(t.args, 'aprRdfinuvxLPT', [
    'archive>a',
    'recursive>r',
    'force>f',
    'verbose>v',
    'preserve=?',
    'no-clobber>n',
    'update>u',
    'dereference>L',
    'sparse=',
  ]);
  if (o.error) return usage(t, o.error);
  return transfer(t, o, (from, to) => {
    const recursive = o.has('a', 'r', 'R');
    const keep = o.has('a', 'p');
    const copy = (source: string, target: string): void => {
      const found = t.vfs.find(t.process, source, !o.has('a', 'd', 'P'));
      const { inode } = found;
      if (inode.t === 'd') {
        if (!recursive) {
          t.err(
            t.guest.profile.era === '2013'
              ? `cp: omitting directory ${quote(t, source)}\n`
              : `cp: -r not specified; omitting directory ${quote(t, source)}\n`,
          );
          t.state['failed'] = 1;
          return;
        }
        if (!t.vfs.peek(t.process, target)) t.vfs.create(t.process, target, 'd', inode.m);
        for (const name of t.vfs.list(t.process, source)) copy(inside(source, name), inside(target, name));
      } else if (inode.t === 'l') {
        if (t.vfs.peek(t.process, target, false)) t.vfs.remove(t.process, target, 'file', isOpen(t));
        t.vfs.create(t.process, target, 'l', 0o777, { l: inode.l ?? '', s: inode.s, m: 0o777 });
        return;
      } else {
        const there = t.vfs.peek(t.process, target);
        if (there && there.ino === inode_(found) && there.mount === found.mount) throw new SameFile();
        if (there && o.has('n')) return;
        copyData(t, source, target, inode.m);
      }
      if (keep) t.vfs.change(t.process, target, { m: inode.m, u: inode.u, g: inode.g, mt: inode.mt, at: inode.at });
    };
    copy(from, to);
    if (o.has('v')) t.out(`${quote(t, from)} -> ${quote(t, to)}\n`);
  });
};

const inode_ = (found: Found): number => found.ino;

class SameFile extends Error {}

type Options = ReturnType<typeof parseOptions>;

/** The common part of cp and mv: several sources into a directory, or one onto a name. */
function transfer(t: ToolCall, o: Options, work: (from: string, to: string) => void): Outcome {
  const words = [...o.words];
  if (words.length === 0) return usage(t, 'missing file operand');
  if (words.length === 1) return usage(t, `missing destination file operand after ${quote(t, words[0] as string)}`);
  const target = words.pop() as string;
  const at = t.find(target);
  const directory = !(at instanceof Errno) && at.inode.t === 'd' && !o.has('T');
  if (words.length > 1 && !directory)
    return t.fail(
      `target ${quote(t, target)}${t.guest.profile.era === '2013' ? ' is not a directory' : ': No such file or directory'}`,
    );
  let status = 0;
  for (const from of words) {
    const to = directory ? inside(target, base(from)) : target;
    const source = t.find(from, false);
    if (source instanceof Errno) {
      t.err(`${t.name}: cannot stat ${quote(t, from)}: ${source.message}\n`);
      status = 1;
      continue;
    }
    try {
      work(from, to);
    } catch (error) {
      if (error instanceof SameFile) t.err(`${t.name}: ${quote(t, from)} and ${quote(t, to)} are the same file\n`);
      else if (!(error instanceof Errno)) throw error;
      else if (error.code === 'ENOSPC') t.err(`${t.name}: error writing ${quote(t, to)}: ${error.message}\n`);
      else if (t.name === 'mv') t.err(`mv: cannot move ${quote(t, from)} to ${quote(t, to)}: ${error.message}\n`);
      else if (error.code === 'EACCES' && t.vfs.peek(t.process, to) === undefined)
        t.err(`cp: cannot create regular file ${quote(t, to)}: ${error.message}\n`);
      else if (t.vfs.peek(t.process, to) === undefined)
        t.err(`cp: cannot create regular file ${quote(t, to)}: ${error.message}\n`);
      else t.err(`cp: cannot open ${quote(t, from)} for reading: ${error.message}\n`);
      status = 1;
    }
  }
  return status || ((t.state['failed'] as number | undefined) ?? 0);
}

const mv: Tool = (t) => {
  const o = parseOptions(t.args, 'finuvT', ['force>f', 'no-clobber>n', 'verbose>v']);
  if (o.error) return usage(t, o.error);
  return transfer(t, o, (from, to) => {
    if (o.has('n') && t.vfs.peek(t.process, to)) return;
    const done = attempt(() => t.vfs.rename(t.process, from, to, isOpen(t)));
    if (done instanceof Errno) {
      if (done.code !== 'EXDEV') throw done;
      moveAcross(t, from, to);
    }
    if (o.has('v')) t.out(`${t.guest.profile.era === '2013' ? '' : 'renamed '}${quote(t, from)} -> ${quote(t, to)}\n`);
  });
};

function moveAcross(t: ToolCall, from: string, to: string): void {
  const { inode } = t.vfs.find(t.process, from, false);
  if (inode.t === 'd') {
    t.vfs.create(t.process, to, 'd', inode.m);
    for (const name of t.vfs.list(t.process, from)) moveAcross(t, inside(from, name), inside(to, name));
  } else if (inode.t === 'l') t.vfs.create(t.process, to, 'l', 0o777, { l: inode.l ?? '', s: inode.s, m: 0o777 });
  else {
    copyData(t, from, to, inode.m);
    t.vfs.change(t.process, to, { m: inode.m, u: inode.u, g: inode.g, mt: inode.mt });
  }
  t.vfs.remove(t.process, from, inode.t === 'd' ? 'directory' : 'file', isOpen(t));
}

const truncate: Tool = (t) => {
  const o = parseOptions(t.args, 's:c', ['size=>s', 'no-create>c']);
  if (o.error) return usage(t, o.error);
  const text = o.value('s');
  if (text === undefined) return usage(t, "you must specify either '--size' or '--reference'");
  const size = sizeOf(text.replace(/^[-+]/, ''));
  if (size === undefined) return t.fail(`Invalid number: '${text}'`);
  return each(t, o.words, 'cannot open', (word) => {
    const found = t.vfs.peek(t.process, word) ?? t.vfs.create(t.process, word, '-', 0o666);
    t.vfs.checkWritable(found.mount);
    const next = text.startsWith('+')
      ? found.inode.s + size
      : text.startsWith('-')
        ? Math.max(0, found.inode.s - size)
        : size;
    found.fs.truncate(found.ino, next, t.vfs.writer(t.process));
  });
};

const mkfifo: Tool = (t) =>
  each(
    t,
    t.args.filter((a) => !a.startsWith('-')),
    'cannot create fifo',
    (word) => t.vfs.create(t.process, word, 'p', 0o666),
  );

const mktemp: Tool = (t) => {
  const o = parseOptions(t.args, 'dqtup:', ['directory>d', 'quiet>q', 'tmpdir=?>p', 'dry-run>u', 'suffix=']);
  if (o.error) return usage(t, o.error);
  const [given] = o.words;
  const pattern = given ?? 'tmp.XXXXXXXXXX';
  if (!/XXX/.test(pattern)) return t.fail(`too few X's in template '${pattern}'`);
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
  const random = t.guest.random('mktemp', t.system.state.next++);
  const name = pattern.replace(/X+(?!.*X)/, (x) =>
    [...x].map(() => letters[random.between(0, letters.length - 1)]).join(''),
  );
  const dir = o.has('p') || o.has('t') || given === undefined ? o.value('p') || t.process.env['TMPDIR'] || '/tmp' : '';
  const path = dir && !name.startsWith('/') ? inside(dir, name) : name;
  const done = attempt(() =>
    o.has('u') ? undefined : t.vfs.create(t.process, path, o.has('d') ? 'd' : '-', o.has('d') ? 0o700 : 0o600),
  );
  if (done instanceof Errno)
    return t.fail(`failed to create ${o.has('d') ? 'directory' : 'file'} via template '${pattern}': ${done.message}`);
  t.out(`${path}\n`);
  return 0;
};

const sumText = (t: ToolCall, found: Found): string =>
  found.fs.read(found.ino, 0, found.inode.s).map(chunkBytes).join('') || (void t, '');

export const FILE_TOOLS: Readonly<Record<string, Tool>> = {
  mkdir,
  rmdir,
  rm,
  touch,
  ln,
  readlink,
  realpath: readlink,
  chmod,
  chown,
  chgrp: chown,
  cp,
  mv,
  truncate,
  mkfifo,
  mktemp,
};
export { sumText };

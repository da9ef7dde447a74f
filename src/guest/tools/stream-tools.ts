/** Tools that pass text on as it comes: cat, head, tee, yes, grep and their kin. */

import { chunkBytes } from '../fs/extents.ts';
import { WouldBlock } from '../process/open-files.ts';
import type { Outcome, Tool, ToolCall } from '../process/tool.ts';
import type { Wait } from '../process/types.ts';
import { attempt, Errno } from '../vfs/errno.ts';
import { parseOptions, sizeOf } from './options.ts';
import { basicToExtended } from './regex.ts';

/** Opens the next of several inputs; gives its descriptor, or undefined after the last. Keeps its place in the state. */
export function nextInput(
  t: ToolCall,
  names: readonly string[],
  onError?: (name: string, error: Errno) => void,
): number | undefined {
  const { state } = t;
  if (typeof state['fd'] === 'number') return state['fd'];
  const list = names.length > 0 ? names : ['-'];
  for (;;) {
    const index = (state['file'] as number | undefined) ?? 0;
    const name = list[index];
    if (name === undefined) return undefined;
    state['file'] = index + 1;
    if (name === '-') {
      state['fd'] = 0;
      return 0;
    }
    const fd = attempt(() => {
      const opened = t.system.files.open(t.process, name, { read: true });
      const d = t.system.files.at(t.process, opened);
      if (d.k === 'file' && t.system.fileSystems.open(d.fs).inode(d.ino).t === 'd') {
        t.system.files.close(t.process, opened);
        throw new Errno('EISDIR');
      }
      return opened;
    });
    if (fd instanceof Errno) {
      state['failed'] = 1;
      if (onError) onError(name, fd);
      else t.err(`${t.name}: ${name}: ${fd.message}\n`);
      continue;
    }
    state['fd'] = fd;
    return fd;
  }
}

/** Done with the present input. */
export function closeInput(t: ToolCall): void {
  const fd = t.state['fd'];
  if (typeof fd === 'number' && fd !== 0) t.system.files.close(t.process, fd);
  t.state['fd'] = null;
}

/** Lines as they come: null at the end of an input. A line without line feed comes at the end. */
export function nextLine(t: ToolCall, fd: number): string | null | Wait {
  for (;;) {
    const rest = (t.state['rest'] as string | undefined) ?? '';
    const newline = rest.indexOf('\n');
    if (newline >= 0) {
      t.state['rest'] = rest.slice(newline + 1);
      return rest.slice(0, newline + 1);
    }
    const data = t.chunk(fd);
    if (typeof data !== 'string') return data;
    if (data === '') {
      t.state['rest'] = '';
      return rest === '' ? null : rest;
    }
    t.state['rest'] = rest + data;
  }
}

const cat: Tool = (t) => {
  const o = parseOptions(t.args, 'AbeEnstTuv', [
    'show-all>A',
    'number-nonblank>b',
    'show-ends>E',
    'number>n',
    'squeeze-blank>s',
    'show-tabs>T',
    'show-nonprinting>v',
  ]);
  if (o.error) return usage(t, o.error);
  const number = o.has('n') || o.has('b');
  const ends = o.has('E', 'e', 'A');
  const tabs = o.has('T', 't', 'A');
  const visible = o.has('v', 'e', 't', 'A');
  const plain = !number && !ends && !tabs && !visible && !o.has('s');
  for (;;) {
    const fd = nextInput(t, o.words);
    if (fd === undefined) return (t.state['failed'] as number | undefined) ?? 0;
    if (plain) {
      const chunks = attempt(() => t.system.files.readChunks(t.process, fd, 1 << 20));
      if (chunks instanceof WouldBlock) return chunks.wait;
      if (chunks instanceof Errno) {
        t.err(`cat: ${o.words[(t.state['file'] as number) - 1] ?? '-'}: ${chunks.message}\n`);
        t.state['failed'] = 1;
      } else if (chunks.length > 0) {
        t.out(chunks.map(chunkBytes).join(''));
        return 'again';
      }
      closeInput(t);
      continue;
    }
    for (;;) {
      const line = nextLine(t, fd);
      if (line === null) break;
      if (typeof line !== 'string') return line;
      const blank = line === '\n';
      if (blank && o.has('s') && t.state['blank']) continue;
      t.state['blank'] = blank;
      let text = line.replace(/\n$/, '');
      if (visible)
        text = text
          .replace(/[\0-\x08\x0b-\x1f]/g, (c) => `^${String.fromCharCode(c.charCodeAt(0) + 64)}`)
          .replace(/\x7f/g, '^?')
          .replace(/[\x80-\xff]/g, (c) => meta(c.charCodeAt(0)));
      if (tabs) text = text.replaceAll('\t', '^I');
      if (number && !(o.has('b') && blank)) {
        const n = ((t.state['n'] as number | undefined) ?? 0) + 1;
        t.state['n'] = n;
        text = `${String(n).padStart(6)}\t${text}`;
      }
      t.out(`${text}${ends && line.endsWith('\n') ? '$' : ''}${line.endsWith('\n') ? '\n' : ''}`);
    }
    closeInput(t);
  }
};

function meta(code: number): string {
  const low = code - 128;
  return low < 32 ? `M-^${String.fromCharCode(low + 64)}` : low === 127 ? 'M-^?' : `M-${String.fromCharCode(low)}`;
}

/** What coreutils say of a wrong option. */
export function usage(t: ToolCall, error: string, code = 1): number {
  t.err(`${t.name}: ${error}\nTry '${t.name} --help' for more information.\n`);
  return code;
}

const head: Tool = (t) => {
  const args = t.args.map((a, i) => (i === 0 && /^-\d+$/.test(a) ? `-n${a.slice(1)}` : a));
  const o = parseOptions(args, 'n:c:qv', ['lines=>n', 'bytes=>c', 'quiet>q', 'verbose>v']);
  if (o.error) return usage(t, o.error);
  const bytes = o.value('c');
  const text = bytes ?? o.value('n') ?? '10';
  const count = sizeOf(text.replace(/^-/, ''));
  if (count === undefined) return t.fail(`invalid number of ${bytes === undefined ? 'lines' : 'bytes'}: '${text}'`);
  const fromEnd = text.startsWith('-');
  for (;;) {
    const fresh = typeof t.state['fd'] !== 'number';
    const fd = nextInput(t, o.words, (name, e) => {
      if (e.code === 'EISDIR') t.err(`head: error reading '${name}': ${e.message}\n`);
      else t.err(`head: cannot open '${name}' for reading: ${e.message}\n`);
    });
    if (fd === undefined) return (t.state['failed'] as number | undefined) ?? 0;
    if (fresh) {
      t.state['left'] = count;
      const name = o.words[(t.state['file'] as number) - 1] ?? '-';
      if ((o.words.length > 1 && !o.has('q')) || o.has('v')) {
        t.out(`${t.state['shown'] ? '\n' : ''}==> ${name === '-' ? 'standard input' : name} <==\n`);
        t.state['shown'] = true;
      }
    }
    if (fromEnd) {
      const all = wholeOf(t, fd);
      if (typeof all !== 'string') return all;
      if (bytes !== undefined) t.out(all.slice(0, Math.max(0, all.length - count)));
      else {
        const lines = all.match(/[^\n]*\n|[^\n]+$/g) ?? [];
        t.out(lines.slice(0, Math.max(0, lines.length - count)).join(''));
      }
      closeInput(t);
      continue;
    }
    let left = t.state['left'] as number;
    while (left > 0) {
      if (bytes !== undefined) {
        const data = t.chunk(fd, Math.min(left, 65_536));
        if (typeof data !== 'string') return data;
        if (data === '') break;
        left -= data.length;
        t.out(data);
      } else {
        const line = nextLine(t, fd);
        if (line === null) break;
        if (typeof line !== 'string') return line;
        left--;
        t.out(line);
      }
      t.state['left'] = left;
    }
    // What was read beyond is given back where that is possible.
    const d = t.system.files.at(t.process, fd);
    if (d.k === 'file' && typeof t.state['rest'] === 'string') d.o -= t.state['rest'].length;
    t.state['rest'] = '';
    closeInput(t);
  }
};

/** All of a descriptor, kept in the state while it comes. */
export function wholeOf(t: ToolCall, fd: number): string | Wait {
  for (;;) {
    const data = t.chunk(fd);
    if (typeof data !== 'string') return data;
    if (data === '') {
      const all = (t.state['whole'] as string | undefined) ?? '';
      t.state['whole'] = '';
      return all;
    }
    t.state['whole'] = ((t.state['whole'] as string | undefined) ?? '') + data;
  }
}

const tail: Tool = (t) => {
  const args = t.args.map((a, i) => (i === 0 && /^[-+]\d+$/.test(a) ? `-n${a.startsWith('+') ? a : a.slice(1)}` : a));
  const o = parseOptions(args, 'n:c:fFqvs:', ['lines=>n', 'bytes=>c', 'follow=?>f', 'quiet>q', 'pid=']);
  if (o.error) return usage(t, o.error);
  const bytes = o.value('c');
  const text = bytes ?? o.value('n') ?? '10';
  const count = sizeOf(text.replace(/^[-+]/, ''));
  if (count === undefined) return t.fail(`invalid number of ${bytes === undefined ? 'lines' : 'bytes'}: '${text}'`);
  const fromStart = text.startsWith('+');
  if (t.state['following']) return follow(t);
  for (;;) {
    const fresh = typeof t.state['fd'] !== 'number';
    const fd = nextInput(t, o.words, (name, e) => t.err(`tail: cannot open '${name}' for reading: ${e.message}\n`));
    if (fd === undefined) return (t.state['failed'] as number | undefined) ?? 0;
    if (fresh && o.words.length > 1 && !o.has('q')) {
      t.out(`${t.state['shown'] ? '\n' : ''}==> ${o.words[(t.state['file'] as number) - 1]} <==\n`);
      t.state['shown'] = true;
    }
    const all = wholeOf(t, fd);
    if (typeof all !== 'string') return all;
    if (bytes !== undefined)
      t.out(fromStart ? all.slice(Math.max(0, count - 1)) : count === 0 ? '' : all.slice(-count));
    else {
      const lines = all.match(/[^\n]*\n|[^\n]+$/g) ?? [];
      t.out((fromStart ? lines.slice(Math.max(0, count - 1)) : count === 0 ? [] : lines.slice(-count)).join(''));
    }
    if (o.has('f', 'F') && o.words.length > 0) {
      t.state['following'] = fd;
      return follow(t);
    }
    closeInput(t);
  }
};

function follow(t: ToolCall): Outcome {
  const data = t.chunk(t.state['following'] as number);
  if (typeof data !== 'string') return data;
  if (data === '') return { on: 'time', at: t.system.now + 1_000_000 };
  t.out(data);
  return 'again';
}

const tee: Tool = (t) => {
  const o = parseOptions(t.args, 'ai', ['append>a', 'ignore-interrupts>i']);
  if (o.error) return usage(t, o.error);
  if (!Array.isArray(t.state['fds'])) {
    const fds: number[] = [];
    for (const name of o.words) {
      const fd = attempt(() =>
        t.system.files.open(t.process, name, { write: true, create: true, truncate: !o.has('a'), append: o.has('a') }),
      );
      if (fd instanceof Errno) {
        t.err(`tee: ${name}: ${fd.message}\n`);
        t.state['failed'] = 1;
      } else fds.push(fd);
    }
    t.state['fds'] = fds;
  }
  const data = t.chunk();
  if (typeof data !== 'string') return data;
  if (data === '') return (t.state['failed'] as number | undefined) ?? 0;
  t.out(data);
  for (const fd of t.state['fds'] as number[]) t.process.out.push([fd, data]);
  return 'again';
};

const yes: Tool = (t) => {
  const line = `${t.args.length > 0 ? t.args.join(' ') : 'y'}\n`;
  t.out(line.repeat(Math.max(1, Math.floor(4096 / line.length))));
  return 'again';
};

const grep: Tool = (t) => {
  const args = t.args.map((a) => (/^-\d+$/.test(a) ? `-C${a.slice(1)}` : a));
  const o = parseOptions(args, 'EFGPivwxclLnHhoqsre:f:m:A:B:C:aRzU', [
    'extended-regexp>E',
    'fixed-strings>F',
    'ignore-case>i',
    'invert-match>v',
    'word-regexp>w',
    'line-regexp>x',
    'count>c',
    'files-with-matches>l',
    'files-without-match>L',
    'line-number>n',
    'with-filename>H',
    'no-filename>h',
    'only-matching>o',
    'quiet>q',
    'silent>q',
    'no-messages>s',
    'recursive>r',
    'regexp=>e',
    'file=>f',
    'max-count=>m',
    'after-context=>A',
    'before-context=>B',
    'context=>C',
    'color=?',
    'colour=?',
    'text>a',
    'include=',
    'exclude=',
    'perl-regexp>P',
    'line-buffered',
  ]);
  if (o.error) {
    t.err(`grep: ${o.error}\nUsage: grep [OPTION]... PATTERNS [FILE]...\nTry 'grep --help' for more information.\n`);
    return 2;
  }
  const words = [...o.words];
  const given = [...(o.options.get('e') ?? [])];
  for (const file of o.options.get('f') ?? []) {
    const text = t.readFile(file);
    if (text instanceof Errno) return t.fail(`${file}: ${text.message}`, 2);
    for (const line of text.replace(/\n$/, '').split('\n')) given.push(line);
  }
  if (given.length === 0 && !o.has('f')) {
    const pattern = words.shift();
    if (pattern === undefined) {
      t.err("Usage: grep [OPTION]... PATTERNS [FILE]...\nTry 'grep --help' for more information.\n");
      return 2;
    }
    given.push(pattern);
  }
  const test = matcher(
    t,
    given.flatMap((p) => p.split('\n')),
    {
      fixed: o.has('F') || t.name === 'fgrep',
      extended: o.has('E', 'P') || t.name === 'egrep',
      ignoreCase: o.has('i'),
      word: o.has('w'),
      line: o.has('x'),
    },
  );
  if (typeof test === 'string') return t.fail(test, 2);
  const recursive = o.has('r', 'R');
  if (recursive && !Array.isArray(t.state['files']))
    t.state['files'] = walkFiles(t, words.length > 0 ? words : ['.'], o.options.get('include')?.at(-1));
  const files = recursive ? (t.state['files'] as string[]) : words;
  const names = (files.length > 1 || recursive || o.has('H')) && !o.has('h');
  const limit = o.value('m') === undefined ? Number.POSITIVE_INFINITY : Number(o.value('m'));
  const after = Number(o.value('A') ?? o.value('C') ?? 0);
  const before = Number(o.value('B') ?? o.value('C') ?? 0);
  const s = t.state as {
    hits?: number;
    line?: number;
    any?: boolean;
    until?: number;
    held?: string[];
    printed?: number;
    failed?: number;
  };
  if (recursive && files.length === 0) return 1;
  for (;;) {
    const fd = nextInput(t, files, (name, e) => {
      if (o.has('s')) return;
      t.err(`grep: ${name}: ${e.message}\n`);
    });
    if (fd === undefined) return s.any ? (s.failed && !o.has('q') ? 2 : 0) : s.failed ? 2 : 1;
    s.hits ??= 0;
    s.line ??= 0;
    s.held ??= [];
    const file = files[(t.state['file'] as number) - 1] ?? '(standard input)';
    const label = file === '-' ? '(standard input)' : file;
    for (;;) {
      const raw = s.hits >= limit ? null : nextLine(t, fd);
      if (raw === null) break;
      if (typeof raw !== 'string') return raw;
      s.line++;
      const line = raw.replace(/\n$/, '');
      const spans = test(line);
      const hit = spans.length > 0 !== o.has('v');
      const prefix = (mark: string): string =>
        `${names ? `${label}${mark}` : ''}${o.has('n') ? `${s.line}${mark}` : ''}`;
      if (!hit) {
        if (s.until !== undefined && s.line <= s.until) {
          t.out(`${prefix('-')}${line}\n`);
          s.printed = s.line;
        } else if (before > 0) {
          s.held.push(`${prefix('-')}${line}\n`);
          if (s.held.length > before) s.held.shift();
        }
        continue;
      }
      s.any = true;
      s.hits++;
      if (o.has('q')) return 0;
      if (o.has('l')) {
        t.out(`${label}\n`);
        s.hits = Number.POSITIVE_INFINITY;
        break;
      }
      if (o.has('c') || o.has('L')) continue;
      if ((after > 0 || before > 0) && s.printed !== undefined && s.printed < s.line - s.held.length - 1) t.out('--\n');
      t.out(s.held.join(''));
      s.held = [];
      if (o.has('o'))
        for (const [from, to] of o.has('v') ? [] : spans)
          t.out(to > from ? `${prefix(':')}${line.slice(from, to)}\n` : '');
      else t.out(`${prefix(':')}${line}\n`);
      s.printed = s.line;
      s.until = s.line + after;
    }
    if (o.has('c')) t.out(`${names ? `${label}:` : ''}${Number.isFinite(s.hits) ? s.hits : 1}\n`);
    if (o.has('L') && s.hits === 0) t.out(`${label}\n`);
    s.hits = 0;
    s.line = 0;
    s.held = [];
    delete s.until;
    delete s.printed;
    t.state['rest'] = '';
    closeInput(t);
  }
};

/** Regular files below directories, in byte order. */
export function walkFiles(t: ToolCall, roots: readonly string[], include?: string): string[] {
  const found: string[] = [];
  const visit = (path: string): void => {
    const at = t.find(path, false);
    if (at instanceof Errno) return;
    if (at.inode.t === 'd') {
      const names = attempt(() => t.vfs.list(t.process, path));
      if (!(names instanceof Errno))
        for (const name of names) visit(path === '/' ? `/${name}` : `${path.replace(/\/$/, '')}/${name}`);
    } else if (
      at.inode.t === '-' &&
      (!include ||
        new RegExp(
          `^${include
            .replace(/[.+^$()|]/g, '\\$&')
            .replaceAll('*', '.*')
            .replaceAll('?', '.')}$`,
        ).test(path.split('/').at(-1) ?? ''))
    )
      found.push(path);
  };
  for (const root of roots) visit(root);
  return found;
}

interface MatchOptions {
  readonly fixed: boolean;
  readonly extended: boolean;
  readonly ignoreCase: boolean;
  readonly word: boolean;
  readonly line: boolean;
}

/** Spans of all matches in a line; or grep's complaint about the pattern. */
function matcher(
  _t: ToolCall,
  patterns: readonly string[],
  o: MatchOptions,
): ((line: string) => [number, number][]) | string {
  const sources = patterns.map((p) =>
    o.fixed ? p.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&') : basicToExtended(p, o.extended),
  );
  let source = sources.map((s) => `(?:${s})`).join('|');
  if (o.word) source = `(?<![A-Za-z0-9_])(?:${source})(?![A-Za-z0-9_])`;
  if (o.line) source = `^(?:${source})$`;
  let regex: RegExp;
  try {
    regex = new RegExp(source, o.ignoreCase ? 'gi' : 'g');
  } catch (error) {
    return /[Uu]nmatched|Unterminated|missing/.test(String(error)) && /\[/.test(patterns.join())
      ? 'Unmatched [, [^, [:, [., or [='
      : 'Unmatched ( or \\(';
  }
  return (line) => {
    const spans: [number, number][] = [];
    regex.lastIndex = 0;
    for (const match of line.matchAll(regex)) spans.push([match.index, match.index + match[0].length]);
    return spans;
  };
}

export const STREAM_TOOLS: Readonly<Record<string, Tool>> = {
  cat,
  head,
  tail,
  tee,
  yes,
  grep,
  egrep: grep,
  fgrep: grep,
};

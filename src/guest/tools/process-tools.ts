/** ps, kill, sleep, dd and their kin. */
import { type Chunk, chunkBytes } from '../fs/extents.ts';
import { accounts } from '../kernel/memory.ts';
import { WouldBlock } from '../process/open-files.ts';
import { stateLetter } from '../process/proc-files.ts';
import { sendSignal } from '../process/scheduler.ts';
import { signalName, signalNumber } from '../process/signals.ts';
import type { Tool, ToolCall } from '../process/tool.ts';
import type { Process } from '../process/types.ts';
import { attempt, Errno } from '../vfs/errno.ts';
import { duration } from './children.ts';
import { parseOptions, sizeOf } from './options.ts';
import { floating, strftime } from './printf.ts';
import { usage } from './stream-tools.ts';
import { names } from './system-tools.ts';

const sleep: Tool = (t) => {
  const until = t.state['until'] as number | undefined;
  if (until === undefined) {
    if (t.args.length === 0) return usage(t, 'missing operand');
    let total = 0;
    for (const text of t.args) {
      const micros = text === 'infinity' ? 1e15 : duration(text);
      if (micros === undefined)
        return usage(t, `invalid time interval ${t.guest.profile.era === '2013' ? `\`${text}'` : `'${text}'`}`);
      total += micros;
    }
    t.state['until'] = t.system.now + total;
    if (total === 0) return 0;
    return { on: 'time', at: t.system.now + total };
  }
  return t.system.now >= until ? 0 : { on: 'time', at: until };
};

const clockText = (micros: number): string => {
  const s = Math.floor(micros / 1e6);
  return `${String(Math.floor(s / 3600)).padStart(2, '0')}:${String(Math.floor((s % 3600) / 60)).padStart(2, '0')}:${String(s % 60).padStart(2, '0')}`;
};

type Column = readonly [head: string, width: number, right: boolean, value: (t: ToolCall, p: Process) => string];

const commandOf = (p: Process): string => (p.argv.length > 0 ? p.argv.join(' ') : `[${p.comm}]`);
const started = (t: ToolCall, p: Process): number => t.system.wall - t.system.now + p.startedAt;

function ownerOf(t: ToolCall, p: Process): string {
  return names(t, '/etc/passwd').get(p.uid) ?? String(p.uid);
}

const share = (t: ToolCall, p: Process): string =>
  Math.min(99.9, (100 * p.cpu) / Math.max(1, t.system.now - p.startedAt)).toFixed(1);
const memoryShare = (t: ToolCall, p: Process): string => ((100 * p.rssKb) / (accounts(t.guest).total * 4)).toFixed(1);
/** A kernel thread leads no session. */
const letters = (p: Process): string =>
  `${stateLetter(p)}${p.sid === p.pid && p.argv.length > 0 && p.exit === null ? 's' : ''}`;

const COLUMNS: Readonly<Record<string, Column>> = {
  pid: ['PID', 5, true, (_t, p) => String(p.pid)],
  ppid: ['PPID', 5, true, (_t, p) => String(p.ppid)],
  pgid: ['PGID', 5, true, (_t, p) => String(p.pgid)],
  sid: ['SID', 5, true, (_t, p) => String(p.sid)],
  user: ['USER', 8, false, ownerOf],
  uid: ['UID', 5, true, (_t, p) => String(p.uid)],
  tty: ['TTY', 8, false, (_t, p) => p.tty ?? '?'],
  tt: ['TT', 8, false, (_t, p) => p.tty ?? '?'],
  time: ['TIME', 8, true, (_t, p) => clockText(p.cpu)],
  comm: ['COMMAND', 15, false, (_t, p) => p.comm],
  cmd: ['CMD', 27, false, (_t, p) => commandOf(p)],
  args: ['COMMAND', 27, false, (_t, p) => commandOf(p)],
  command: ['COMMAND', 27, false, (_t, p) => commandOf(p)],
  stat: ['STAT', 4, false, (_t, p) => letters(p)],
  s: ['S', 1, false, (_t, p) => stateLetter(p)],
  state: ['S', 1, false, (_t, p) => stateLetter(p)],
  rss: ['RSS', 5, true, (_t, p) => String(p.rssKb)],
  vsz: ['VSZ', 6, true, (_t, p) => String(p.argv.length === 0 ? 0 : p.rssKb + 4096)],
  pcpu: ['%CPU', 4, true, share],
  '%cpu': ['%CPU', 4, true, share],
  pmem: ['%MEM', 4, true, memoryShare],
  '%mem': ['%MEM', 4, true, memoryShare],
  ni: ['NI', 3, true, () => '0'],
  etime: ['ELAPSED', 11, true, (t, p) => clockText(t.system.now - p.startedAt).replace(/^00:/, '')],
  wchan: ['WCHAN', 6, false, (t, p) => (t.readFile(`/proc/${p.pid}/wchan`) as string).toString()],
  stime: ['STIME', 5, false, (t, p) => strftime('%H:%M', started(t, p))],
  start: ['STARTED', 8, false, (t, p) => strftime('%H:%M:%S', started(t, p))],
  lstart: ['STARTED', 24, false, (t, p) => strftime('%a %b %e %H:%M:%S %Y', started(t, p))],
};

const ps: Tool = (t) => {
  const bsd = t.args[0] !== undefined && !t.args[0].startsWith('-');
  const flags = bsd ? (t.args[0] as string) : '';
  const o = parseOptions(bsd ? t.args.slice(1) : t.args, 'eAafFlLjdo:p:C:u:U:t:Hwxyg:O:', [
    'pid=',
    'no-headers',
    'no-heading',
    'sort=',
    'ppid=',
    'headers',
    'forest',
    'format=>o',
    'user=>u',
  ]);
  if (o.error) {
    t.err(`error: unsupported SysV option\n`);
    return 1;
  }
  const self = t.process;
  let list = t.system.all().sort((a, b) => a.pid - b.pid);
  const pids = (o.value('p') ?? o.value('pid'))?.split(/[ ,]+/).map(Number);
  const commands = o.options.get('C');
  if (pids) list = list.filter((p) => pids.includes(p.pid));
  else if (commands) list = list.filter((p) => commands.includes(p.comm));
  else if (o.has('ppid')) list = list.filter((p) => String(p.ppid) === o.value('ppid'));
  else if (o.has('u', 'U')) list = list.filter((p) => ownerOf(t, p) === o.value('u', 'U'));
  else if (!(o.has('e', 'A') || flags.includes('x') || /^ax|^aux/.test(flags)))
    list = list.filter((p) => p.session === self.session && p.session !== null);
  const formats = o.options.get('o');
  const rows: string[][] = [];
  let columns: Column[];
  if (formats || /o/.test(flags)) {
    const keys = (formats ?? [t.args[1] ?? '']).flatMap((f) => f.split(/[ ,]+/)).filter((k) => k);
    columns = keys.map((key): Column => {
      const [name = '', head] = key.split('=');
      const [id = '', width] = name.split(':');
      const column = COLUMNS[id.toLowerCase()] ?? COLUMNS['cmd'];
      const c = column as Column;
      return [head ?? c[0], width ? Number(width) : c[1], c[2], c[3]];
    });
  } else if (/u/.test(flags)) {
    t.out('USER       PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND\n');
    for (const p of list) {
      const minutes = Math.floor(p.cpu / 60e6);
      const time = `${minutes}:${String(Math.floor((p.cpu % 60e6) / 1e6)).padStart(2, '0')}`;
      t.out(
        `${ownerOf(t, p).padEnd(8)} ${String(p.pid).padStart(5)} ${share(t, p).padStart(4)} ${memoryShare(t, p).padStart(4)} ${String(p.argv.length === 0 ? 0 : p.rssKb + 4096).padStart(6)} ${String(p.rssKb).padStart(5)} ${(p.tty ?? '?').padEnd(8)} ${letters(p).padEnd(4)} ${strftime('%H:%M', started(t, p)).padEnd(5)} ${time.padStart(6)} ${commandOf(p)}\n`,
      );
    }
    return list.length > 0 ? 0 : 1;
  } else if (o.has('f', 'F')) {
    t.out('UID        PID  PPID  C STIME TTY          TIME CMD\n');
    for (const p of list)
      t.out(
        `${ownerOf(t, p).padEnd(8)} ${String(p.pid).padStart(5)} ${String(p.ppid).padStart(5)}  0 ${strftime('%H:%M', started(t, p))} ${(p.tty ?? '?').padEnd(8)} ${clockText(p.cpu)} ${commandOf(p)}\n`,
      );
    return list.length > 0 ? 0 : 1;
  } else if (flags)
    columns = [
      COLUMNS['pid'],
      COLUMNS['tty'],
      COLUMNS['stat'],
      [
        'TIME',
        6,
        true,
        (_t: ToolCall, p: Process) =>
          `${Math.floor(p.cpu / 60e6)}:${String(Math.floor((p.cpu % 60e6) / 1e6)).padStart(2, '0')}`,
      ] as Column,
      COLUMNS['args'],
    ] as Column[];
  else
    columns = [
      COLUMNS['pid'],
      COLUMNS['tty'],
      COLUMNS['time'],
      ['CMD', 15, false, (_t: ToolCall, p: Process) => p.comm] as Column,
    ] as Column[];
  const heads = columns.map((c) => c[0]);
  if (heads.some((h) => h !== '') && !o.has('no-headers', 'no-heading')) rows.push(heads);
  for (const p of list) rows.push(columns.map((c) => c[3](t, p)));
  for (const row of rows) {
    t.out(
      `${row
        .map((cell, i) => {
          const c = columns[i] as Column;
          return i === row.length - 1 && !c[2] ? cell : c[2] ? cell.padStart(c[1]) : cell.padEnd(c[1]);
        })
        .join(' ')}\n`,
    );
  }
  return list.length > 0 ? 0 : 1;
};

/** Processes by name, for pgrep, pkill and killall. */
function matching(t: ToolCall, pattern: string, full: boolean, exact: boolean): Process[] {
  const test = new RegExp(exact ? `^(?:${pattern})$` : pattern);
  return t.system
    .all()
    .filter((p) => p.exit === null && p.pid !== t.process.pid && test.test(full ? commandOf(p) : p.comm));
}

const pgrep: Tool = (t) => {
  const args = t.args.map((a) =>
    /^-(\d+|[A-Z]+\d*)$/.test(a) && signalNumber(a.slice(1)) !== undefined ? `--signal=${a.slice(1)}` : a,
  );
  const o = parseOptions(args, 'flxnoacu:P:s:', [
    'signal=',
    'full>f',
    'exact>x',
    'list-name>l',
    'newest>n',
    'oldest>o',
    'count>c',
  ]);
  const [pattern] = o.words;
  if (o.error || pattern === undefined) {
    t.err(`${t.name}: no matching criteria specified\nTry \`${t.name} --help' for more information.\n`);
    return 2;
  }
  let found = matching(
    t,
    t.name === 'killall' ? pattern.replace(/[.*+?]/g, '\\$&') : pattern,
    o.has('f'),
    o.has('x') || t.name === 'killall',
  );
  if (o.has('n')) found = found.slice(-1);
  if (o.has('o')) found = found.slice(0, 1);
  if (t.name === 'pgrep') {
    if (o.has('c')) t.out(`${found.length}\n`);
    else for (const p of found) t.out(`${p.pid}${o.has('l') ? ` ${p.comm}` : o.has('a') ? ` ${commandOf(p)}` : ''}\n`);
  } else for (const p of found) sendSignal(t.system, p, signalNumber(o.value('signal', 's') ?? 'TERM') ?? 15);
  if (found.length === 0 && t.name === 'killall') t.err(`${pattern}: no process found\n`);
  return found.length > 0 ? 0 : 1;
};

const kill: Tool = (t) => {
  const args = [...t.args];
  let signal = 15;
  if (args[0] === '-l') {
    t.out(`${Array.from({ length: 31 }, (_v, i) => signalName(i + 1)).join(' ')}\n`);
    return 0;
  }
  if (args[0] === '-s') {
    args.shift();
    signal = signalNumber(args.shift() ?? '') ?? 15;
  } else if (args[0]?.startsWith('-') && args[0] !== '--')
    signal = signalNumber((args.shift() as string).slice(1)) ?? 15;
  let status = 0;
  for (const word of args) {
    const process = t.system.process(Number(word));
    if (process) sendSignal(t.system, process, signal);
    else {
      t.err(`kill: ${/^\d+$/.test(word) ? `(${word}): No such process` : `failed to parse argument: '${word}'`}\n`);
      status = 1;
    }
  }
  return status;
};

/** Bytes a second that a disk takes, for what dd says of its speed. */
const DISK_RATE = 180e6;
const MEMORY_RATE = 1.2e9;

const dd: Tool = (t) => {
  const s = t.state as {
    in?: number;
    out?: number;
    full?: number;
    part?: number;
    wrote?: number;
    wpart?: number;
    bytes?: number;
    began?: number;
    until?: number;
    pending?: Chunk | null;
    error?: string;
    disk?: boolean;
  };
  const o = new Map(t.args.map((a) => a.split(/=(.*)/s) as [string, string]));
  for (const key of o.keys())
    if (!/^(if|of|bs|ibs|obs|count|skip|seek|conv|oflag|iflag|status|cbs)$/.test(key))
      return usage(t, `unrecognized operand '${key}${o.get(key) === undefined ? '' : `=${o.get(key)}`}'`);
  const size = (key: string): number | undefined => {
    const text = o.get(key);
    if (text === undefined) return undefined;
    const n = text.split('x').reduce((product, part) => product * (sizeOf(part) ?? Number.NaN), 1);
    return n;
  };
  const block = size('bs') ?? size('ibs') ?? 512;
  if (Number.isNaN(block) || block <= 0) return t.fail(`invalid number: '${o.get('bs') ?? o.get('ibs')}'`);
  const count = size('count') ?? Number.POSITIVE_INFINITY;
  if (Number.isNaN(count)) return t.fail(`invalid number: '${o.get('count')}'`);
  const conv = (o.get('conv') ?? '').split(',');
  const { files } = t.system;
  if (s.began === undefined) {
    s.began = t.system.now;
    s.full = s.part = s.wrote = s.wpart = s.bytes = 0;
    const input = o.get('if');
    const output = o.get('of');
    const quoted = (path: string): string => (t.guest.profile.era === '2013' ? `\`${path}'` : `'${path}'`);
    const opened = attempt(() => {
      s.in = input === undefined ? 0 : files.open(t.process, input, { read: true });
      return undefined;
    });
    if (opened instanceof Errno)
      return t.fail(
        `${t.guest.profile.era === '2013' ? 'opening' : 'failed to open'} ${quoted(input as string)}: ${opened.message}`,
      );
    const made = attempt(() => {
      s.out =
        output === undefined
          ? 1
          : files.open(t.process, output, {
              write: true,
              create: !conv.includes('nocreat'),
              truncate: !conv.includes('notrunc') && !size('seek'),
              append: (o.get('oflag') ?? '').includes('append'),
            });
      return undefined;
    });
    if (made instanceof Errno)
      return t.fail(
        `${t.guest.profile.era === '2013' ? 'opening' : 'failed to open'} ${quoted(output as string)}: ${made.message}`,
      );
    const ends = [
      [s.in as number, size('skip') ?? 0],
      [s.out as number, size('seek') ?? 0],
    ] as const;
    for (const [fd, blocks] of ends) {
      const d = files.at(t.process, fd);
      if ('o' in d) d.o += blocks * block;
      if (fd === s.out) s.disk = d.k === 'disk' || (d.k === 'file' && d.fs.startsWith('disk|'));
    }
  }
  // Work is done in pieces of half a second of the disk's time, so that a writer is seen writing.
  let budget = Math.max(block, Math.floor((s.disk ? DISK_RATE : MEMORY_RATE) / 2));
  while (s.error === undefined && (s.full as number) + (s.part as number) < count) {
    if (budget <= 0 && s.disk) {
      const at = t.system.now + 500_000;
      return { on: 'time', at };
    }
    const plan = Number.isFinite(count)
      ? Math.min(count - (s.full as number) - (s.part as number), Math.max(1, Math.floor(budget / block)))
      : Math.max(1, Math.floor(budget / block));
    let chunks: Chunk[];
    if (s.pending) chunks = [s.pending];
    else {
      const d = files.at(t.process, s.in as number);
      const steady = d.k === 'dev' || d.k === 'file' || d.k === 'disk';
      const read = attempt(() => files.readChunks(t.process, s.in as number, steady ? block * plan : block));
      if (read instanceof Errno) {
        s.error = `${t.guest.profile.era === '2013' ? 'reading' : 'error reading'} '${o.get('if') ?? 'standard input'}': ${read.message}`;
        break;
      }
      if (read instanceof WouldBlock) return read.wait;
      const got = read.reduce((sum, c) => sum + c.n, 0);
      if (got === 0) break;
      s.full = (s.full as number) + Math.floor(got / block);
      if (got % block) s.part = (s.part as number) + 1;
      chunks = read.map((c) =>
        conv.includes('ucase') || conv.includes('lcase')
          ? { n: c.n, v: conv.includes('ucase') ? chunkBytes(c).toUpperCase() : chunkBytes(c).toLowerCase() }
          : c,
      );
    }
    s.pending = null;
    for (let i = 0; i < chunks.length; i++) {
      const chunk = chunks[i] as Chunk;
      const n = attempt(() => files.write(t.process, s.out as number, chunk));
      if (n instanceof WouldBlock) {
        s.pending = join(chunks.slice(i));
        return n.wait;
      }
      if (n instanceof Errno) {
        if (n.code === 'EPIPE') {
          t.system.exit(t.process, 141);
          return 141;
        }
        const output = o.get('of') ?? 'standard output';
        s.error =
          t.guest.profile.era === '2013'
            ? `writing \`${output}': ${n.message}`
            : `error writing '${output}': ${n.message}`;
        break;
      }
      s.bytes = (s.bytes as number) + n;
      budget -= n;
      if (n < chunk.n) {
        const rest: Chunk = {
          ...chunk,
          n: chunk.n - n,
          ...(chunk.v !== undefined && { v: chunk.v.slice(n) }),
          ...(chunk.s !== undefined && { a: (chunk.a ?? 0) + n }),
        };
        chunks.splice(i + 1, 0, rest);
      }
    }
  }
  if (s.disk && s.until === undefined) {
    const missing = (s.bytes as number) / DISK_RATE - (t.system.now - (s.began as number)) / 1e6;
    s.until = t.system.now + Math.max(0, Math.round(missing * 1e6));
    if (s.until > t.system.now) return { on: 'time', at: s.until };
  }
  return ddReport(t, s, block, o.get('status'));
};

/** Chunks as one, where a full pipe held them up. */
const join = (chunks: readonly Chunk[]): Chunk => {
  const v = chunks.map(chunkBytes).join('');
  return { n: v.length, v };
};

function ddReport(
  t: ToolCall,
  s: { full?: number; part?: number; bytes?: number; began?: number; error?: string },
  block: number,
  status: string | undefined,
): number {
  if (s.error !== undefined) t.err(`dd: ${s.error}\n`);
  const bytes = s.bytes ?? 0;
  const written = Math.floor(bytes / block);
  const part = bytes % block ? 1 : 0;
  const code = s.error === undefined ? 0 : 1;
  if (status === 'none') return code;
  t.err(`${s.full}+${s.part} records in\n${written}+${part} records out\n`);
  if (status === 'noxfer') return code;
  const seconds = Math.max((t.system.now - (s.began ?? t.system.now)) / 1e6, bytes / MEMORY_RATE, 0.000023);
  const old = t.guest.profile.era === '2013';
  const sizes =
    bytes < 1000
      ? ''
      : old
        ? ` (${si(bytes)}B)`
        : bytes < 1024
          ? ` (${si(bytes)}B)`
          : ` (${si(bytes)}B, ${binary(bytes)}iB)`;
  t.err(
    `${bytes} byte${bytes === 1 ? '' : 's'}${sizes} copied, ${floating(seconds, 'g', 6)} s, ${si(bytes / seconds)}B/s\n`,
  );
  return code;
}

function scaled(value: number, base: number, units: string[]): string {
  let power = 0;
  while (value >= base && power < units.length - 1) {
    value /= base;
    power++;
  }
  const text = value < 10 ? value.toFixed(1) : String(Math.round(value));
  return `${text} ${units[power]}`;
}
const si = (value: number): string => scaled(value, 1000, ['', 'k', 'M', 'G', 'T', 'P']);
const binary = (value: number): string => scaled(value, 1024, ['', 'K', 'M', 'G', 'T', 'P']);

export const PROCESS_TOOLS: Readonly<Record<string, Tool>> = {
  sleep,
  ps,
  pgrep,
  pkill: pgrep,
  killall: pgrep,
  kill,
  dd,
};

/** What a person looks around with: top, vmstat, journalctl, lspci, dmidecode, systemd-detect-virt, who. */
import { dmiText } from '../boot/opening.ts';
import { accounts } from '../kernel/memory.ts';
import { stat } from '../proc/system-files.ts';
import { stateLetter } from '../process/proc-files.ts';
import type { Tool, ToolCall } from '../process/tool.ts';
import type { Process } from '../process/types.ts';
import { Errno } from '../vfs/errno.ts';
import { parseOptions } from './options.ts';
import { strftime } from './printf.ts';
import { usage } from './stream-tools.ts';
import { names, uptimeLine } from './system-tools.ts';

const SECOND = 1_000_000;

/** Processor time since boot in jiffies: user, system, idle, waiting; and interrupts and switches. */
interface Ticks {
  readonly cpu: readonly [user: number, system: number, idle: number, wait: number];
  readonly interrupts: number;
  readonly switches: number;
}

function ticks(t: ToolCall): Ticks {
  const lines = stat(t.guest).split('\n');
  const field = (name: string) => Number(lines.find((line) => line.startsWith(`${name} `))?.split(' ')[1] ?? 0);
  const [user = 0, , system = 0, idle = 0, wait = 0] = (lines[0] ?? '').split(/ +/).slice(1).map(Number);
  return { cpu: [user, system, idle, wait], interrupts: field('intr'), switches: field('ctxt') };
}

/** Whole percents of each kind of time between two moments. */
function shares(before: Ticks | undefined, now: Ticks): number[] {
  const spent = now.cpu.map((value, i) => value - (before?.cpu[i] ?? 0));
  const all = Math.max(
    spent.reduce((sum, value) => sum + value, 0),
    1,
  );
  return spent.map((value) => (100 * value) / all);
}

/** Repeats every DELAY seconds, COUNT times (for ever where absent): the pattern of vmstat and top. */
function again(t: ToolCall, delay: number, count: number): number | { on: 'time'; at: number } {
  const done = ((t.state['done'] as number | undefined) ?? 0) + 1;
  t.state['done'] = done;
  return done >= count ? 0 : { on: 'time', at: t.system.now + Math.max(delay, 0.1) * SECOND };
}

const VMSTAT_HEAD =
  'procs -----------memory---------- ---swap-- -----io---- -system-- ------cpu-----\n' +
  ' r  b   swpd   free   buff  cache   si   so    bi    bo   in   cs us sy id wa st\n';

const vmstat: Tool = (t) => {
  const o = parseOptions(t.args, 'anS:w', ['unit=>S', 'active>a', 'one-header>n', 'wide>w']);
  if (o.error) return usage(t, o.error);
  const [delay = '1', count = o.words.length > 0 ? 'Infinity' : '1'] = o.words;
  if (!(Number(delay) > 0)) return t.fail(`failed to parse argument: '${delay}'`);
  const before = t.state['ticks'] as unknown as Ticks | undefined;
  const now = ticks(t);
  if (!t.state['done']) t.out(VMSTAT_HEAD);
  const a = accounts(t.guest);
  const seconds = before ? Number(delay) : Math.max(t.guest.uptime / SECOND, 1);
  const rate = (value: number, old: number | undefined) => Math.round((value - (old ?? 0)) / seconds);
  const running = t.system.all().filter((p) => stateLetter(p) === 'R').length;
  const blocked = t.system.all().filter((p) => stateLetter(p) === 'D').length;
  const blocks = blockTraffic(t);
  const old = t.state['blocks'] as unknown as [number, number] | undefined;
  const kb = (pages: number) => pages * 4;
  const cells: readonly [number, number][] = [
    [running, 2],
    [blocked, 2],
    [kb(a.swapUsed), 6],
    [kb(a.free), 6],
    [kb(a.buffers), 6],
    [kb(a.cached), 6],
    [0, 4],
    [0, 4],
    [rate(blocks[0], old?.[0]), 5],
    [rate(blocks[1], old?.[1]), 5],
    [rate(now.interrupts, before?.interrupts), 4],
    [rate(now.switches, before?.switches), 4],
    ...shares(before, now).map((share): [number, number] => [Math.round(share), 2]),
    [0, 2],
  ];
  t.out(`${cells.map(([value, width]) => String(value).padStart(width)).join(' ')}\n`);
  t.state['ticks'] = now as never;
  t.state['blocks'] = blocks as never;
  return again(t, Number(delay), Number(count));
};

/** KiB read and written since boot, over all disks. */
function blockTraffic(t: ToolCall): [read: number, written: number] {
  const text = t.readFile('/proc/diskstats');
  let read = 0;
  let written = 0;
  for (const line of text instanceof Errno ? [] : text.split('\n')) {
    const fields = line.trim().split(/ +/);
    if (!/^(sd[a-z]+|sr\d+)$/.test(fields[2] ?? '')) continue;
    read += Number(fields[5]) / 2;
    written += Number(fields[9]) / 2;
  }
  return [read, written];
}

/** Minutes, seconds and hundredths. */
const topTime = (micros: number): string =>
  `${Math.floor(micros / 60e6)}:${((micros % 60e6) / 1e6).toFixed(2).padStart(5, '0')}`;

/** kB where that fits, else MB or GB. */
function topSize(kb: number, width: number): string {
  if (String(kb).length <= width) return String(kb);
  return kb < 10 * 1024 * 1024 ? `${Math.floor(kb / 1024)}m` : `${(kb / 1024 / 1024).toFixed(1)}g`;
}

type Memory = ReturnType<typeof accounts>;

/** Lines between the tasks and the processes as procps-ng prints them. */
function modernHead(a: Memory, [user = 0, system = 0, idle = 0, wait = 0]: readonly number[]): string[] {
  const mib = (pages: number) => ((pages * 4096) / 2 ** 20).toFixed(1).padStart(8);
  const share = (value: number) => value.toFixed(1).padStart(5);
  const used = Math.max(a.total - a.free - a.buffers - a.cached, 0);
  return [
    `%Cpu(s):${share(user)} us,${share(system)} sy,  0.0 ni,${share(idle)} id,${share(wait)} wa,  0.0 hi,  0.0 si,  0.0 st`,
    `MiB Mem :${mib(a.total)} total,${mib(a.free)} free,${mib(used)} used,${mib(a.buffers + a.cached)} buff/cache`,
    `MiB Swap:${mib(a.swapTotal)} total,${mib(a.swapTotal - a.swapUsed)} free,${mib(a.swapUsed)} used.${mib(a.available)} avail Mem`,
    '',
    '    PID USER      PR  NI    VIRT    RES    SHR S  %CPU  %MEM     TIME+ COMMAND',
  ];
}

/** The same as procps 3.2.8 printed them. */
function oldHead(a: Memory, [user = 0, system = 0, idle = 0, wait = 0]: readonly number[]): string[] {
  const kb = (pages: number) => `${pages * 4}k`.padStart(10);
  const share = (value: number) => value.toFixed(1).padStart(5);
  return [
    `Cpu(s):${share(user)}%us,${share(system)}%sy,  0.0%ni,${share(idle)}%id,${share(wait)}%wa,  0.0%hi,  0.0%si,  0.0%st`,
    `Mem: ${kb(a.total)} total, ${kb(a.total - a.free)} used, ${kb(a.free)} free, ${kb(a.buffers)} buffers`,
    `Swap:${kb(a.swapTotal)} total, ${kb(a.swapUsed)} used, ${kb(a.swapTotal - a.swapUsed)} free, ${kb(a.cached)} cached`,
    '',
    '  PID USER      PR  NI  VIRT  RES  SHR S %CPU %MEM    TIME+  COMMAND',
  ];
}

const top: Tool = (t) => {
  const o = parseOptions(
    t.args.map((word) => (/^[a-zA-Z]\d*$/.test(word) ? `-${word}` : word)),
    'bn:d:p:cHiSu:o:w::',
    [],
  );
  if (o.error) return usage(t, o.error);
  if (!o.has('b') && !t.terminal) return t.fail('failed tty get');
  const before = t.state['ticks'] as unknown as Ticks | undefined;
  const now = ticks(t);
  const old = (t.state['used'] as Record<string, number> | undefined) ?? {};
  const delay = Number(o.value('d') ?? 3);
  const all = t.system.all().sort((a, b) => a.pid - b.pid);
  const users = names(t, '/etc/passwd');
  const a = accounts(t.guest);
  const count = (letters: string) => all.filter((p) => letters.includes(stateLetter(p))).length;
  const share = shares(before, now);
  const modern = t.guest.profile.era === 'modern';
  // A screen of its own on a terminal, where each picture takes the place of the last one.
  if (!o.has('b')) t.out('\x1b[H\x1b[2J');
  t.out(`top -${uptimeLine(t)}`);
  t.out(
    `Tasks: ${String(all.length).padStart(3)} total, ${String(count('R')).padStart(3)} running, ${String(count('SD')).padStart(3)} sleeping, ${String(count('T')).padStart(3)} stopped, ${String(count('Z')).padStart(3)} zombie\n`,
  );
  for (const line of modern ? modernHead(a, share) : oldHead(a, share)) t.out(`${line}\n`);
  const busy = (p: Process): number => {
    const micros = before ? delay * SECOND : Math.max(t.system.now - p.startedAt, 1);
    return (100 * (p.cpu - (before ? (old[p.pid] ?? p.cpu) : 0))) / micros;
  };
  const wanted = o.value('p')?.split(',').map(Number);
  const rows = all.filter((p) => (wanted ? wanted.includes(p.pid) : true)).map((p) => [p, busy(p)] as const);
  rows.sort((x, y) => y[1] - x[1] || x[0].pid - y[0].pid);
  for (const [p, cpu] of rows) {
    const virtual = p.argv.length === 0 ? 0 : Math.max(p.mappedKb ?? 0, p.rssKb) + 4096;
    const memory = ((100 * p.rssKb) / (a.total * 4)).toFixed(1);
    const widths = modern ? ([7, 7, 6, 6, 5, 5, 9] as const) : ([5, 5, 4, 4, 4, 4, 8] as const);
    const cell = (value: string, index: number) => value.padStart(widths[index] as number);
    t.out(
      `${cell(String(p.pid), 0)} ${(users.get(p.uid) ?? String(p.uid)).padEnd(8)}  20   0 ${cell(topSize(virtual, widths[1]), 1)} ${cell(topSize(p.rssKb, widths[2]), 2)} ${cell('0', 3)} ${stateLetter(p)} ${cell(cpu.toFixed(modern ? 1 : 0), 4)} ${cell(memory, 5)} ${cell(topTime(p.cpu), 6)} ${modern ? '' : ' '}${p.comm}\n`,
    );
  }
  t.state['ticks'] = now as never;
  t.state['used'] = Object.fromEntries(all.map((p) => [p.pid, p.cpu]));
  const next = again(t, delay, Number(o.value('n') ?? Number.POSITIVE_INFINITY));
  if (next !== 0) t.out('\n');
  return next;
};

/** The kernel's part of the journal: the services of this model write none. */
const journalctl: Tool = (t) => {
  const o = parseOptions(t.args, 'kb::n:exo:rp:qu:t:fg:', [
    'dmesg>k',
    'boot=?>b',
    'lines=>n',
    'pager-end>e',
    'catalog>x',
    'output=>o',
    'reverse>r',
    'priority=>p',
    'quiet>q',
    'unit=>u',
    'identifier=>t',
    'no-pager',
    'no-hostname',
    'follow>f',
    'grep=>g',
    'utc',
  ]);
  if (o.error) return usage(t, o.error);
  if (o.has('f')) return t.fail('Following the journal is not simulated; dmesg -w is not either.');
  const identifier = o.value('t');
  const foreign = o.has('u') || (identifier !== undefined && identifier !== 'kernel');
  const levels = ['emerg', 'alert', 'crit', 'err', 'warning', 'notice', 'info', 'debug'];
  const named = o.value('p');
  const least = named === undefined ? 7 : /^\d$/.test(named) ? Number(named) : levels.indexOf(named);
  if (least < 0) return t.fail(`Unknown log level ${named}`);
  const pattern = o.value('g');
  const boot = t.guest.wall - t.guest.uptime;
  const host = o.has('no-hostname') ? '' : `${t.guest.state.installed?.hostName ?? 'localhost'} `;
  const format = o.value('o') ?? 'short';
  const stamps: Readonly<Record<string, (at: number) => string>> = {
    short: (at) => strftime('%b %d %H:%M:%S', boot + at),
    'short-precise': (at) =>
      `${strftime('%b %d %H:%M:%S', boot + at)}.${String((boot + at) % SECOND).padStart(6, '0')}`,
    'short-iso': (at) => strftime('%Y-%m-%dT%H:%M:%S%z', boot + at),
    'short-monotonic': (at) => `[${(at / SECOND).toFixed(6).padStart(12)}]`,
  };
  const stampOf = stamps[format];
  if (!stampOf && format !== 'cat') return t.fail(`Unknown output format '${format}'.`);
  let lines = foreign
    ? []
    : t.guest.run.kernel.log
        .filter(([, level]) => level <= least)
        .map(([at, , text]) => (stampOf ? `${stampOf(at)} ${host}kernel: ${text}\n` : `${text}\n`));
  if (pattern !== undefined) lines = lines.filter((line) => new RegExp(pattern).test(line));
  const last = o.value('n');
  if (last !== undefined && last !== 'all') lines = lines.slice(-Number(last || 10));
  else if (o.has('e')) lines = lines.slice(-1000);
  if (o.has('r')) lines.reverse();
  t.out(lines.length > 0 ? lines.join('') : '-- No entries --\n');
  return 0;
};

/** PCI functions of a generation 1 machine (public lspci listings of Hyper-V guests); generation 2 has no PCI bus. */
const PCI: readonly (readonly [slot: string, kind: string, name: string, id: string])[] = [
  [
    '00:00.0',
    'Host bridge',
    'Intel Corporation 440BX/ZX/DX - 82443BX/ZX/DX Host bridge (AGP disabled) (rev 03)',
    '0600: 8086:7192 (rev 03)',
  ],
  ['00:07.0', 'ISA bridge', 'Intel Corporation 82371AB/EB/MB PIIX4 ISA (rev 01)', '0601: 8086:7110 (rev 01)'],
  ['00:07.1', 'IDE interface', 'Intel Corporation 82371AB/EB/MB PIIX4 IDE (rev 01)', '0101: 8086:7111 (rev 01)'],
  ['00:07.3', 'Bridge', 'Intel Corporation 82371AB/EB/MB PIIX4 ACPI (rev 02)', '0680: 8086:7113 (rev 02)'],
  ['00:08.0', 'VGA compatible controller', 'Microsoft Corporation Hyper-V virtual VGA', '0300: 1414:5353'],
];

const lspci: Tool = (t) => {
  const o = parseOptions(t.args, 'nvks:', []);
  if (o.error) return usage(t, o.error);
  if (t.guest.run.hardware.generation !== 1) return 0;
  for (const [slot, kind, name, id] of PCI) t.out(o.has('n') ? `${slot} ${id}\n` : `${slot} ${kind}: ${name}\n`);
  return 0;
};

const detectVirt: Tool = (t) => {
  if (!t.args.includes('-q') && !t.args.includes('--quiet')) t.out('microsoft\n');
  return 0;
};

/** Keywords of dmidecode -s, and the file of /sys/class/dmi/id that has the value. */
const DMI_KEYWORDS: Readonly<Record<string, string>> = {
  'bios-vendor': 'bios_vendor',
  'bios-version': 'bios_version',
  'bios-release-date': 'bios_date',
  'system-manufacturer': 'sys_vendor',
  'system-product-name': 'product_name',
  'system-version': 'product_version',
  'system-uuid': 'product_uuid',
  'baseboard-manufacturer': 'board_vendor',
  'baseboard-product-name': 'board_name',
  'chassis-manufacturer': 'chassis_vendor',
};

const dmidecode: Tool = (t) => {
  const o = parseOptions(t.args, 's:qt:', ['string=>s', 'quiet>q', 'type=>t']);
  if (o.error) return usage(t, o.error);
  const value = (file: string): string => {
    const text = t.readFile(`/sys/class/dmi/id/${file}`);
    return text instanceof Errno ? '' : text.trim();
  };
  const keyword = o.value('s');
  if (keyword !== undefined) {
    const file = DMI_KEYWORDS[keyword.toLowerCase()];
    if (!file)
      return t.fail(
        `Invalid string keyword: ${keyword}\nValid string keywords are:\n  ${Object.keys(DMI_KEYWORDS).join('\n  ')}`,
      );
    t.out(`${value(file)}\n`);
    return 0;
  }
  const type = o.value('t');
  if (type !== undefined && !['0', '1', 'bios', 'system'].includes(type)) return 0;
  if (!o.has('q')) t.out(`# dmidecode\n# ${dmiText(t.guest)}\n\n`);
  const section = (title: string, rows: readonly (readonly [string, string])[]): void =>
    t.out(`${title}\n${rows.map(([label, file]) => `\t${label}: ${value(file)}\n`).join('')}\n`);
  if (type === undefined || type === '0' || type === 'bios')
    section('BIOS Information', [
      ['Vendor', 'bios_vendor'],
      ['Version', 'bios_version'],
      ['Release Date', 'bios_date'],
    ]);
  if (type === undefined || type === '1' || type === 'system')
    section('System Information', [
      ['Manufacturer', 'sys_vendor'],
      ['Product Name', 'product_name'],
      ['Version', 'product_version'],
      ['UUID', 'product_uuid'],
    ]);
  return 0;
};

/** People at terminals. */
const who: Tool = (t) => {
  for (const process of t.system.all()) {
    if (process.session === null || !process.tty || t.system.session(process.session)?.leader !== process.pid) continue;
    const user = names(t, '/etc/passwd').get(process.uid) ?? String(process.uid);
    const at = t.system.wall - t.system.now + process.startedAt;
    t.out(`${user.padEnd(8)} ${process.tty.padEnd(12)} ${strftime('%Y-%m-%d %H:%M', at)}\n`);
  }
  return 0;
};

export const LOOK_TOOLS: Readonly<Record<string, Tool>> = {
  top,
  vmstat,
  journalctl,
  lspci,
  'systemd-detect-virt': detectVirt,
  dmidecode,
  who,
};

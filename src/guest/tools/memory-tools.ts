/** free, vmstat and tools that use memory. */
import { accounts } from '../kernel/memory.ts';
import type { Tool } from '../process/tool.ts';
import { parseOptions, sizeOf } from './options.ts';
import { usage } from './stream-tools.ts';

const POWERS: Readonly<Record<string, number>> = { b: 1, k: 1024, m: 2 ** 20, g: 2 ** 30 };

/** `1.9Gi` as procps-ng prints with -h. */
function humanBytes(bytes: number, suffix: 'i' | ''): string {
  const units = ['B', 'K', 'M', 'G', 'T'];
  let power = 0;
  let value = bytes;
  while (value >= 1024 && power < 4) {
    value /= 1024;
    power++;
  }
  if (power === 0) return `${value}B`;
  // At most four characters before the unit: 1.9, 975.
  const text = value < 10 ? (Math.floor(value * 10) / 10).toFixed(1) : String(Math.floor(value));
  return `${text}${units[power]}${suffix}`;
}

const free: Tool = (t) => {
  const o = parseOptions(t.args, 'bkmghtlows:c:V', [
    'bytes>b',
    'kilo>k',
    'mega>m',
    'giga>g',
    'human>h',
    'total>t',
    'seconds=>s',
    'count=>c',
    'wide>w',
    'mebi>m',
    'kibi>k',
    'gibi>g',
  ]);
  if (o.error) return usage(t, o.error);
  const a = accounts(t.guest);
  const unit = ['b', 'k', 'm', 'g'].find((letter) => o.has(letter)) ?? 'k';
  const modern = t.guest.profile.era === 'modern';
  const show = (pages: number): string =>
    o.has('h')
      ? humanBytes(pages * 4096, modern ? 'i' : '')
      : String(Math.floor((pages * 4096) / (POWERS[unit] as number)));
  if (!modern) {
    const row = (label: string, values: readonly number[]): string =>
      `${label.padEnd(7)}${values.map((v) => show(v).padStart(11)).join('')}\n`;
    const used = a.total - a.free;
    const cached = a.cached;
    t.out('             total       used       free     shared    buffers     cached\n');
    t.out(row('Mem:', [a.total, used, a.free, 0, a.buffers, cached]));
    const rest = [used - a.buffers - cached, a.free + a.buffers + cached];
    if (!o.has('o')) t.out(`-/+ buffers/cache: ${rest.map((v, i) => show(v).padStart(i === 0 ? 10 : 11)).join('')}\n`);
    t.out(row('Swap:', [a.swapTotal, a.swapUsed, a.swapTotal - a.swapUsed]));
    if (o.has('t')) t.out(row('Total:', [a.total + a.swapTotal, used + a.swapUsed, a.free + a.swapTotal - a.swapUsed]));
  } else {
    // procps-ng 4 counts what is not available as used.
    const four = /^(debian-12|ubuntu-24)/.test(t.guest.profile.id);
    const cache = a.buffers + a.cached;
    const used = four ? a.total - a.available : Math.max(0, a.total - a.free - cache);
    const row = (label: string, values: readonly number[]): string =>
      `${label.padEnd(8)}${values.map((v) => show(v).padStart(12)).join('')}\n`;
    t.out('               total        used        free      shared  buff/cache   available\n');
    t.out(row('Mem:', [a.total, used, a.free, a.shared, cache, a.available]));
    t.out(row('Swap:', [a.swapTotal, a.swapUsed, a.swapTotal - a.swapUsed]));
    if (o.has('t')) t.out(row('Total:', [a.total + a.swapTotal, used + a.swapUsed, a.free + a.swapTotal - a.swapUsed]));
  }
  const every = o.value('s');
  if (every === undefined) return 0;
  const count = ((t.state['count'] as number | undefined) ?? 0) + 1;
  t.state['count'] = count;
  if (o.value('c') !== undefined && count >= Number(o.value('c'))) return 0;
  t.out('\n');
  return { on: 'time', at: t.system.now + Number(every) * 1e6 };
};

/** Seconds of `60s`, `10m`, `1h`. */
function seconds(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)([smhd]?)$/.exec(text);
  return match ? Number(match[1]) * ({ '': 1, s: 1, m: 60, h: 3600, d: 86_400 }[match[2] as string] ?? 1) : undefined;
}

/** How fast a worker takes its memory: pages are touched at about this rate. */
const BYTES_PER_SECOND = 1 << 30;
const TICK = 500_000;

/** Takes memory bit by bit, holds it, and ends at its time. */
function hold(wanted: number, until: number | undefined, start: number, now: number): number {
  const taken = Math.min(wanted, ((now - start) / 1e6) * BYTES_PER_SECOND + BYTES_PER_SECOND / 4);
  return until !== undefined && now >= until ? 0 : taken;
}

const stressNg: Tool = (t) => {
  const o = parseOptions(t.args, 'm:t:c:i:d:qvn', [
    'vm=>m',
    'vm-bytes=',
    'vm-keep',
    'vm-hang=',
    'vm-method=',
    'timeout=>t',
    'cpu=>c',
    'io=>i',
    'metrics-brief',
    'metrics',
    'quiet>q',
    'verbose>v',
    'vm-populate',
    'page-in',
    'mmap=',
    'mmap-bytes=',
    'aggressive',
    'backoff=',
  ]);
  if (o.error) return usage(t, o.error);
  const workers = Number(o.value('m') ?? 0);
  const cpus = Number(o.value('c') ?? 0);
  const bytesText = o.value('vm-bytes') ?? '256M';
  const percent = /^(\d+(?:\.\d+)?)%$/.exec(bytesText);
  const bytes = percent
    ? (accounts(t.guest).available * 4096 * Number(percent[1])) / 100 / Math.max(workers, 1)
    : sizeOf(bytesText);
  if (bytes === undefined) return t.fail(`error: [${t.process.pid}] invalid size ${bytesText}`);
  const limit = o.value('t');
  const duration = limit === undefined ? 86_400 : seconds(limit);
  if (duration === undefined) return t.fail(`error: [${t.process.pid}] invalid timeout ${limit}`);
  const pid = t.process.pid;
  const say = (text: string): void => {
    if (!o.has('q')) t.err(`stress-ng: info:  [${pid}] ${text}\n`);
  };
  if (workers + cpus === 0) return t.fail(`error: [${pid}] No stress workers invoked`);
  const start = t.state['start'] as number | undefined;
  if (start === undefined) {
    t.state['start'] = t.system.now;
    t.state['bytes'] = bytes * workers;
    t.state['load'] = true;
    const kinds = [workers > 0 ? `${workers} vm` : '', cpus > 0 ? `${cpus} cpu` : ''].filter((k) => k).join(', ');
    say(`dispatching hogs: ${kinds}`);
  }
  const began = (t.state['start'] as number) ?? t.system.now;
  const until = began + duration * 1e6;
  t.process.rssKb = Math.floor(hold(t.state['bytes'] as number, until, began, t.system.now) / 1024);
  if (t.system.now >= until) {
    say(`successful run completed in ${duration.toFixed(2)}s`);
    return 0;
  }
  const full = t.process.rssKb * 1024 >= (t.state['bytes'] as number) - 4096;
  t.process.cpu += TICK;
  return { on: 'time', at: full ? until : Math.min(until, t.system.now + TICK) };
};

const stressapptest: Tool = (t) => {
  const o = parseOptions(t.args, 'M:s:m:W');
  if (o.error) return usage(t, o.error);
  const megabytes = Number(o.value('M') ?? Math.floor((accounts(t.guest).available * 4096 * 0.95) / 2 ** 20));
  const duration = Number(o.value('s') ?? 20);
  if (t.state['start'] === undefined) {
    t.state['start'] = t.system.now;
    t.state['load'] = true;
    t.out(
      `Log: Commandline - stressapptest ${t.args.join(' ')}\nStats: Starting SAT, ${megabytes}M, ${duration} seconds\n`,
    );
  }
  const began = t.state['start'] as number;
  const until = began + duration * 1e6;
  t.process.rssKb = Math.floor(hold(megabytes * 2 ** 20, until, began, t.system.now) / 1024);
  if (t.system.now >= until) {
    t.out(
      'Stats: Found 0 hardware incidents\nStats: Completed: 0 hardware incidents, 0 errors\n\nStatus: PASS - please verify no corrected errors\n\n',
    );
    return 0;
  }
  return { on: 'time', at: Math.min(until, t.system.now + TICK) };
};

export const MEMORY_TOOLS: Readonly<Record<string, Tool>> = { free, 'stress-ng': stressNg, stressapptest };

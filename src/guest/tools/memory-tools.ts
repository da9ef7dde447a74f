/** free. */
import { accounts } from '../kernel/memory.ts';
import type { Tool } from '../process/tool.ts';
import { parseOptions } from './options.ts';
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

export const MEMORY_TOOLS: Readonly<Record<string, Tool>> = { free };

/**
 * Tools that load a machine. stress-ng is a manager with one process per worker: what the OOM killer takes, the manager
 * starts again (stress-ng 0.11 and later, stress-vm.c through stress_oomable_child), so that a load outlives the moment
 * at which memory is short and hot-add comes.
 */
import { accounts } from '../kernel/memory.ts';
import type { Outcome, Tool, ToolCall } from '../process/tool.ts';
import { parseOptions, sizeOf } from './options.ts';
import { usage } from './stream-tools.ts';

/** Seconds of `60s`, `10m`, `1h`. */
function seconds(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)([smhd]?)$/.exec(text);
  return match ? Number(match[1]) * ({ '': 1, s: 1, m: 60, h: 3600, d: 86_400 }[match[2] as string] ?? 1) : undefined;
}

/** How fast a worker takes its memory: pages are touched at about this rate (an assumption; it is memory's speed of then). */
const BYTES_PER_SECOND = 1 << 30;
/** Micros between two looks at what a worker has taken. */
const TICK = 500_000;
/** Micros from the death of a worker to the first page of the next: fork, mmap and the kernel's clearing up. An assumption. */
const RESTART = 250_000;
const SIGALRM = 14;
const KILLED = 128 + 9;

/** Memory of one process of a load that has run for some micros. */
const taken = (wanted: number, micros: number): number => Math.min(wanted, (micros / 1e6) * BYTES_PER_SECOND);

const OPTIONS = [
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
  'oomable',
];

/** One kind of worker: what it is called and how many are wanted. */
type Kind = 'vm' | 'cpu' | 'io';

/** A worker: takes its share, works, and ends at its time. */
function work(t: ToolCall): Outcome {
  const { began, until, bytes } = t.state as { began: number; until: number; bytes: number };
  const { now } = t.system;
  if (now >= until) return 0;
  t.process.rssKb = Math.floor(taken(bytes, now - began) / 1024);
  t.process.cpu += TICK;
  const full = t.process.rssKb * 1024 >= bytes - 4096;
  return { on: 'time', at: full ? until : Math.min(until, now + TICK) };
}

function startWorker(t: ToolCall, kind: Kind, bytes: number, until: number): number {
  const name = `stress-ng-${kind}`;
  const child = t.system.spawn({
    parent: t.process,
    comm: name,
    argv: [`${name} [run]`],
    mappedKb: Math.floor(bytes / 1024),
    deathSignal: SIGALRM,
    program: {
      kind: 'tool',
      name: 'stress-ng',
      argv: [name],
      state: { worker: kind, began: t.system.now, until, bytes, load: true },
    },
  });
  return child.pid;
}

const stressNg: Tool = (t) => {
  if (t.state['worker'] !== undefined) return work(t);
  const o = parseOptions(t.args, 'm:t:c:i:d:qvn', OPTIONS);
  if (o.error) return usage(t, o.error);
  const { pid } = t.process;
  const limit = o.value('t');
  const duration = limit === undefined ? 86_400 : seconds(limit);
  if (duration === undefined) return t.fail(`error: [${pid}] invalid timeout ${limit}`);
  const say = (text: string, level: 'info' | 'debug' = 'info'): void => {
    if (!o.has('q') && (level === 'info' || o.has('v')))
      t.err(`stress-ng: ${level}: ${' '.repeat(5 - level.length)} [${pid}] ${text}\n`);
  };
  const counts: readonly [Kind, number][] = [
    ['vm', Number(o.value('m') ?? 0)],
    ['cpu', Number(o.value('c') ?? 0)],
    ['io', Number(o.value('i') ?? 0)],
  ];
  if (t.state['workers'] === undefined) {
    const wanted = counts.filter(([, count]) => count > 0);
    if (wanted.length === 0) return t.fail(`error: [${pid}] No stress workers invoked`);
    const text = o.value('vm-bytes') ?? '256M';
    const percent = /^(\d+(?:\.\d+)?)%$/.exec(text);
    const vms = Math.max(counts[0]?.[1] ?? 1, 1);
    const bytes = percent ? (accounts(t.guest).available * 4096 * Number(percent[1])) / 100 / vms : sizeOf(text);
    if (bytes === undefined) return t.fail(`error: [${pid}] invalid size ${text}`);
    const until = t.system.now + duration * 1e6;
    say(`dispatching hogs: ${wanted.map(([kind, count]) => `${count} ${kind}`).join(', ')}`);
    const workers: { pid: number; kind: Kind; bytes: number }[] = [];
    for (const [kind, count] of wanted)
      for (let i = 0; i < count; i++) {
        const share = kind === 'vm' ? bytes : 0;
        workers.push({ pid: startWorker(t, kind, share, until), kind, bytes: share });
      }
    t.state['workers'] = workers;
    t.state['until'] = until;
    return { on: 'child' };
  }
  const until = t.state['until'] as number;
  const workers = t.state['workers'] as { pid: number; kind: Kind; bytes: number; again?: number }[];
  for (const [index, worker] of workers.entries()) {
    const child = worker.pid > 0 ? t.system.process(worker.pid) : undefined;
    if (worker.pid > 0 && (!child || child.exit !== null)) {
      const killed = child?.exit === KILLED && t.system.now < until && !o.has('oomable');
      t.system.reap(worker.pid);
      worker.pid = 0;
      if (killed) {
        say(`${worker.kind}: child died: signal 9 'SIGKILL' (instance ${index})`, 'debug');
        say(`${worker.kind}: assuming killed by OOM killer, restarting again (instance ${index})`, 'debug');
        worker.again = t.system.now + RESTART;
      }
    }
    if (worker.again !== undefined && t.system.now >= worker.again) {
      delete worker.again;
      if (t.system.now < until) worker.pid = startWorker(t, worker.kind, worker.bytes, until);
    }
  }
  const again = workers.flatMap((worker) => worker.again ?? []);
  if (again.length > 0) return { on: 'time', at: Math.min(...again) };
  if (workers.some((worker) => worker.pid > 0)) return { on: 'child' };
  say(`successful run completed in ${duration.toFixed(2)}s`);
  return 0;
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
  t.process.mappedKb = megabytes * 1024;
  t.process.rssKb = Math.floor(taken(megabytes * 2 ** 20, t.system.now - began) / 1024);
  if (t.system.now >= until) {
    t.out(
      'Stats: Found 0 hardware incidents\nStats: Completed: 0 hardware incidents, 0 errors\n\nStatus: PASS - please verify no corrected errors\n\n',
    );
    return 0;
  }
  return { on: 'time', at: Math.min(until, t.system.now + TICK) };
};

export const STRESS_TOOLS: Readonly<Record<string, Tool>> = { 'stress-ng': stressNg, stressapptest };

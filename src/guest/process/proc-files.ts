/** /proc/PID, /proc/self and /proc/mounts. */
import type { GeneratedNode, GeneratedTree } from '../vfs/generated.ts';
import type { System } from './system.ts';
import type { Process } from './types.ts';

/** Lines of /proc/mounts. */
export function mountLines(system: System): string {
  return system.vfs.mounts.map((m) => `${m.source} ${m.point} ${m.type} ${m.options} 0 0\n`).join('');
}

/** State letter, as ps and /proc show it. */
export function stateLetter(process: Process): string {
  if (process.exit !== null) return 'Z';
  if (process.stopped) return 'T';
  if (process.wait?.on === 'thaw') return 'D';
  return process.wait === null && process.program.kind !== 'idle' ? 'R' : 'S';
}

const STATE_NAMES: Readonly<Record<string, string>> = {
  R: 'running',
  S: 'sleeping',
  D: 'disk sleep',
  T: 'stopped',
  Z: 'zombie',
};

function waitChannel(process: Process): string {
  switch (process.wait?.on) {
    case 'time':
      return 'hrtimer_nanosleep';
    case 'pipe':
      return 'pipe_wait';
    case 'child':
      return 'do_wait';
    case 'thaw':
      return 'percpu_rwsem_wait';
    case 'input':
      return 'n_tty_read';
    default:
      return process.program.kind === 'idle' ? 'poll_schedule_timeout' : '0';
  }
}

type Make = (system: System, process: Process) => string;

const FILES: Readonly<Record<string, Make>> = {
  cmdline: (_system, p) => p.argv.map((word) => `${word}\0`).join(''),
  comm: (_system, p) => `${p.comm}\n`,
  environ: (_system, p) =>
    Object.entries(p.env)
      .map(([k, v]) => `${k}=${v}\0`)
      .join(''),
  mounts: (system) => mountLines(system),
  wchan: (_system, p) => waitChannel(p),
  status: (_system, p) =>
    [
      `Name:\t${p.comm}`,
      `State:\t${stateLetter(p)} (${STATE_NAMES[stateLetter(p)]})`,
      `Tgid:\t${p.pid}`,
      `Pid:\t${p.pid}`,
      `PPid:\t${p.ppid}`,
      'TracerPid:\t0',
      `Uid:\t${p.uid}\t${p.uid}\t${p.uid}\t${p.uid}`,
      `Gid:\t${p.gid}\t${p.gid}\t${p.gid}\t${p.gid}`,
      `VmSize:\t${String(Math.max(p.mappedKb ?? 0, p.rssKb) + 4096).padStart(8)} kB`,
      `VmRSS:\t${String(p.rssKb).padStart(8)} kB`,
      'Threads:\t1',
      '',
    ].join('\n'),
  stat: (_system, p) => {
    const ticks = Math.floor(p.cpu / 10_000);
    const start = Math.floor(p.startedAt / 10_000);
    return `${p.pid} (${p.comm}) ${stateLetter(p)} ${p.ppid} ${p.pgid} ${p.sid} 0 -1 4194304 0 0 0 0 ${ticks} 0 0 0 20 0 1 0 ${start} ${(Math.max(p.mappedKb ?? 0, p.rssKb) + 4096) * 1024} ${Math.floor(p.rssKb / 4)} 18446744073709551615\n`;
  },
};

/** The part of /proc that belongs to processes. */
export function processNodes(system: System): GeneratedTree {
  const of = (path: string): { process: Process; rest: string } | undefined => {
    const [first = '', ...rest] = path.split('/');
    const pid = first === 'self' ? system.writing?.pid : Number(first);
    const process = pid === undefined ? undefined : system.process(pid);
    return process && { process, rest: rest.join('/') };
  };
  return {
    node(path): GeneratedNode | undefined {
      if (path === 'self') return { kind: 'link', target: String(system.writing?.pid ?? 1) };
      if (path === 'mounts') return { kind: 'link', target: 'self/mounts' };
      const found = of(path);
      if (!found) return undefined;
      const { process, rest } = found;
      if (rest === '' || rest === 'fd') return { kind: 'directory' };
      if (rest === 'cwd') return { kind: 'link', target: process.cwd };
      if (rest === 'root') return { kind: 'link', target: '/' };
      const descriptor = /^fd\/(\d+)$/.exec(rest)?.[1];
      if (descriptor !== undefined) {
        const id = process.fds[descriptor];
        return id === undefined ? undefined : { kind: 'link', target: describe(system, id) };
      }
      const make = FILES[rest];
      return make && { kind: 'file', read: () => make(system, process) };
    },
    list(path) {
      if (path === '') return [...system.all().map((p) => String(p.pid)), 'self', 'mounts'];
      const found = of(path);
      if (!found) return [];
      if (found.rest === 'fd') return Object.keys(found.process.fds);
      return found.rest === '' ? [...Object.keys(FILES), 'fd', 'cwd', 'root'] : [];
    },
  };
}

function describe(system: System, id: number): string {
  const d = system.files.description(id);
  if (d.k === 'file' || d.k === 'dev' || d.k === 'disk') return d.path;
  return d.k === 'pipe' ? `pipe:[${d.pipe}]` : '/dev/pts/0';
}

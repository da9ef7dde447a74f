/** Programs for builtins called by path, services, modules, udev and what else a person tries. */
import { beginShutdown } from '../boot/ending.ts';
import type { Tool, ToolCall } from '../process/tool.ts';
import { Errno } from '../vfs/errno.ts';
import { formatPrintf, unescapeText } from './printf.ts';

const echo: Tool = (t) => {
  const options = t.args.findIndex((a) => !/^-[neE]+$/.test(a));
  const flags = t.args.slice(0, options < 0 ? t.args.length : options).join('');
  const text = t.args.slice(options < 0 ? t.args.length : options).join(' ');
  const done = flags.includes('e') ? unescapeText(text, 'echo') : { text, stop: false };
  t.out(done.text + (flags.includes('n') || done.stop ? '' : '\n'));
  return 0;
};

const printf: Tool = (t) => {
  const [format, ...rest] = t.args;
  if (format === undefined) return t.fail('missing operand');
  const { text, errors } = formatPrintf(format, rest, t.system.wall);
  t.out(text);
  for (const error of errors) t.err(`printf: ${error}\n`);
  return errors.length > 0 ? 1 : 0;
};

const pwd: Tool = (t) => {
  t.out(`${t.process.cwd}\n`);
  return 0;
};

const tty: Tool = (t) => {
  t.out(t.process.tty ? `/dev/${t.process.tty}\n` : 'not a tty\n');
  return t.process.tty ? 0 : 1;
};

/** A file test as `[` by path: the common ones. */
const test: Tool = (t) => {
  const words = t.name === '[' ? t.args.slice(0, -1) : t.args;
  const [a = '', b = '', c = ''] = words;
  if (words.length === 1) return a !== '' ? 0 : 1;
  if (words.length === 2) {
    const found = t.find(b);
    if (a === '-z') return b === '' ? 0 : 1;
    if (a === '-n') return b !== '' ? 0 : 1;
    if (a === '!') return b === '' ? 0 : 1;
    if (found instanceof Errno) return 1;
    const types: Record<string, string> = { '-f': '-', '-d': 'd', '-b': 'b', '-c': 'c', '-p': 'p' };
    return a === '-e' || found.inode.t === types[a] || (a === '-s' && found.inode.s > 0) || /^-[rwx]$/.test(a) ? 0 : 1;
  }
  const n = [Number(a), Number(c)] as const;
  const table: Record<string, boolean> = {
    '=': a === c,
    '!=': a !== c,
    '-eq': n[0] === n[1],
    '-ne': n[0] !== n[1],
    '-lt': n[0] < n[1],
    '-le': n[0] <= n[1],
    '-gt': n[0] > n[1],
    '-ge': n[0] >= n[1],
  };
  return table[b] ? 0 : 1;
};

/** Verbs of systemctl that end the system. */
const ENDINGS: Readonly<Record<string, 'poweroff' | 'restart'>> = {
  reboot: 'restart',
  poweroff: 'poweroff',
  halt: 'poweroff',
};

/** State of a service of the profile. */
const service: Tool = (t) => {
  const modern = t.name === 'systemctl';
  const words = t.args.filter((a) => !a.startsWith('-'));
  const [verb = 'list-units', unit = ''] = modern ? words : [words[1] ?? 'status', words[0] ?? ''];
  const { units } = t.guest.run.services;
  const name = unit.replace(/\.service$/, '');
  const known = t.guest.profile.services.find((s) => s.name === name || s.name.startsWith(`${name}.`));
  const state = units[known?.name ?? name] ?? (known ? 'running' : undefined);
  const ending = modern ? ENDINGS[verb] : undefined;
  if (ending) {
    beginShutdown(t.guest, ending);
    return 0;
  }
  if (modern && (verb === 'daemon-reload' || verb === 'reset-failed')) return 0;
  if (modern && verb === 'status' && unit === '') {
    t.out(
      `* ${t.guest.state.installed?.hostName ?? 'localhost'}\n    State: running\n    Units: ${t.guest.profile.services.length} loaded (incl. loaded aliases)\n     Jobs: 0 queued\n   Failed: 0 units\n`,
    );
    return 0;
  }
  if (verb === 'is-system-running') {
    t.out('running\n');
    return 0;
  }
  if (verb === 'list-units' || words[0] === '--status-all') {
    for (const s of t.guest.profile.services)
      t.out(modern ? `  ${`${s.name}.service`.padEnd(30)} loaded active running ${s.name}\n` : ` [ + ]  ${s.name}\n`);
    return 0;
  }
  // Units are the profile's: there is nothing to read again.
  if (modern && verb === 'daemon-reload') return 0;
  if (!known) {
    if (modern) {
      t.err(
        verb === 'status'
          ? `Unit ${name}.service could not be found.\n`
          : `Failed to ${verb} ${name}.service: Unit ${name}.service not found.\n`,
      );
      return verb === 'status' ? 4 : verb === 'is-active' ? 3 : 5;
    }
    t.err(`service: no such service ${name}\n`);
    return 1;
  }
  const process = t.system.all().find((p) => p.program.kind === 'idle' && p.argv.join(' ') === known.command);
  switch (verb) {
    case 'is-active':
      t.out(state === 'running' ? 'active\n' : 'inactive\n');
      return state === 'running' ? 0 : 3;
    case 'is-enabled':
      t.out('enabled\n');
      return 0;
    case 'status':
      if (modern)
        t.out(
          `* ${name}.service - ${name}\n     Loaded: loaded (/lib/systemd/system/${name}.service; enabled; preset: enabled)\n     Active: ${state === 'running' ? 'active (running)' : 'inactive (dead)'}\n${process ? `   Main PID: ${process.pid} (${process.comm})\n` : ''}`,
        );
      else
        t.out(
          state === 'running'
            ? `Checking for service ${name}: ..running\n`
            : `Checking for service ${name}: ..unused\n`,
        );
      return state === 'running' ? 0 : 3;
    case 'stop':
    case 'start':
    case 'restart':
    case 'reload': {
      const running = verb !== 'stop';
      units[known.name] = running ? 'running' : 'stopped';
      if (!running && process) t.system.exit(process, 0);
      if (running && !process) {
        const argv = known.command.split(' ');
        t.system.spawn({
          program: { kind: 'idle' },
          comm: (argv[0] ?? '').replace(/^.*\//, '').slice(0, 15),
          argv,
          rssKb: known.rssKb,
        });
      }
      if (!modern) t.out(`${running ? 'Starting' : 'Shutting down'} ${name}: done\n`);
      t.guest.touch();
      return 0;
    }
    default:
      return unavailable(t, `'${verb}'`);
  }
};

const lscpu: Tool = (t) => {
  const { processors } = t.guest.run.hardware;
  const rows: [string, string | number][] = [
    ['Architecture', 'x86_64'],
    ['CPU op-mode(s)', '32-bit, 64-bit'],
    ['Byte Order', 'Little Endian'],
    ['CPU(s)', processors],
    ['On-line CPU(s) list', processors > 1 ? `0-${processors - 1}` : '0'],
    ['Hypervisor vendor', 'Microsoft'],
    ['Virtualization type', 'full'],
  ];
  for (const [name, value] of rows) t.out(`${`${name}:`.padEnd(23)}${value}\n`);
  return 0;
};

const lsscsi: Tool = (t) => {
  for (const device of t.guest.run.block.devices)
    t.out(`[${device.address.join(':')}]    disk    Msft     Virtual Disk     1.0   /dev/${device.name} \n`);
  return 0;
};

/** Shows swap areas; those of the profile are all there are. */
const swapon: Tool = (t) => {
  if (t.args.some((a) => !['-s', '--show', '--summary'].includes(a))) return unavailable(t, 'changing swap areas');
  const text = t.readFile('/proc/swaps');
  if (!(text instanceof Errno)) t.out(text);
  return 0;
};

/** What this guest does not have says so. */
function unavailable(t: ToolCall, what: string): number {
  t.err(`${t.name}: ${what} is not available in this simulated guest\n`);
  return 1;
}

/** Events of devices are handled at once and rules are read at each: there is never anything to wait for or to reload. */
const udevadm: Tool = (t) => {
  const [command = ''] = t.args;
  return ['settle', 'trigger', 'control'].includes(command) ? 0 : unavailable(t, command || 'that');
};

const stty: Tool = (t) => {
  if (t.process.tty) return unavailable(t, 'changing the terminal line');
  t.err("stty: 'standard input': Inappropriate ioctl for device\n");
  return 1;
};

const groups: Tool = (t) => {
  t.out(t.process.uid === 0 ? 'root\n' : `${t.process.gid}\n`);
  return 0;
};

const users: Tool = (t) => {
  t.out(Object.values(t.system.state.sessions).some((s) => s.tty) ? 'root\n' : '\n');
  return 0;
};

export const EXTRA_TOOLS: Readonly<Record<string, Tool>> = {
  echo,
  printf,
  pwd,
  tty,
  test,
  '[': test,
  true: () => 0,
  false: () => 1,
  service,
  systemctl: service,
  lscpu,
  lsscsi,
  swapon,
  groups,
  users,
  logname: users,
  udevadm,
  stty,
};

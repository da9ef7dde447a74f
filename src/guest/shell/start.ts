/** New shells: from a command line, and by forking. */
import type { System } from '../process/system.ts';
import type { Process } from '../process/types.ts';
import type { Frame, ShellState } from './state.ts';

interface Start {
  readonly options: Record<string, boolean>;
  readonly interactive: boolean;
  readonly name: string;
  readonly label: string;
}

const LONG: Readonly<Record<string, string>> = {
  errexit: 'e',
  nounset: 'u',
  xtrace: 'x',
  noglob: 'f',
  noexec: 'n',
  verbose: 'v',
  noclobber: 'C',
  allexport: 'a',
};

/** Options by letter; long names that have a letter are kept under it. */
export const optionKey = (name: string): string => LONG[name] ?? name;

export function newShell(system: System, process: Process, start: Start): ShellState {
  const options: Record<string, boolean> = {};
  for (const [name, on] of Object.entries(start.options)) options[optionKey(name)] = on;
  const shell: ShellState = {
    frames: [],
    vars: {},
    functions: {},
    aliases: {},
    options,
    name: start.name,
    args: [],
    status: 0,
    subStatus: null,
    pipeStatus: [0],
    lastBackground: null,
    jobs: [],
    traps: {},
    soft: false,
    interactive: start.interactive,
    reaped: {},
    dirs: [],
    line: 1,
    since: system.now,
    randomCount: 0,
    exiting: false,
    label: start.label,
    depth: 0,
    mainPid: process.pid,
    mainPpid: process.ppid,
  };
  for (const [name, v] of Object.entries(process.env)) shell.vars[name] = { v, x: true };
  shell.vars['PWD'] = { v: process.cwd, x: true };
  shell.vars['IFS'] = { v: ' \t\n' };
  shell.vars['OPTIND'] = { v: '1' };
  shell.vars['PS4'] = { v: '+ ' };
  shell.vars['HOSTNAME'] ??= { v: system.guest.state.installed?.hostName ?? 'localhost' };
  shell.vars['BASH'] = { v: '/bin/bash' };
  const level = Number(process.env['SHLVL'] ?? 0) + 1;
  shell.vars['SHLVL'] = { v: String(level), x: true };
  shell.vars['BASH_VERSION'] = { v: system.guest.profile.era === '2013' ? '3.2.51(1)-release' : '5.1.16(1)-release' };
  for (const letter of ignoredSignals(process)) shell.traps[letter] = '';
  return shell;
}

const ignoredSignals = (_process: Process): number[] => [];

/** A child that is a copy of the shell and does `frames`. */
export function forkShell(
  system: System,
  process: Process,
  shell: ShellState,
  frames: Frame[],
  fds?: Record<string, number>,
): Process {
  const { frames: _frames, jobs: _jobs, signals: _signals, ...rest } = shell;
  const copy: ShellState = { ...structuredClone(rest), frames, jobs: [], soft: false };
  copy.interactive = false;
  copy.depth++;
  // A caught signal does what it does by default in the child; an ignored one stays ignored.
  for (const [signal, action] of Object.entries(copy.traps)) if (action !== '') delete copy.traps[signal];
  copy.options['quiet'] = shell.frames.some((frame) => frame.quiet) || (shell.options['quiet'] ?? false);
  return system.spawn({
    parent: process,
    program: { kind: 'shell', shell: copy },
    comm: process.comm,
    argv: process.argv,
    rssKb: process.rssKb,
    ...(fds ? { fds } : {}),
  });
}

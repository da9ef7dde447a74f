/** Looking into a guest from outside: commands and interactive shells, as over ssh. */

import { type Guest, kernelAlive } from './guest.ts';
import { DEFAULT_PATH, execute, findProgram, startShell } from './process/exec.ts';
import { runDue, sendSignal } from './process/scheduler.ts';
import type { System } from './process/system.ts';
import type { Process } from './process/types.ts';
import { userland } from './process/userland.ts';
import { attempt, Errno } from './vfs/errno.ts';

export interface SessionRequest {
  /** Words of a command line; none: an interactive shell. */
  readonly words: readonly string[];
  /** All of standard input, as text; null: it is given later with `sendInput`. */
  readonly input: string | null;
  readonly terminal: boolean;
}

/** Why there is no session. */
export type Refusal = 'off' | 'noSystem' | 'booting' | 'notLinux' | 'stopped';

/** What a session put out since the last look, and how it ended. */
export interface SessionOutput {
  readonly chunks: readonly (readonly [fd: 1 | 2, text: string])[];
  /** Null while it runs; 255 when the machine went away under it. */
  readonly exit: number | null;
}

const bytes = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

/** Characters that only a shell understands. */
const META = /[|&;<>()$`\\"'*?[\]#~=%!{}\n]/;

/** Why nobody can look in now; undefined where one can. */
export function refusal(guest: Guest): Refusal | undefined {
  if (!guest.state.installed) return 'noSystem';
  if (!guest.state.run) return 'off';
  if (guest.profile.family !== 'linux') return 'notLinux';
  const { stage } = guest.run;
  if (stage === 'running' || stage === 'stopping') return undefined;
  return kernelAlive(guest) || stage === 'firmware' ? 'booting' : 'stopped';
}

/** Starts a command or a shell; gives the number of its session. To be called inside `act`. */
export function startSession(guest: Guest, request: SessionRequest): number {
  const system = systemOf(guest);
  const id = system.state.next++;
  system.state.sessions[id] = {
    out: [],
    input: request.input === null ? '' : bytes(request.input),
    eof: request.input !== null,
    tty: request.terminal,
    leader: 0,
    exit: null,
  };
  const ends = ([0, 1, 2] as const).map((as) => system.files.sessionEnd(id, as));
  const process = system.spawn({
    program: { kind: 'idle' },
    fds: { 0: ends[0] as number, 1: ends[1] as number, 2: ends[2] as number },
    session: id,
    cwd: '/root',
    tty: request.terminal ? 'pts/0' : null,
    env: environment(guest, request.terminal),
  });
  const session = system.session(id);
  if (session) session.leader = process.pid;
  start(system, process, request.words.map(bytes), request.terminal);
  runDue(system);
  return id;
}

function environment(guest: Guest, terminal: boolean): Record<string, string> {
  return {
    HOME: '/root',
    USER: 'root',
    LOGNAME: 'root',
    SHELL: guest.profile.shell,
    PATH: DEFAULT_PATH,
    ...(terminal ? { TERM: 'xterm' } : {}),
    LANG: guest.profile.era === 'modern' ? 'C.UTF-8' : 'POSIX',
  };
}

function start(system: System, process: Process, words: string[], terminal: boolean): void {
  if (words.length === 0) {
    process.comm = 'bash';
    process.argv = ['-bash'];
    startShell(system, process, terminal ? ['-bash', '-i'] : ['bash']);
    if (process.program.kind === 'shell') process.program.shell.label = '-bash';
    return;
  }
  // Like ssh, one string for the shell; but without anything that only a shell understands the words are run as they are.
  const plain =
    words.length > 1
      ? words.every((word) => !META.test(word))
      : !META.test(words[0] as string) && !/\s/.test(words[0] as string);
  const path = plain ? findProgram(system, process, words[0] as string) : undefined;
  if (path !== undefined) {
    const done = attempt(() => execute(system, process, path, words));
    if (!(done instanceof Errno)) return;
  }
  process.comm = 'bash';
  process.argv = ['bash', '-c', words.join(' ')];
  startShell(system, process, ['bash', '-c', words.join(' ')]);
}

/** More input, bytes where it is no text; null: its end. */
export function sendInput(guest: Guest, id: number, input: string | Buffer | null): void {
  const system = systemOf(guest);
  const session = system.session(id);
  if (!session) return;
  if (input === null) session.eof = true;
  else session.input += typeof input === 'string' ? bytes(input) : input.toString('latin1');
  for (const process of system.all()) system.wake(process, (wait) => wait.on === 'input' && wait.session === id);
  guest.touch();
  runDue(system);
}

/** Ctrl-C and its kin: to the session's processes that are not in the background. */
export function interruptSession(guest: Guest, id: number, signal = 2): void {
  const system = systemOf(guest);
  const session = system.session(id);
  if (!session) return;
  const background = new Set(
    system
      .all()
      .filter((p) => p.pgid === p.pid && p.pid !== session.leader)
      .map((p) => p.pgid),
  );
  for (const process of system.all()) {
    if (process.session === id && !background.has(process.pgid)) sendSignal(system, process, signal);
  }
  runDue(system);
}

/** Takes what was put out. */
export function readSession(guest: Guest, id: number): SessionOutput {
  const system = guest.state.run ? userland.system(guest) : undefined;
  const session = system?.session(id);
  if (!system || !session) return { chunks: [], exit: 255 };
  const chunks = session.out;
  session.out = [];
  if (chunks.length > 0) {
    guest.touch();
    for (const process of system.all()) system.wake(process, (wait) => wait.on === 'output' && wait.session === id);
    runDue(system);
  }
  // What was written meanwhile is taken before the end is told.
  return { chunks, exit: session.out.length > 0 ? null : session.exit };
}

/** True where there is something to take. */
export function sessionHasNews(guest: Guest, id: number): boolean {
  const session = guest.state.run ? userland.system(guest)?.session(id) : undefined;
  return !session || session.exit !== null || session.out.length > 0;
}

/** True where something waits for the session's input. */
export function sessionReads(guest: Guest, id: number): boolean {
  const system = guest.state.run ? userland.system(guest) : undefined;
  return system?.all().some((p) => p.wait?.on === 'input' && p.wait.session === id) ?? false;
}

/** The other end is gone: its processes get a hang-up, what goes on in the background goes on. */
export function closeSession(guest: Guest, id: number): void {
  if (!guest.state.run) return;
  const system = userland.system(guest);
  const session = system?.session(id);
  if (!system || !session) return;
  if (session.exit === null) interruptSession(guest, id, 1);
  delete system.state.sessions[id];
  guest.touch();
}

function systemOf(guest: Guest): System {
  const system = userland.system(guest);
  if (!system) throw new Error('no user space runs');
  return system;
}

/** Text as a person reads it. */
export const text = (data: string): string => Buffer.from(data, 'latin1').toString('utf8');

/** What a terminal shows before the next line: a prompt, its continuation, or nothing because a program reads. */
export function sessionPrompt(guest: Guest, id: number): string {
  const system = userland.system(guest);
  const session = system?.session(id);
  const shell = session && system?.process(session.leader);
  if (!system || !shell || shell.program.kind !== 'shell' || shell.wait?.on !== 'input') return '';
  const frame = shell.program.shell.frames.at(-1);
  if (frame?.k !== 'input') return '';
  if (frame.text) return '> ';
  const name = (guest.state.installed?.hostName ?? 'localhost').split('.')[0] as string;
  const where = shell.program.shell.vars['PWD']?.v ?? shell.cwd;
  const home = where === '/root' ? '~' : where.startsWith('/root/') ? `~${where.slice(5)}` : where;
  const { distribution } = guest.profile;
  if (/^SLES/i.test(distribution)) return `${name}:${text(home)} # `;
  if (/^(Ubuntu|Debian)/i.test(distribution)) return `root@${name}:${text(home)}# `;
  return `[root@${name} ${where === '/root' ? '~' : text(where.split('/').at(-1) || '/')}]# `;
}

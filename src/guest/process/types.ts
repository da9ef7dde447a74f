/** Processes, open files and pipes as plain JSON: they are stored with the guest at any moment and go on elsewhere. */
import type { Json } from '../../lab/store.ts';
import type { ShellState } from '../shell/state.ts';

/** Why a process does not run. */
export type Wait =
  /** Until this monotonic time. */
  | { readonly on: 'time'; readonly at: number }
  /** Until something can be read from, or written to, a pipe. */
  | { readonly on: 'pipe'; readonly pipe: number }
  /** Until a child changes its state. */
  | { readonly on: 'child' }
  /** Until the person or program at the other end of the session types something. */
  | { readonly on: 'input'; readonly session: number }
  /** Until somebody takes what the session has put out. */
  | { readonly on: 'output'; readonly session: number }
  /** Until a frozen file system thaws. */
  | { readonly on: 'thaw'; readonly point: string }
  /** Until a signal. */
  | { readonly on: 'signal' };

/** What a process runs. */
export type Program =
  | { kind: 'tool'; name: string; argv: string[]; state: { [key: string]: Json } }
  | { kind: 'shell'; shell: ShellState }
  /** A service of the distribution, or a kernel thread: it only waits. */
  | { kind: 'idle' };

export interface Process {
  pid: number;
  ppid: number;
  pgid: number;
  sid: number;
  tty: string | null;
  uid: number;
  gid: number;
  groups: number[];
  /** Name as `ps` without -f shows it. */
  comm: string;
  argv: string[];
  cwd: string;
  umask: number;
  env: Record<string, string>;
  /** Open file descriptions by descriptor. */
  fds: Record<string, number>;
  /** Anonymous memory in use, kB. */
  rssKb: number;
  /** Anonymous memory mapped, kB, where that is more: the kernel counts it as committed before a page is touched. */
  mappedKb?: number;
  startedAt: number;
  /** Processor time used, micros. */
  cpu: number;
  wait: Wait | null;
  stopped: boolean;
  /** From when it may run (monotonic) and its place among those of the same time. */
  ready: number;
  turn: number;
  /** Steps done since it last waited or gave way. */
  burst: number;
  /** Wait status when it is a zombie: exit code, or 128 + signal. */
  exit: number | null;
  pending: number[];
  ignored: number[];
  /** Sent when its parent ends (prctl PR_SET_PDEATHSIG). */
  deathSignal?: number;
  session: number | null;
  program: Program;
  /** Output of a tool not yet written. */
  out: [fd: number, data: string][];
  /** Exit code that a tool gave while output is still to be written. */
  leaving: number | null;
}

/** An open file description. */
export type Description = { refs: number } & (
  | {
      k: 'file';
      fs: string;
      point: string;
      ino: number;
      path: string;
      o: number;
      r: boolean;
      w: boolean;
      app: boolean;
      snap?: string;
    }
  | { k: 'dev'; path: string; major: number; minor: number; o: number; r: boolean; w: boolean; at?: number }
  | { k: 'disk'; path: string; name: string; o: number; r: boolean; w: boolean }
  | { k: 'pipe'; pipe: number; end: 'r' | 'w' }
  | { k: 'session'; session: number; as: 0 | 1 | 2; r: boolean; w: boolean }
);

export interface Pipe {
  data: string;
  readers: number;
  writers: number;
}

/** A command or a person that looks in from outside. */
export interface Session {
  /** Output not yet taken: descriptor and bytes. */
  out: [1 | 2, string][];
  input: string;
  eof: boolean;
  tty: boolean;
  leader: number;
  /** Set when the leader ended. */
  exit: number | null;
}

/** All of it. */
export interface ProcessState {
  nextPid: number;
  next: number;
  processes: Record<string, Process>;
  descriptions: Record<string, Description>;
  pipes: Record<string, Pipe>;
  sessions: Record<string, Session>;
  /** Parse trees of running scripts and of functions. */
  programs: Record<string, Json>;
}

export const PIPE_CAPACITY = 65_536;
/** Bytes that a session holds for its other end: the size of OpenSSH's channel windows. */
export const SESSION_WINDOW = 2_097_152;

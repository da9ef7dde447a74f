/**
 * What every part of this room is handed: the state, the profile, the host's end, time and the queue. `index.ts` makes one
 * for a machine.
 */

import type { RandomStream } from '../lab/random.ts';
import type { Json } from '../lab/store.ts';
import type { Micros } from '../lab/time.ts';
import type { Packet } from '../vmbus/channels.ts';
import type { HostPort } from '../vmbus/port.ts';
import type { Profile } from './profiles/profile.ts';
import type { GuestState, Monotonic, RunState } from './state.ts';
import type { UserSpace } from './userspace.ts';

/** Kernel log levels. */
export const LEVEL = {
  emergency: 0,
  alert: 1,
  critical: 2,
  error: 3,
  warning: 4,
  notice: 5,
  info: 6,
  debug: 7,
} as const;

export interface Guest {
  readonly state: GuestState;
  /** @throws Error when the machine is off: nothing may ask then */
  readonly run: RunState;
  readonly profile: Profile;
  readonly host: HostPort;
  readonly userSpace: UserSpace;
  /** Micros since power-on, standing still with the machine. */
  readonly now: Monotonic;
  /** The guest's own wall clock, micros since 1970. */
  readonly wall: Micros;
  /** Micros since the kernel began: what uptime and printk count; 0 before. */
  readonly uptime: number;
  /** A stream of numbers for one purpose of this boot. */
  random(purpose: string, counter?: number): RandomStream;
  /** A GUID that is the same at every boot of this machine. */
  guid(purpose: string): string;
  /** Queues an event of the kernel side `delay` micros from now. */
  schedule(kind: string, delay: number, data?: Json): void;
  /** Takes all queued events of a kind away. */
  cancel(kind: string): void;
  /** Adds a line to the kernel log, `back` micros ago. */
  log(text: string, level?: number, back?: number): void;
  /** Adds lines whose times are spread over the last `span` micros. */
  logSpread(lines: readonly string[], span: number, level?: number): void;
  /** Sends on a channel now. */
  send(packet: Packet): void;
  /** Power goes: nothing of this run is left. After `reset` the host switches on again. */
  end(exit: 'poweroff' | 'reset'): void;
  /** Reports a crash to the host (the crash registers and the message); the machine goes on standing there. */
  crashed(parameters: readonly string[], message: string): void;
  /** Says that something changed and must be stored. Everything above does so by itself. */
  touch(): void;
}

/** True where the kernel runs (also in the middle of its boot), false in firmware, after a panic or when off. */
export function kernelAlive(guest: Guest): boolean {
  const stage = guest.state.run?.stage;
  return stage === 'kernel' || stage === 'services' || stage === 'running' || stage === 'stopping';
}

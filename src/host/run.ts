/** What is there of a machine only between power-on and power-off: the host's side of its channels, timers, memory held. */
import type { Micros } from '../lab/time.ts';
import type { ServiceKey } from './types.ts';

/** The host's end of one integration channel while the machine runs. */
export interface ServiceRun {
  /** Null until the guest answered the negotiation. */
  negotiated: { framework: string; service: string } | null;
  /** The guest's end went silent at this time. */
  silentSince: Micros | null;
  /** The guest answered, but with no version of ours. */
  mismatch: boolean;
}

/** The host's end of the dynamic-memory channel while the machine runs. */
export interface MemoryRun {
  /** Bytes of host memory this machine holds now. */
  assigned: number;
  /** Bytes the guest was started with; what e820 shows. */
  bootBytes: number;
  /** Bytes in ballooned pages, as the guest reported them. */
  ballooned: number;
  /** Ballooned runs in the order granted, [first page, pages]: what may be asked back. */
  ranges: [number, number][];
  /** Bytes hot-added on top of `bootBytes`. */
  hotAdded: number;
  /** First page number behind all memory given so far. */
  endPage: number;
  /** What the driver said it can do; null until it reported. */
  capabilities: { balloon: boolean; hotAdd: boolean; alignmentMb: number } | null;
  version: number | null;
  /** Last pressure report, in pages; null before the first. */
  committedPages: number | null;
  availablePages: number | null;
  /** What the host waits for; one request at a time. */
  waiting: null | { kind: 'balloon' | 'unballoon' | 'hotAdd'; pages: number; since: Micros };
  /** The guest gave less than asked or refused; not asked again before this time. */
  balloonRetryAt: Micros;
  hotAddRetryAt: Micros;
  /** The guest said hot-add will never work. */
  hotAddOff: boolean;
  /** Bytes asked for by a runtime change of static memory; null where none is under way. */
  resizeTo: number | null;
  /** Memory is taken away for idleness only after this time: growth is followed by a calm while. */
  trimAfter: Micros;
  /** Recent course: time, assigned bytes, demanded bytes, oldest first. */
  curve: [Micros, number, number][];
}

/** Something that happens to a machine at a time, unless something else comes first. */
export interface Timer {
  at: Micros;
  kind: TimerKind;
}
export type TimerKind =
  /** The state's transition is complete. */
  | 'transition'
  /** No answer to, or no result of, a shutdown request. */
  | 'shutdownTimeout'
  /** A start waited in vain for memory that others should give back. */
  | 'startTimeout'
  /** The key-value pairs are asked for again. */
  | 'kvp'
  /** The guest ended its run (see `run.exit`). */
  | 'exit';

/** Why and how a guest's run ended, kept until the host has acted on it. */
export interface ExitRecord {
  kind: 'poweroff' | 'reset' | 'crash';
  parameters?: string[];
  message?: string;
}

/** A shutdown under way or just ended. */
export interface ShutdownRun {
  requestedAt: Micros;
  restart: boolean;
  /** HRESULT of the guest's answer; null: none yet. */
  status: number | null;
  outcome: 'pending' | 'done' | 'refused' | 'timedOut';
}

/** What is there only between power-on and power-off (kept while saved). */
export interface VmRun {
  /** When the machine was powered on; the base of its uptime, moved later by every pause. */
  upSince: Micros;
  /** Since when it stands still (paused, saved); null while it runs and before it was powered on. */
  stoodSince: Micros | null;
  /** Bytes that a start waits for; null where it has them. */
  waitsFor: number | null;
  memory: MemoryRun;
  services: Partial<Record<ServiceKey, ServiceRun>>;
  /** Channels that the guest's drivers have open. */
  openChannels: string[];
  /** Key-value pairs the guest reported (pool "auto"). */
  kvp: Record<string, string>;
  /** Index of the pair asked for; null where no enumeration is under way. */
  kvpIndex: number | null;
  /** Enumerations begun since the last complete one. */
  kvpTries: number;
  exit: ExitRecord | null;
  shutdown: ShutdownRun | null;
  /** Ordinal of this boot since power-on, counted by resets. */
  boots: number;
}

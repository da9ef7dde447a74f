/**
 * What the kernel side asks of processes and file systems, and what it tells them. `process/` and `vfs/` fulfil it; a
 * machine without them (a Windows guest, a test) uses `noUserSpace`.
 */
import type { Guest } from './guest.ts';
import type { BlockDevice } from './state.ts';

/** Memory of all processes now, in pages of 4096 bytes. */
export interface MemoryUse {
  /** Anonymous pages in memory. */
  readonly anonymous: number;
  /** Address space promised (Committed_AS), the anonymous pages included. */
  readonly committed: number;
  /** Shared memory and tmpfs, part of `Cached`. */
  readonly shared: number;
  /** True while a workload is changing its memory: the pressure report then looks every second. */
  readonly changing: boolean;
}

/** A process as the OOM killer sees it. */
export interface OomVictim {
  readonly pid: number;
  readonly name: string;
  readonly uid: number;
  readonly totalVmKb: number;
  readonly anonymousKb: number;
  readonly fileKb: number;
  readonly score: number;
}

/** Why user space is told to end. */
export type Ending = 'poweroff' | 'restart';

export interface UserSpace {
  /** The kernel starts init: mount the root file system, create the processes. */
  start(guest: Guest): void;
  /** The services are up (the stage is `running` from now on). */
  started(guest: Guest): void;
  /** Power is gone, or the kernel panicked: nothing runs any more. `clean` after a shutdown that wrote everything. */
  stop(guest: Guest, clean: boolean): void;
  /** Memory of all processes; null: the figures of the profile hold. */
  memory(guest: Guest): MemoryUse | null;
  /** Processors' worth of time in use now, 0 to the number of processors. */
  load(guest: Guest): number;
  /** Monotonic time of the next thing user space does by itself; null where everything waits. */
  nextAt(guest: Guest): number | null;
  /** Runs user space up to and including `guest.now`. */
  run(guest: Guest): void;
  /** Everything that happened at one moment is done: what is cached is written where it is stored. */
  settle?(guest: Guest): void;
  /** The biggest process; undefined where none can be killed. */
  oomVictim(guest: Guest): OomVictim | undefined;
  kill(guest: Guest, pid: number, signal: number): void;
  /** True where a udev rule onlines new memory; left out: as the profile says. */
  onlinesMemory?(guest: Guest): boolean;
  /** A driver starts a thread of its own, which `ps` shows. */
  kernelThread?(guest: Guest, name: string): void;
  /** True while a process of this name runs; left out: daemons run as long as the system does. */
  runs?(guest: Guest, name: string): boolean;
  /** A block device appeared. */
  attached(guest: Guest, device: BlockDevice): void;
  /** A block device vanished: what is mounted there sees errors. */
  detached(guest: Guest, device: BlockDevice): void;
  /** The kernel has a new size for a device (udev's change event): where the setting is on, the file system grows. */
  capacityChanged(guest: Guest, device: BlockDevice, oldSectors: number): void;
  /** Texts that only user space knows, for /proc: `mounts`, and counts of processes for loadavg and stat. */
  mounts(guest: Guest): string;
  processes(guest: Guest): { readonly running: number; readonly total: number; readonly lastPid: number };
}

/** User space that does nothing. */
export const noUserSpace: UserSpace = {
  start() {},
  started() {},
  stop() {},
  memory: () => null,
  load: () => 0,
  nextAt: () => null,
  run() {},
  oomVictim: () => undefined,
  kill() {},
  attached() {},
  detached() {},
  capacityChanged() {},
  mounts: () => '',
  processes: () => ({ running: 1, total: 1, lastPid: 1 }),
};

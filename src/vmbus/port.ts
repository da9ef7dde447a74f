/**
 * Where host and guest meet. `host/` drives a guest through `GuestPort`; a guest reaches its host through `HostPort`; both
 * speak the channel messages of this room. Neither room imports the other.
 *
 * All calls are synchronous and happen at a given lab time; a guest never looks at a clock. Between calls nothing runs: the
 * engine asks `nextEventAt` and calls `advanceTo` in time order over all machines of a host.
 */
import type { Random } from '../lab/random.ts';
import type { Json } from '../lab/store.ts';
import type { Micros } from '../lab/time.ts';
import type { Packet } from './channels.ts';

/** A disk as the machine's storage controller shows it now. Asked at every I/O: the file is the truth about its size. */
export interface DiskView {
  /** The disk's own identifier (VHDX DataWriteGuid's sibling, the VHD's unique id): the key of its contents. */
  readonly diskId: string;
  readonly sizeBytes: number;
  readonly logicalSectorBytes: 512 | 4096;
  readonly physicalSectorBytes: 512 | 4096;
  readonly readOnly: boolean;
}

/** Where a disk is plugged. */
export interface DiskSlot {
  readonly controller: 'IDE' | 'SCSI';
  readonly number: number;
  readonly location: number;
}

/** A disk in a slot. */
export interface AttachedDisk extends DiskSlot {
  readonly diskId: string;
}

/** A network adapter as the guest finds it. */
export interface AdapterView {
  readonly id: string;
  readonly macAddress: string;
  readonly legacy: boolean;
  readonly switchName: string | null;
}

/** The machine's hardware, fixed between power-on and power-off except for what channels change. */
export interface Hardware {
  readonly vmId: string;
  readonly vmName: string;
  readonly generation: 1 | 2;
  readonly processors: number;
  /** RAM at power-on, bytes: the startup memory (or what smart paging gave). */
  readonly memoryBytes: number;
  /** With dynamic memory: up to where memory may be hot-added; equals memoryBytes where static. */
  readonly maximumMemoryBytes: number;
  readonly dynamicMemory: boolean;
  /** Gap below 4 GB, bytes. */
  readonly lowGapBytes: number;
  /** Gap above 4 GB, bytes. */
  readonly highGapBytes: number;
  /** Where the high gap begins, bytes. */
  readonly highGapBase: number;
  readonly disks: readonly AttachedDisk[];
  /** Number of SCSI controllers, with or without disks. */
  readonly scsiControllers: number;
  readonly adapters: readonly AdapterView[];
  /** Enabled integration services. */
  readonly services: readonly IntegrationService[];
  readonly host: HostFacts;
}

export type IntegrationService = 'heartbeat' | 'shutdown' | 'timesync' | 'kvp' | 'vss' | 'guestService';

/** What a guest can learn about its host: from the host profile, never by comparing builds. */
export interface HostFacts {
  readonly build: number;
  /** As hv_vmbus prints it: `9600-6.3-0-0.16384`. */
  readonly buildText: string;
  /** Newest VMBus version offered: major << 16 | minor. */
  readonly vmbusVersion: number;
  readonly biosVersion: string;
  /** As DMI shows it, such as `05/23/2012`. */
  readonly biosDate: string;
  /** CPUs that the firmware lists, at least. */
  readonly firmwareProcessors: number;
  readonly computerName: string;
}

/** The guest's end of a machine, as `host/` sees it. */
export interface GuestPort {
  /** Power came on: firmware, boot loader, kernel; the boot goes on by events. */
  powerOn(hardware: Hardware, at: Micros): void;
  /** Power was cut: all that is volatile is gone. */
  powerOff(at: Micros): void;
  /** The machine ran again after standing still since `stoodSince` (pause, saved state): timers shift, memory is as it was. */
  resume(stoodSince: Micros, at: Micros): void;
  /** A message arrived on a channel. Answers go out through `HostPort.send`, at the same time or later. */
  deliver(packet: Packet, at: Micros): void;
  /** A non-maskable interrupt: on every virtual processor, or on the first only. */
  injectNmi(target: 'all' | 'first', at: Micros): void;
  /** When the guest next has something to do by itself; null where it is idle for good. */
  readonly nextEventAt: Micros | null;
  /** Does everything due up to and at `at`, in time order. */
  advanceTo(at: Micros): void;
  /** Share of the processors' time in use now, 0 to 1. */
  readonly cpuShare: number;
  /** Name of the installed system; empty where there is none. */
  readonly system: string;
  /** The last lines of the kernel log, oldest first; none where the system keeps none that can be seen from outside. */
  lastLines(count: number): readonly string[];
  /** The whole inside, for the store. */
  save(): Json;
  /** True where anything changed since it was loaded or saved last. */
  readonly dirty: boolean;
}

/** How a guest's run ended by itself. */
export type GuestExit =
  | { readonly kind: 'poweroff' }
  | { readonly kind: 'reset' }
  | { readonly kind: 'crash'; readonly parameters: readonly string[]; readonly message: string };

/** The host's end of a machine, as `guest/` sees it. */
export interface HostPort {
  /** A message from the guest. Answers may be delivered before this returns. */
  send(packet: Packet, at: Micros): void;
  /** The guest powered off, asked for a reset, or crashed and reported it. */
  exited(exit: GuestExit, at: Micros): void;
  /** The disk in this slot now; undefined where the slot is empty. */
  disk(slot: DiskSlot): DiskView | undefined;
  /** What guests wrote to this disk; null where nothing is known (a new or foreign disk). */
  readContent(diskId: string): Json;
  /** Stores it, committed with everything else. */
  writeContent(diskId: string, content: Json): void;
  /** A fresh name for a random stream's entity: the VM's id. */
  readonly vmId: string;
}

/**
 * Makes the guest's end of a machine from what `GuestPort.save` gave last (null: a machine that never ran and has nothing
 * installed). Called each time the machine is loaded from the store, then either `powerOn` follows or the guest goes on.
 *
 * A channel begins with the guest's `open` on the bus: the host then delivers `negotiate` on an integration channel, the guest
 * speaks first on the others. After `exited` with `poweroff` or `reset` the host cuts power, and for a reset powers on again,
 * at the same lab time but never from within the guest's own call. After a crash the machine stays on: whether it dumps,
 * halts or asks for a reset is the guest's own setting.
 */
export type GuestFactory = (saved: Json | null, host: HostPort, random: Random) => GuestPort;

/**
 * The whole inside of a virtual machine as one JSON document: what the store keeps and `GuestPort.save` gives. Each
 * sub-state belongs to one part of this room and only that part changes it; everybody may read all of it.
 *
 * Time inside `run` is monotonic: microseconds since power-on (or reset), standing still while the machine is paused or
 * saved. A resume therefore shifts nothing but `run.bootedAt`.
 */
import type { Json } from '../lab/store.ts';
import type { Micros } from '../lab/time.ts';
import type { PageRange } from '../vmbus/balloon.ts';
import type { IcVersion } from '../vmbus/integration.ts';
import type { KvpPair, KvpPool } from '../vmbus/kvp.ts';
import type { DiskSlot, Hardware } from '../vmbus/port.ts';

/** Micros since power-on, standing still with the machine. */
export type Monotonic = number;

export interface GuestState {
  format: 1;
  /** What survives power-off; null: no operating system, the machine finds nothing to boot. */
  installed: Installed | null;
  /** Null when off. */
  run: RunState | null;
  /** How often this machine was powered on or reset: a part of the names of random streams. */
  boots: number;
}

/** The installed operating system. Files that were changed are in the root file system, not here. */
export interface Installed {
  /** Key of the distribution profile, such as `sles-11-sp3`. */
  profile: string;
  hostName: string;
  /**
   * The attached disk that holds the root file system, by its identifier; null: a disk of the profile's own, which no VHD
   * stands behind, plugged in before all others.
   */
  rootDiskId: string | null;
  /** Arguments added to the kernel command line of the profile. */
  kernelArguments: string[];
  /** Key-value pools that the KVP daemon keeps on disk: 0 (external) and 1 (guest). */
  kvpPools: { external: KvpPair[]; guest: KvpPair[] };
}

/**
 * `firmware` → `kernel` → `services` → `running` → `stopping` → (off or firmware again). `noBootDevice` and `halted` stay;
 * `panicked` stays until a reset or `kernel.panic` seconds have passed.
 */
export type Stage =
  | 'firmware'
  | 'noBootDevice'
  | 'kernel'
  | 'services'
  | 'running'
  | 'stopping'
  | 'halted'
  | 'panicked';

export interface RunState {
  /** Lab time at monotonic 0; moves forward when the machine stood still. */
  bootedAt: Micros;
  /** Wall clock of the guest at monotonic 0: what `date` shows is this plus monotonic time. */
  wallBase: Micros;
  /** When the kernel's own clock (printk, uptime) began; null before. */
  kernelStart: Monotonic | null;
  stage: Stage;
  /** Index of the next step of the boot. */
  bootStep: number;
  hardware: Hardware;
  /** What happens next, in order of time, then of sequence. */
  queue: QueuedEvent[];
  sequence: number;
  kernel: KernelState;
  memory: MemoryState;
  block: BlockState;
  drivers: DriverState;
  services: ServiceState;
  /** Mounts, open files and caches: owned by `vfs/`. */
  fs: Json;
  /** Process table: owned by `process/`. */
  processes: Json;
}

/** An event of the kernel side. `kind` is a key of the table of handlers. */
export interface QueuedEvent {
  at: Monotonic;
  sequence: number;
  kind: string;
  data: Json;
}

/** A line of the kernel log: micros since the kernel began, level 0 to 7, text without time stamp. */
export type LogLine = [at: number, level: number, text: string];

export interface KernelState {
  /** The ring: oldest lines are dropped when `log_buf_len` of the profile is full. */
  log: LogLine[];
  /** Values of /proc/sys that were written, by path below it (`kernel/panic`); the rest are the profile's. */
  sysctl: Record<string, string>;
  commandLine: string;
  /** NMIs taken, by processor. */
  nmi: number[];
  /** Interrupts counted by event: hypervisor callbacks by processor. The rest of /proc/interrupts grows with time. */
  callbacks: number[];
  panic: { at: Monotonic; text: string } | null;
}

/** One 128 MiB (or larger) block of hot-added memory. */
export interface MemoryBlock {
  /** Physical address divided by the block size: N of memoryN. */
  index: number;
  online: boolean;
  /** Pages of it that the host stands behind; the rest stay reserved. */
  backedPages: number;
}

export interface MemoryState {
  /** Hot-added blocks, by index. */
  blocks: MemoryBlock[];
  /** True once a block went online in a zone that was empty: its three lines are printed once. */
  zoneBuilt: boolean;
  /** Pages given to the host, as sorted runs. */
  ballooned: PageRange[];
  /**
   * Page cache of files and of block devices (`Cached`, `Buffers`), pages, the last one in part; the kernel drops it where
   * memory is short.
   */
  cachePages: number;
  bufferPages: number;
  /** Of these, not yet written when the last one was dirtied, at `dirtySince`; written back within half a minute. */
  dirtyPages: number;
  dirtySince: Monotonic;
  /** `auto_online_blocks`: the kernel onlines new blocks by itself. */
  autoOnline: boolean;
  swapTotalPages: number;
  swapUsedPages: number;
  oomKills: number;
}

export interface BlockState {
  devices: BlockDevice[];
  /** SCSI host numbers in order of probing: `scsi hostN` of each controller. */
  hosts: ScsiHost[];
}

export interface ScsiHost {
  number: number;
  driver: 'ata_piix' | 'storvsc' | 'builtin';
  /** Controller on the machine; null where it is only on the guest's side. */
  controller: 'IDE' | 'SCSI' | null;
  controllerNumber: number;
}

/** Where a device is plugged: a slot of the machine, or the profile's own disk. */
export type BlockSlot = DiskSlot | 'builtin';

export interface BlockDevice {
  /** `sda`, `sdb` ...: the first free name when it was found. */
  name: string;
  /** 0 for sda: minors are 16 times this. */
  index: number;
  slot: BlockSlot;
  /** host, channel, target, lun. */
  address: [number, number, number, number];
  /** Key of the contents: `HostPort.readContent`. */
  diskId: string;
  /** Size that the guest knows, in 512-byte units; the disk itself may have grown since. */
  sectors: number;
  logicalSectorBytes: 512 | 4096;
  physicalSectorBytes: 512 | 4096;
  readOnly: boolean;
  /** Partitions as the kernel knows them (read at attach and on BLKRRPART). */
  partitions: Partition[];
  /** Sectors and operations done since attach. */
  stats: { reads: number; readSectors: number; writes: number; writtenSectors: number };
}

export interface Partition {
  /** 1 for sdb1. */
  number: number;
  /** In 512-byte units. */
  start: number;
  sectors: number;
}

/**
 * What is stored for a disk by its identifier (`HostPort.readContent`): the partition table, and per volume (key `0` for the
 * whole disk, else the partition's start sector) what `vfs/` keeps there.
 */
export interface DiskContent {
  table: PartitionTable | null;
  volumes: Record<string, Json>;
}

export interface PartitionTable {
  label: 'dos' | 'gpt';
  /** Disk identifier: 8 hex digits for dos, a GUID for gpt. */
  id: string;
  partitions: TablePartition[];
  /** Size of the disk when the table was written, 512-byte units: where the backup GPT is. */
  diskSectors: number;
}

export interface TablePartition extends Partition {
  /** dos: two hex digits (`83`); gpt: the type GUID. */
  type: string;
  uuid: string;
  bootable: boolean;
}

/** A device on the bus. */
export interface BusDevice {
  /** Key of the table of device classes: `heartbeat`, `storage`, `video` ... */
  name: string;
  instance: number;
  classId: string;
  deviceId: string;
  /** True once a driver opened its channel. */
  open: boolean;
}

/** Where an integration channel stands. */
export interface IcState {
  phase: 'closed' | 'open' | 'ready';
  /** The host's negotiation, kept until the driver (for key-value pairs: the daemon) is there to answer it. */
  offer: { frameworks: IcVersion[]; services: IcVersion[] } | null;
  framework: IcVersion | null;
  service: IcVersion | null;
}

export interface DriverState {
  /** Negotiated VMBus version, major << 16 | minor; null before or without the driver. */
  bus: number | null;
  /** Devices that the host offered, in order: the first is `vmbus_0_1`. */
  channels: BusDevice[];
  /** True once hv_utils is loaded. */
  utilities: boolean;
  heartbeat: IcState & { sequence: number };
  shutdown: IcState & { requested: 'poweroff' | 'restart' | null };
  timesync: IcState & { sync: number };
  kvp: IcState & { daemon: boolean };
  balloon: BalloonState;
  storage: { instance: number; version: number | null }[];
}

/** States of hv_balloon (drivers/hv/hv_balloon.c): 0 to 5 in this order. */
export type BalloonPhase = 'initializing' | 'initialized' | 'balloonUp' | 'balloonDown' | 'hotAdd' | 'initError';

export interface BalloonState {
  /** False before the driver is loaded. */
  loaded: boolean;
  phase: BalloonPhase;
  /** Version agreed; null before. */
  version: number | null;
  /** Index of the version that is being offered. */
  attempt: number;
  /** True after the host accepted the capabilities. */
  connected: boolean;
  /** False after add_memory found memory that is there already: the driver gives up on hot-add. */
  hotAddAllowed: boolean;
  /** When the first pressure report may go out. */
  reportFrom: Monotonic | null;
  /** What was reported last, pages; null before the first. */
  reported: { available: number; committed: number } | null;
  /** True while a tick is queued. */
  ticking: boolean;
  /** What the worker is doing; null where it waits. */
  work: BalloonWork | null;
  waiting: BalloonWaiting[];
  /** From the host's INFO_MESSAGE; 0 before. */
  maximumPages: number;
  pagesAdded: number;
  pagesOnlined: number;
}

/** One request of the host in hand. */
export type BalloonWork =
  | { kind: 'inflate'; pages: number }
  /** `next` is the block to be added next, `last` the last one; `done` the pages of this request added so far. */
  | { kind: 'hotAdd'; start: number; pages: number; next: number; last: number; done: number };

/** A request that came while another was in hand. */
export type BalloonWaiting = { kind: 'inflate'; pages: number } | { kind: 'hotAdd'; start: number; pages: number };

export interface ServiceState {
  /** Units or init scripts by name. */
  units: Record<string, 'running' | 'stopped' | 'failed'>;
}

/** Pools a guest can be asked for, with their index on the wire. */
export const KVP_POOLS: readonly KvpPool[] = ['external', 'guest', 'auto', 'autoExternal', 'autoInternal'];

/** A machine without an operating system, off. */
export function emptyState(): GuestState {
  return { format: 1, installed: null, run: null, boots: 0 };
}

/**
 * What a distribution profile says. Code asks the profile and never compares kernel versions or names of distributions.
 * Values of kernels of 2013 that nobody captured are marked `assumed` in the profile files.
 */

import type { IcVersion } from '../../vmbus/integration.ts';
import type { TraceAge } from '../kernel/traces.ts';

/** Drivers a kernel may have; a missing one leaves its feature out. */
export type DriverName =
  | 'hv_vmbus'
  | 'hv_utils'
  | 'hv_balloon'
  | 'hv_storvsc'
  | 'hv_netvsc'
  | 'hid_hyperv'
  | 'hyperv_keyboard'
  | 'hyperv_fb';

/** How the kernel prints and counts. */
export interface KernelFormat {
  /** printk of e820: `2.6` (`(usable)`, end exclusive), else inclusive ranges. */
  e820: 'exclusive' | 'inclusive';
  /** Heading and later lines carry `e820: ` (about 3.8 to 4.14). */
  e820Prefix: boolean;
  /** Before the range in nosave lines: `PM: Registered nosave memory` or `PM: hibernation: Registered nosave memory`. */
  nosavePrefix: string;
  /** `Device   empty` among the zones. */
  deviceZone: boolean;
  /** Lines of the PCI root bus before the numbered resources. */
  rootBus: 'none' | 'pciRoot' | 'plain' | 'window';
  /** Order of the windows: high window first (to 4.x) or last. */
  windowOrder: 'highFirst' | 'highLast';
  /** `[bus 00-ff]` before or after the windows. */
  busPosition: 'first' | 'last';
  /** `resource 4 io:  [0x..-0x..]` of 2.6.32, `[io  0x..]`, or with ` window`. */
  resource: 'colon' | 'plain' | 'window';
  /** nr_irqs less 8 per possible processor: see guest `kernel/interrupts.ts`. */
  irqBase: number;
  /** Most IRQs with one processor; null: no cap. */
  irqCapOneCpu: number | null;
  /** Rows below the numbered ones, in order. */
  interruptRows: readonly InterruptRow[];
  /** Chip text: `IO-APIC-edge` (pin in the row's name) or `IO-APIC   2-edge`. */
  interruptChip: 'joined' | 'pinned';
  /** Where ticks are counted: LOC, or HVS (Hyper-V stimer). */
  tickRow: 'LOC' | 'HVS';
  /** Fields of /proc/meminfo. */
  meminfo: 'rhel6' | '3.0' | '3.13' | '5.10' | '5.15' | '6.1' | '6.8';
  /** `detected capacity change` in bytes, in sectors, or (before 2.6.38 or so) as bytes too. */
  capacityUnit: 'bytes' | 'sectors';
  /** True where the size at attach is printed as a change from 0. */
  capacityAtAttach: boolean;
  /** `scsi2 :` of 2.6.32 or `scsi host2:`. */
  scsiHost: 'scsiN' | 'scsi host';
  /** ANSI level that the inquiry line shows. */
  ansi: 4 | 5;
  /** Middle line of the NMI text. */
  nmiPowerLine: boolean;
  /** 2.6.32 panics with `NMI received for unknown reason` and registers. */
  nmiPanic: 'old' | 'modern';
  /** With an NMI to all, who panics: the first processor alone, or every one that gets there (only one text is seen). */
  nmiReason: readonly number[];
  /** Whose traces a panic prints. */
  traces: TraceAge;
  /** `UID: 0` in the CPU line of a panic (6.12). */
  panicUid: boolean;
  /** `---[ end Kernel panic` after a halt. */
  panicEnd: boolean;
  /** Text of `echo c > /proc/sysrq-trigger`. */
  sysrqCrash: 'bug' | 'panic';
  sysrqPrefix: 'SysRq : ' | 'sysrq: SysRq : ' | 'sysrq: ';
  /** `Hypervisor detected: ...` and the lines after it. */
  hypervisorLines: 'none' | '2013' | 'modern' | 'modernLateBuild';
  /** `Vmbus version:` with the host build before it. */
  vmbusLine: 'hostBuild' | 'short';
}

/** A row of /proc/interrupts below the numbered ones: label, text (null: ERR and MIS), how it grows. */
export type InterruptRow = readonly [label: string, text: string | null];

/** The memory model: how MemTotal follows from RAM, and what is used after boot, in kB. */
export interface MemoryModel {
  /** MemTotal = RAM - base - perGiB * GiB - above4G (where memory may lie above 4 GB) - the two below. */
  base: number;
  perGiB: number;
  above4G: number;
  /** For every processor after the first. */
  perProcessor: number;
  /** With Hyper-V's own pages and tables in use. */
  hypervisor: number;
  /** Slab, page tables and stacks after boot. */
  slabReclaimable: number;
  slabUnreclaimable: number;
  kernelStack: number;
  pageTables: number;
  /** Pages used that no field shows (percpu, drivers), kB. */
  hidden: number;
  /** Page cache and buffers after boot. */
  cached: number;
  buffers: number;
  shmem: number;
  /** Memory of the services that the profile starts, when no process table says otherwise. */
  anonymous: number;
  committed: number;
  mapped: number;
  swap: number;
  /** `MemAvailable` exists (3.14 and later). */
  available: boolean;
}

export interface BalloonProfile {
  /** Newest first: versions offered. */
  versions: readonly number[];
  /** Module parameter hot_add. */
  hotAdd: boolean;
  /** Piecewise floor of 2013 or of later drivers. */
  floor: '2013' | 'modern';
  /** Pages per unit tried: 512 (2 MiB) or 1. */
  unitPages: 1 | 512;
  /** Grants at most what is available less the floor; 2013 has no such check. */
  floorCheck: boolean;
  /** MemTotal falls with the balloon. */
  lowersTotal: boolean;
  /** What num_available says. */
  available: 'free' | 'available';
  /** `Using Dynamic Memory protocol version`. */
  announces: boolean;
  /** Seconds before the first report. */
  reportDelay: number;
  /** A block that is not online within 5 s: rolled back, or kept. */
  onlineTimeout: 'rollback' | 'keep';
  debugfs: boolean;
}

/** A partition of the profile's own disk, in order; the last one takes what is left. */
export interface RootPartition {
  readonly mount: '/' | '/boot' | 'swap';
  readonly fileSystem: 'ext3' | 'ext4' | 'xfs' | 'swap';
  readonly sizeMiB: number | null;
}

export interface ServiceProfile {
  name: string;
  /** Command as ps shows it, and its memory. */
  command: string;
  rssKb: number;
}

export interface Profile {
  /** Key: `sles-11-sp3`. */
  readonly id: string;
  readonly family: 'linux' | 'windows';
  readonly era: '2013' | 'modern';
  readonly distribution: string;
  readonly release: string;
  /** /etc/os-release's PRETTY_NAME or the first line of /etc/issue. */
  readonly prettyName: string;
  readonly kernelRelease: string;
  /** Text after the release in /proc/version: compiler, build number, date. */
  readonly kernelBuild: string;
  /** `#1 SMP ...` as uname -v prints it. */
  readonly kernelVersionText: string;
  readonly commandLine: string;
  readonly format: KernelFormat;
  readonly memory: MemoryModel;
  readonly drivers: readonly DriverName[];
  /** Drivers in the kernel image or the initrd's first step rather than modules: loaded all the same. */
  readonly vmbusVersions: readonly number[];
  readonly ic: {
    readonly frameworks: readonly IcVersion[];
    readonly shutdown: readonly IcVersion[];
    readonly heartbeat: readonly IcVersion[];
    readonly timesync: readonly IcVersion[];
    readonly kvp: readonly IcVersion[];
    /** `hv_utils: Heartbeat IC version 3.0` lines. */
    readonly announces: boolean;
  };
  readonly vmstor: number;
  readonly balloon: BalloonProfile | null;
  /** New memory goes online by a udev rule, by the kernel itself, or not at all. */
  readonly memoryOnline: 'udev' | 'kernel' | 'manual';
  /** A capacity change makes the guest grow an unpartitioned, mounted ext file system by itself. */
  readonly autoGrow: boolean;
  readonly kvpDaemon: string | null;
  readonly services: readonly ServiceProfile[];
  /** Values of /proc/sys that differ from the common ones. */
  readonly sysctl: Readonly<Record<string, string>>;
  /** Size of the profile's own root disk, bytes, and its partitions. */
  readonly rootDisk: {
    readonly sizeBytes: number;
    readonly label: 'dos' | 'gpt';
    readonly partitions: readonly RootPartition[];
  };
  readonly bootSeconds: { readonly firmware: number; readonly kernel: number; readonly services: number };
  readonly logBufferBytes: number;
  readonly shell: string;
  readonly loginPrompt: string;
}

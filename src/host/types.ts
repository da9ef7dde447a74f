/**
 * The documents of a host and of a virtual machine, as the store keeps them. Plain JSON: sizes in bytes, times in Micros,
 * enumerations by the member names of Microsoft's module. Only what cannot be derived is here; columns (`columns.ts`) and
 * properties of objects (`src/objects`) are computed from these.
 */
import type { Json } from '../lab/store.ts';
import type { Micros } from '../lab/time.ts';
import type { ProfileId } from './profiles.ts';

export const MB = 1024 * 1024;
export const GB = 1024 * MB;

/** States of a machine that the simulation reaches: names of Microsoft.HyperV.PowerShell.VMState. */
export type VmState =
  | 'Off'
  | 'Starting'
  | 'Running'
  | 'Stopping'
  | 'Saving'
  | 'Saved'
  | 'Pausing'
  | 'Paused'
  | 'Resuming'
  | 'Reset'
  | 'PausedCritical'
  | 'OffCritical'
  | 'SavedCritical';

export interface MemorySettings {
  startup: number;
  minimum: number;
  maximum: number;
  dynamic: boolean;
  /** Percent of the demand kept ready, 5 to 2000. */
  buffer: number;
  /** 0 to 100. */
  priority: number;
  maximumPerNumaNode: number;
  resourcePool: string;
}

export interface ProcessorSettings {
  count: number;
  /** Percent. */
  reserve: number;
  /** Percent. */
  maximum: number;
  relativeWeight: number;
  compatibilityForMigration: boolean;
  compatibilityForOlderOperatingSystems: boolean;
  hwThreadsPerCore: number;
  exposeVirtualizationExtensions: boolean;
  maximumPerNumaNode: number;
  maximumPerNumaSocket: number;
  hostResourceProtection: boolean;
  legacyApicMode: boolean;
  allowACountMCount: boolean;
  perfmon: ('Pmu' | 'Lbr' | 'Pebs' | 'Ipt')[];
  resourcePool: string;
}

/** A drive on a controller. `path` null: an empty DVD drive. */
export interface Drive {
  kind: 'disk' | 'dvd';
  location: number;
  path: string | null;
  /** Device identifier (GUID) for the object's Id. */
  id: string;
  maximumIops?: number;
  minimumIops?: number;
  qosPolicyId?: string;
  persistentReservations?: boolean;
  writeHardening?: string;
  resourcePool?: string;
}

export interface Controller {
  type: 'IDE' | 'SCSI';
  number: number;
  id: string;
  drives: Drive[];
}

export interface Adapter {
  id: string;
  name: string;
  legacy: boolean;
  /** Twelve hex digits; null: dynamic and not assigned yet. */
  macAddress: string | null;
  dynamicMac: boolean;
  switchName: string | null;
}

/** The six integration services, by the keys of `vmbus/port.ts`. */
export type ServiceKey = 'guestService' | 'heartbeat' | 'kvp' | 'shutdown' | 'timesync' | 'vss';

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

/** States in which virtual time runs inside the guest. */
export const RUNS: ReadonlySet<VmState> = new Set<VmState>(['Running', 'Stopping']);

/** A virtual machine. */
export interface VmDoc {
  id: string;
  name: string;
  /** Ordinal on its host: the order of equal-time events and the name of its random streams. */
  number: number;
  generation: 1 | 2;
  /** Configuration version, such as `10.0`. */
  version: string;
  createdAt: Micros;
  notes: string;
  /** Folder of the machine's files, as given or by the host's default. */
  path: string;
  snapshotFileLocation: string;
  smartPagingFilePath: string;
  automaticStartAction: 'Nothing' | 'StartIfRunning' | 'Start';
  /** Seconds. */
  automaticStartDelay: number;
  automaticStopAction: 'TurnOff' | 'Save' | 'ShutDown';
  automaticCriticalErrorAction: 'None' | 'Pause';
  /** Minutes. */
  automaticCriticalErrorActionTimeout: number;
  automaticCheckpoints: boolean;
  checkpointType: 'Disabled' | 'Production' | 'ProductionOnly' | 'Standard';
  lockOnDisconnect: 'On' | 'Off';
  enhancedSession: 'VMBus' | 'HvSocket';
  guestControlledCacheTypes: boolean;
  batteryPassthrough: boolean;
  lowMmioGap: number;
  highMmioGap: number;
  memory: MemorySettings;
  processor: ProcessorSettings;
  controllers: Controller[];
  /** Ordinal for the next device's identifier. */
  nextDevice: number;
  adapters: Adapter[];
  bootOrder: ('Floppy' | 'CD' | 'IDE' | 'LegacyNetworkAdapter')[];
  /** Enabled integration services. */
  services: ServiceKey[];
  /** How often it was powered on. */
  powerOns: number;
  state: VmState;
  /** Why the last operation that went on after its cmdlet's request came to nothing; cleared by the next. */
  failure: { code: 'startOutOfMemory'; bytes: number } | null;
  /** Present from power-on to power-off, and while saved. */
  run: VmRun | null;
  timers: Timer[];
}

/** A virtual switch. Networks come later; every host has `Default Switch` where its profile has one. */
export interface SwitchDoc {
  id: string;
  name: string;
  type: 'Private' | 'Internal' | 'External';
}

/** A host. */
export interface HostDoc {
  id: string;
  name: string;
  profile: ProfileId;
  createdAt: Micros;
  /** Physical memory, bytes. */
  memoryBytes: number;
  logicalProcessors: number;
  /** Bytes held by machines: the sum of their `run.memory.assigned`. */
  memoryInUse: number;
  vmPath: string;
  vhdPath: string;
  /** Settings of Set-VMHost that nothing else keeps, by parameter name. */
  settings: Record<string, Json>;
  switches: SwitchDoc[];
  macMinimum: string;
  macMaximum: string;
  /** Dynamic MAC addresses handed out so far. */
  macsUsed: number;
  /** Ordinal for the next virtual hard disk file. */
  nextDisk: number;
  /** Ordinal for the next machine. */
  nextVm: number;
  /** Sequence of the next event. */
  nextEvent: number;
  /** When the balancer next looks; null where nothing changed. */
  balanceAt: Micros | null;
  /** Machines that it looks at then. */
  pressed: string[];
}

/** One entry of the host's event log. */
export interface EventDoc {
  log: 'Microsoft-Windows-Hyper-V-VMMS-Admin' | 'Microsoft-Windows-Hyper-V-Worker-Admin';
  level: 'Critical' | 'Error' | 'Warning' | 'Information';
  message: string;
}

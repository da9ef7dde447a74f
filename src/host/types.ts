/**
 * The documents of a host and of a virtual machine, as the store keeps them. Plain JSON: sizes in bytes, times in Micros,
 * enumerations by the member names of Microsoft's module. Only what cannot be derived is here; columns (`columns.ts`) and
 * properties of objects (`src/objects`) are computed from these.
 */
import type { Json } from '../lab/store.ts';
import type { Micros } from '../lab/time.ts';
import type { ProfileId } from './profiles.ts';
import type { Timer, VmRun } from './run.ts';

export type * from './run.ts';

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
/** A disk file attached to the host itself. */
export interface MountDoc {
  /** Disk number on the host. */
  number: number;
  /** Where the file is, and as the script wrote it. */
  real: string;
  shown: string;
  readOnly: boolean;
  /** Taken offline, or made read-only, by Set-Disk. */
  offline?: boolean;
  locked?: boolean;
  /** Drive letters of its partitions, by the offset of each. */
  letters?: Record<string, string>;
}

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
  /** Disks mounted on the host; absent where there never was one. */
  mounts?: MountDoc[];
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

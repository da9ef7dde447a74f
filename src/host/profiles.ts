/**
 * Host profiles: what differs between releases of Windows Server, as data. Code asks the profile for a fact or a feature; it
 * never compares build numbers.
 *
 * Builds, VMBus and dynamic-memory versions, BIOS dates: drivers/hv of Linux and public boot logs. NMI target and runtime
 * memory resize: Microsoft's Linux test suites. Configuration versions: "Upgrade virtual machine version in Hyper-V".
 * Limits: "Plan for Hyper-V scalability". What no source gives is marked "assumed".
 */
import { BALLOON_VERSIONS } from '../vmbus/balloon.ts';
import { VMSTOR_VERSIONS } from '../vmbus/storage.ts';

const MB = 1024 * 1024;
const GB = 1024 * MB;
const TB = 1024 * GB;

export const PROFILE_IDS = ['2012R2', '2016', '2019', '2022', '2025'] as const;
export type ProfileId = (typeof PROFILE_IDS)[number];

/** What a release has or has not. */
export interface HostFeatures {
  /** The memory of a running machine without dynamic memory may be changed. */
  readonly runtimeMemoryResize: boolean;
  /** Network adapters may be added to a running generation 2 machine. */
  readonly hotAddNetworkAdapter: boolean;
  readonly productionCheckpoints: boolean;
  readonly automaticCheckpoints: boolean;
  readonly pauseOnCriticalError: boolean;
  readonly nestedVirtualization: boolean;
  /** Set-VM has the high gap too, and WMI names the low one. */
  readonly highMmioGap: boolean;
  readonly guestStatePath: boolean;
}

export interface HostProfile {
  readonly id: ProfileId;
  readonly title: string;
  readonly build: number;
  /** Service level and branch as hv_vmbus prints them after the build. */
  readonly buildText: string;
  readonly osVersion: string;
  readonly vmbusVersion: number;
  readonly balloonVersion: number;
  readonly vmstorVersion: number;
  readonly biosVersion: string;
  readonly biosDate: string;
  readonly firmwareProcessors: number;
  readonly nmiTarget: 'all' | 'first';
  /** Oldest first; the last is the default. */
  readonly configurationVersions: readonly string[];
  readonly defaultVersion: string;
  readonly features: HostFeatures;
  /** Columns and list items that this release's views do not have, by the names that views use. */
  readonly lacks: ReadonlySet<string>;
  readonly defaults: {
    readonly checkpointType: 'Disabled' | 'Production' | 'ProductionOnly' | 'Standard';
    readonly automaticCheckpoints: boolean;
    readonly lowMmioGap: number;
    readonly highMmioGap: number;
    readonly startupMemory: number;
    readonly generation: 1 | 2;
    readonly vmPath: string;
    readonly vhdPath: string;
  };
  readonly limits: {
    readonly processors: Readonly<Record<1 | 2, number>>;
    readonly memory: Readonly<Record<1 | 2, number>>;
    readonly minimumMemory: number;
    readonly lowMmioGap: readonly [number, number];
    readonly highMmioGap: readonly [number, number];
    readonly scsiControllers: number;
    readonly networkAdapters: number;
    readonly nameLength: number;
  };
  /** End of the high gap: the gap lies below it as long as it is not larger than that. */
  readonly highGapEnd: number;
  /** Memory the host keeps for itself: a fixed part and a share of what is installed (assumed). */
  readonly hostReserve: { readonly fixed: number; readonly share: number };
}

const LOW_GAP: readonly [number, number] = [128 * MB, 3584 * MB];

const ws2022: HostProfile = {
  id: '2022',
  title: 'Windows Server 2022',
  build: 20348,
  buildText: '20348-10.0-1-0.1',
  osVersion: '10.0.20348',
  vmbusVersion: 0x0005_0003,
  balloonVersion: BALLOON_VERSIONS.v2_0,
  vmstorVersion: VMSTOR_VERSIONS.v6_2,
  biosVersion: '090008',
  biosDate: '12/07/2018',
  firmwareProcessors: 0,
  nmiTarget: 'first',
  configurationVersions: ['8.0', '8.1', '8.2', '8.3', '9.0', '9.1', '9.2', '9.3', '10.0'],
  defaultVersion: '10.0',
  features: {
    runtimeMemoryResize: true,
    hotAddNetworkAdapter: true,
    productionCheckpoints: true,
    automaticCheckpoints: true,
    pauseOnCriticalError: true,
    nestedVirtualization: true,
    highMmioGap: true,
    guestStatePath: true,
  },
  lacks: new Set<string>(),
  defaults: {
    checkpointType: 'Production',
    // Windows Server: off; Windows clients turn it on.
    automaticCheckpoints: false,
    lowMmioGap: 128 * MB,
    // Seen on build 20348: 1 GB below 64 GB.
    highMmioGap: GB,
    startupMemory: 512 * MB,
    generation: 1,
    vmPath: 'C:\\ProgramData\\Microsoft\\Windows\\Hyper-V',
    vhdPath: 'C:\\Users\\Public\\Documents\\Hyper-V\\Virtual Hard Disks',
  },
  limits: {
    processors: { 1: 64, 2: 1024 },
    memory: { 1: TB, 2: 240 * TB },
    minimumMemory: 32 * MB,
    lowMmioGap: LOW_GAP,
    // From 4 GB to at most 128 GB.
    highMmioGap: [0, 124 * GB],
    scsiControllers: 4,
    networkAdapters: 8,
    nameLength: 100,
  },
  highGapEnd: 64 * GB,
  hostReserve: { fixed: 512 * MB, share: 1 / 16 },
};

const ws2019: HostProfile = {
  ...ws2022,
  id: '2019',
  title: 'Windows Server 2019',
  build: 17763,
  buildText: '17763-10.0-1-0.1',
  osVersion: '10.0.17763',
  vmbusVersion: 0x0005_0000,
  biosVersion: '090008',
  biosDate: '12/07/2018',
  configurationVersions: ['5.0', '8.0', '8.1', '8.2', '8.3', '9.0'],
  defaultVersion: '9.0',
  features: { ...ws2022.features, guestStatePath: false },
  // Seen on hosts of 2016: 512 MB below 64 GB.
  defaults: { ...ws2022.defaults, highMmioGap: 512 * MB },
  limits: { ...ws2022.limits, processors: { 1: 64, 2: 240 }, memory: { 1: TB, 2: 12 * TB } },
};

const ws2016: HostProfile = {
  ...ws2019,
  id: '2016',
  title: 'Windows Server 2016',
  build: 14393,
  buildText: '14393-10.0-0-0.274',
  osVersion: '10.0.14393',
  vmbusVersion: 0x0004_0000,
  biosVersion: '090007',
  biosDate: '01/06/2017',
  firmwareProcessors: 128,
  configurationVersions: ['5.0', '6.2', '7.0', '7.1', '8.0'],
  defaultVersion: '8.0',
  features: { ...ws2019.features, automaticCheckpoints: false },
  lacks: new Set(['vhdPmem']),
};

const ws2012r2: HostProfile = {
  ...ws2016,
  id: '2012R2',
  title: 'Windows Server 2012 R2',
  build: 9600,
  buildText: '9600-6.3-0-0.16384',
  osVersion: '6.3.9600',
  vmbusVersion: 0x0003_0000,
  balloonVersion: BALLOON_VERSIONS.v1_0,
  vmstorVersion: VMSTOR_VERSIONS.v6_0,
  biosVersion: '090006',
  biosDate: '05/23/2012',
  firmwareProcessors: 64,
  nmiTarget: 'all',
  configurationVersions: ['5.0'],
  defaultVersion: '5.0',
  features: {
    ...ws2016.features,
    runtimeMemoryResize: false,
    hotAddNetworkAdapter: false,
    productionCheckpoints: false,
    pauseOnCriticalError: false,
    nestedVirtualization: false,
  },
  lacks: new Set(['configurationVersion', 'vhdIdentity', 'vhdPmem']),
  defaults: { ...ws2016.defaults, checkpointType: 'Standard' },
  limits: { ...ws2016.limits, processors: { 1: 64, 2: 64 }, memory: { 1: TB, 2: TB } },
  // The article of 2013 puts the high gap below 128 GB; later hosts were seen with it below 64 GB.
  highGapEnd: 128 * GB,
};

const ws2025: HostProfile = {
  ...ws2022,
  id: '2025',
  title: 'Windows Server 2025',
  build: 26100,
  buildText: '26100-10.0-1-0.1',
  osVersion: '10.0.26100',
  configurationVersions: ['8.0', '8.1', '8.2', '8.3', '9.0', '9.1', '9.2', '9.3', '10.0', '11.0', '12.0'],
  defaultVersion: '12.0',
  limits: { ...ws2022.limits, processors: { 1: 64, 2: 2048 } },
};

export const profiles: Readonly<Record<ProfileId, HostProfile>> = {
  '2012R2': ws2012r2,
  '2016': ws2016,
  '2019': ws2019,
  '2022': ws2022,
  '2025': ws2025,
};

/** The profile of this id, in any letter case and with or without blanks (`2012 R2`); undefined where there is none. */
export function findProfile(text: string): HostProfile | undefined {
  const wanted = text.replace(/\s|windows|server/gi, '').toUpperCase();
  return PROFILE_IDS.map((id) => profiles[id]).find((p) => p.id.toUpperCase() === wanted);
}

/** Making a machine: what New-VM asks for, with the defaults of the host's release. */
import { HostError } from './errors.ts';
import { logEvent } from './event-log.ts';
import { setMemory } from './memory-settings.ts';
import type { HostSession } from './session.ts';
import { checkName, switchNamed } from './settings.ts';
import { type Controller, GB, MB, type MemorySettings, type ProcessorSettings, type VmDoc } from './types.ts';
import type { Vm } from './vm.ts';

export interface NewMachine {
  /** `New Virtual Machine` where absent. */
  readonly name?: string;
  readonly memoryStartupBytes?: number;
  readonly generation?: 1 | 2;
  readonly version?: string;
  readonly path?: string;
  readonly switchName?: string;
  readonly bootDevice?: 'Floppy' | 'CD' | 'IDE' | 'LegacyNetworkAdapter' | 'NetworkAdapter' | 'VHD';
}

const BOOT_DEVICES: Readonly<Record<1 | 2, readonly string[]>> = {
  1: ['Floppy', 'CD', 'IDE', 'LegacyNetworkAdapter'],
  2: ['CD', 'NetworkAdapter', 'VHD'],
};
/** Gen1's default order (Set-VMBios documentation). */
const BOOT_ORDER: VmDoc['bootOrder'] = ['CD', 'IDE', 'LegacyNetworkAdapter', 'Floppy'];

/** What a wish comes to on this host. @throws HostError where there can be no such machine */
export function checkMachine(host: HostSession, wanted: NewMachine): Omit<Made, 'id' | 'number'> {
  const { profile } = host;
  const name = wanted.name ?? 'New Virtual Machine';
  checkName(name, profile.limits.nameLength);
  const generation = wanted.generation ?? profile.defaults.generation;
  const version = wanted.version ?? profile.defaultVersion;
  if (!profile.configurationVersions.includes(version)) {
    const detail = `Configuration version ${version} is not supported on ${profile.title}. Supported: ${profile.configurationVersions.join(', ')}.`;
    throw new HostError('invalidArgument', { detail });
  }
  if (wanted.bootDevice && !BOOT_DEVICES[generation].includes(wanted.bootDevice)) {
    const detail = `A generation ${generation} virtual machine cannot boot from ${wanted.bootDevice}. Possible values: ${BOOT_DEVICES[generation].join(', ')}.`;
    throw new HostError('invalidArgument', { detail });
  }
  const switchName = wanted.switchName === undefined ? null : switchNamed(host, wanted.switchName);
  return { name, generation, version, switchName, wanted };
}

/** Makes a machine that is off. @throws HostError, with nothing made */
export function createVm(host: HostSession, wanted: NewMachine): Vm {
  const checked = checkMachine(host, wanted);
  const number = host.doc.nextVm++;
  const id = host.tools.random.guid(`${host.doc.id}/vm-${number}`, 'id');
  const vm = host.add(machine(host, { ...checked, id, number }));
  if (wanted.memoryStartupBytes !== undefined) setMemory(vm, { startup: wanted.memoryStartupBytes });
  logEvent(vm, 'created');
  return vm;
}

/**
 * Where -NewVHDPath puts the disk: a path is taken as it is; a name alone goes with the machine's files where -Path is given
 * (`Path\Name\Virtual Hard Disks`, as transcripts show), else into the host's folder of disks.
 */
export function diskPath(host: HostSession, path: string, { path: folder, name = '' }: NewMachine): string {
  if (/[\\/]/.test(path)) return path;
  if (folder === undefined) return joined(host.doc.vhdPath, path);
  return joined(joined(joined(folder, name), 'Virtual Hard Disks'), path);
}

/** Joins in the manner of the folder: a POSIX folder is the machine's own. */
const joined = (folder: string, name: string) =>
  folder.startsWith('/') ? `${folder.replace(/\/+$/, '')}/${name}` : `${folder.replace(/\\+$/, '')}\\${name}`;

interface Made {
  readonly id: string;
  readonly name: string;
  readonly number: number;
  readonly generation: 1 | 2;
  readonly version: string;
  readonly switchName: string | null;
  readonly wanted: NewMachine;
}

function machine(host: HostSession, { id, name, number, generation, version, switchName, wanted }: Made): VmDoc {
  const { defaults, features } = host.profile;
  // A machine made with -Path gets a folder of its name there.
  const path = wanted.path === undefined ? host.doc.vmPath : joined(wanted.path, name);
  const guid = (purpose: string) => host.tools.random.guid(id, purpose);
  const first = wanted.bootDevice as VmDoc['bootOrder'][number] | undefined;
  return {
    id,
    name,
    number,
    generation,
    version,
    createdAt: host.now,
    notes: '',
    path,
    snapshotFileLocation: path,
    smartPagingFilePath: path,
    automaticStartAction: 'StartIfRunning',
    automaticStartDelay: 0,
    automaticStopAction: 'Save',
    automaticCriticalErrorAction: features.pauseOnCriticalError ? 'Pause' : 'None',
    automaticCriticalErrorActionTimeout: 30,
    automaticCheckpoints: defaults.automaticCheckpoints,
    checkpointType: defaults.checkpointType,
    lockOnDisconnect: 'Off',
    enhancedSession: 'VMBus',
    guestControlledCacheTypes: false,
    batteryPassthrough: true,
    lowMmioGap: defaults.lowMmioGap,
    highMmioGap: defaults.highMmioGap,
    memory: memorySettings(defaults.startupMemory),
    processor: processorSettings(),
    controllers: controllers(generation, guid),
    nextDevice: 0,
    adapters: [
      { id: guid('adapter'), name: 'Network Adapter', legacy: false, macAddress: null, dynamicMac: true, switchName },
    ],
    bootOrder: generation === 1 && first ? [first, ...BOOT_ORDER.filter((d) => d !== first)] : [...BOOT_ORDER],
    services: ['heartbeat', 'kvp', 'shutdown', 'timesync', 'vss'],
    powerOns: 0,
    state: 'Off',
    failure: null,
    run: null,
    timers: [],
  };
}

const memorySettings = (startup: number): MemorySettings => ({
  startup,
  minimum: 512 * MB,
  maximum: 1024 * GB,
  dynamic: false,
  buffer: 20,
  priority: 50,
  maximumPerNumaNode: 1024 * GB,
  resourcePool: 'Primordial',
});

const processorSettings = (): ProcessorSettings => ({
  count: 1,
  reserve: 0,
  maximum: 100,
  relativeWeight: 100,
  compatibilityForMigration: false,
  compatibilityForOlderOperatingSystems: false,
  hwThreadsPerCore: 0,
  exposeVirtualizationExtensions: false,
  maximumPerNumaNode: 16,
  maximumPerNumaSocket: 1,
  hostResourceProtection: false,
  legacyApicMode: false,
  allowACountMCount: true,
  perfmon: [],
  resourcePool: 'Primordial',
});

/** Generation 1: two IDE controllers with a DVD drive at 1:0, and one SCSI controller; generation 2: one SCSI controller. */
function controllers(generation: 1 | 2, guid: (purpose: string) => string): Controller[] {
  const scsi: Controller = { type: 'SCSI', number: 0, id: guid('scsi-0'), drives: [] };
  if (generation === 2) return [scsi];
  return [
    { type: 'IDE', number: 0, id: guid('ide-0'), drives: [] },
    {
      type: 'IDE',
      number: 1,
      id: guid('ide-1'),
      drives: [{ kind: 'dvd', location: 0, path: null, id: guid('dvd') }],
    },
    scsi,
  ];
}

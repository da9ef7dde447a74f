/** Instances of the classes, read from a host's documents. */
import { freeMemory } from '../host/host-memory.ts';
import type { HostSession } from '../host/session.ts';
import { MB, type VmDoc } from '../host/types.ts';
import { MILLISECOND } from '../lab/time.ts';
import { enums } from '../objects/enums.ts';
import type { CimValues } from './model.ts';

const docs = (host: HostSession): VmDoc[] => host.list().map(({ id }) => host.vm(id).doc);

/** Identifiers are written in capitals by the Hyper-V provider. */
const capitals = (id: string) => id.toUpperCase();

const START = { Nothing: 2n, StartIfRunning: 3n, Start: 4n } as const;
const STOP = { TurnOff: 2n, Save: 3n, ShutDown: 4n } as const;

/** InstanceID of a machine's settings. */
export const settingsId = (id: string) => `Microsoft:${capitals(id)}`;

/** Msvm_VirtualSystemSettingData: the settings in force of each machine. Gaps are megabytes. */
export function systemSettings(host: HostSession): CimValues[] {
  return docs(host).map((doc) => ({
    InstanceID: settingsId(doc.id),
    Caption: 'Virtual Machine Settings',
    Description: 'Active settings for the virtual machine.',
    ElementName: doc.name,
    VirtualSystemIdentifier: capitals(doc.id),
    VirtualSystemType: 'Microsoft:Hyper-V:System:Realized',
    VirtualSystemSubType: `Microsoft:Hyper-V:SubType:${doc.generation}`,
    Notes: [doc.notes],
    ConfigurationID: capitals(doc.id),
    ConfigurationDataRoot: doc.path,
    SnapshotDataRoot: doc.snapshotFileLocation,
    SwapFileDataRoot: doc.smartPagingFilePath,
    AutomaticStartupAction: START[doc.automaticStartAction],
    AutomaticShutdownAction: STOP[doc.automaticStopAction],
    Version: doc.version,
    LowMmioGapSize: BigInt(Math.trunc(doc.lowMmioGap / MB)),
    HighMmioGapSize: BigInt(Math.trunc(doc.highMmioGap / MB)),
  }));
}

/** Msvm_VirtualSystemManagementService: one for each host. */
export function managementService(host: HostSession): CimValues[] {
  return [
    {
      Caption: 'Hyper-V Virtual System Management Service',
      Description: 'Service for creating, manipulating and managing virtual systems.',
      ElementName: 'Hyper-V Virtual System Management Service',
      SystemCreationClassName: 'Msvm_ComputerSystem',
      SystemName: host.doc.name,
      CreationClassName: 'Msvm_VirtualSystemManagementService',
      Name: 'vmms',
      Started: true,
    },
  ];
}

/** Msvm_ComputerSystem: the host, then its machines. States are the numbers of VMState, which come from this class. */
export function computerSystems(host: HostSession): CimValues[] {
  const { members } = enums.VMState;
  const common = { CreationClassName: 'Msvm_ComputerSystem' };
  return [
    {
      ...common,
      Caption: 'Hosting Computer System',
      Description: 'Microsoft Hosting Computer System',
      ElementName: host.doc.name,
      Name: host.doc.name,
      EnabledState: BigInt(members.Running),
      OnTimeInMilliseconds: null,
    },
    ...host.list().map(({ id, name, upSince, upFor }) => ({
      ...common,
      Caption: 'Virtual Machine',
      Description: 'Microsoft Virtual Machine',
      ElementName: name,
      Name: capitals(id),
      EnabledState: BigInt(members[host.vm(id).doc.state]),
      OnTimeInMilliseconds: BigInt(
        Math.trunc((upSince === null ? upFor : Math.max(0, host.now - upSince)) / MILLISECOND),
      ),
    })),
  ];
}

/** Win32_OperatingSystem. Memory is kilobytes; the host does not know which edition it is. */
export function operatingSystem(host: HostSession): CimValues[] {
  return [
    {
      Caption: `Microsoft ${host.profile.title}`,
      CSName: host.doc.name,
      Version: host.profile.osVersion,
      BuildNumber: String(host.profile.build),
      OSArchitecture: '64-bit',
      TotalVisibleMemorySize: BigInt(Math.trunc(host.doc.memoryBytes / 1024)),
      FreePhysicalMemory: BigInt(Math.trunc(freeMemory(host) / 1024)),
    },
  ];
}

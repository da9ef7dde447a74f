/** VirtualMachine: what Get-VM gives. */
import type { ClassDef } from '../powershell/objects.ts';
import { deviceId, type HostedTarget, HYPERV, hosted } from './base.ts';
import { comPortClass, type VMComPortTarget } from './com-port.ts';
import {
  type DvdDriveTarget,
  dvdDriveClass,
  floppyDiskDriveClass,
  type HardDiskDriveTarget,
  hardDiskDriveClass,
  type VMFloppyDiskDriveTarget,
} from './drives.ts';
import { integrationComponentClass, type VMIntegrationComponentTarget } from './integration.ts';
import { networkAdapterClass, type VMNetworkAdapterTarget } from './network-adapter.ts';
import { type Member, propertiesOf } from './properties.ts';

/** A virtual machine. Sizes in bytes, times in microseconds, delays in seconds unless said otherwise. */
export interface VirtualMachineTarget extends HostedTarget {
  readonly configurationLocation: string;
  readonly smartPagingFilePath: string;
  readonly snapshotFileLocation: string;
  readonly automaticStartAction: Member<'StartAction'>;
  readonly automaticStartDelay: number;
  readonly automaticStopAction: Member<'StopAction'>;
  readonly automaticCriticalErrorAction: Member<'CriticalErrorAction'>;
  /** Minutes. */
  readonly automaticCriticalErrorActionTimeout: number;
  readonly automaticCheckpointsEnabled: boolean;
  /** Percent of the host, 0 to 100. */
  readonly cpuUsage: number;
  readonly memoryAssigned: number;
  readonly memoryDemand: number;
  /** OK, Low, Warning, or empty. */
  readonly memoryStatus: string;
  /** Null while off. */
  readonly numaAligned: boolean | null;
  readonly numaNodesCount: number;
  readonly numaSocketCount: number;
  /** Null while off. */
  readonly heartbeat: Member<'VMHeartbeatStatus'> | null;
  readonly integrationServicesState: string;
  /** Such as 0.0 or 4.0. */
  readonly integrationServicesVersion: string | null;
  /** Microseconds since the machine started; 0 while off. */
  readonly uptime: number;
  /** First and, during a job, second status. */
  readonly operationalStatus: readonly Member<'VMOperationalStatus'>[];
  /** Texts of the statuses; the first is what Get-VM shows. */
  readonly statusDescriptions: readonly string[];
  readonly checkpointType: Member<'CheckpointType'>;
  readonly enhancedSessionTransportType: Member<'EnhancedSessionTransportType'>;
  /** Configuration version, such as 10.0. */
  readonly version: string;
  readonly notes: string;
  readonly state: Member<'VMState'>;
  readonly dynamicMemoryEnabled: boolean;
  readonly memoryMaximum: number;
  readonly memoryMinimum: number;
  readonly memoryStartup: number;
  readonly processorCount: number;
  readonly generation: number;
  /** The checkpoint that the machine was last taken from or applied; null where none. */
  readonly parentSnapshotId: string | null;
  readonly parentSnapshotName: string;
  /** Folder of the configuration. */
  readonly path: string;
  /** Bytes of configuration and saved state. */
  readonly sizeOfSystemFiles: number;
  readonly guestControlledCacheTypes: boolean;
  readonly batteryPassthroughEnabled: boolean;
  readonly lockOnDisconnect: Member<'OnOffState'>;
  readonly lowMemoryMappedIoSpace: number;
  readonly highMemoryMappedIoSpace: number;
  /** Microseconds since 1970. */
  readonly creationTime: number;
  /** Lower case with hyphens. */
  readonly id: string;
  readonly name: string;
  readonly dvdDrives: readonly DvdDriveTarget[];
  readonly hardDrives: readonly HardDiskDriveTarget[];
  /** Null in generation 2. */
  readonly floppyDrive: VMFloppyDiskDriveTarget | null;
  /** In alphabetical order of name. */
  readonly integrationServices: readonly VMIntegrationComponentTarget[];
  readonly networkAdapters: readonly VMNetworkAdapterTarget[];
}

/** The two serial ports that every machine has; neither leads anywhere. Source of the instance id: WMI's serial controller. */
function comPort(vm: VirtualMachineTarget, number: 1 | 2): VMComPortTarget {
  return {
    computerName: vm.computerName,
    isDeleted: vm.isDeleted,
    vmId: vm.id,
    vmName: vm.name,
    id: deviceId(vm.id, `8e3a359f-559a-4b6a-98a9-1690a6100ed7\\${number - 1}`),
    name: `COM ${number}`,
    path: '',
    debuggerMode: 'Off',
  };
}

const v = propertiesOf<VirtualMachineTarget>();

/** Microsoft.HyperV.PowerShell.VirtualMachine. */
export const virtualMachineClass: ClassDef<VirtualMachineTarget> = {
  name: `${HYPERV}.VirtualMachine`,
  bases: [`${HYPERV}.VirtualMachineBase`, `${HYPERV}.ComputeResource`, `${HYPERV}.VirtualizationObject`],
  properties: [
    v.string('ConfigurationLocation', (t) => t.configurationLocation),
    v.bool('SmartPagingFileInUse', () => false),
    v.string('SmartPagingFilePath', (t) => t.smartPagingFilePath),
    v.string('SnapshotFileLocation', (t) => t.snapshotFileLocation),
    v.enum('StartAction', 'AutomaticStartAction', (t) => t.automaticStartAction),
    v.int32('AutomaticStartDelay', (t) => t.automaticStartDelay),
    v.enum('StopAction', 'AutomaticStopAction', (t) => t.automaticStopAction),
    v.enum('CriticalErrorAction', 'AutomaticCriticalErrorAction', (t) => t.automaticCriticalErrorAction),
    v.int32('AutomaticCriticalErrorActionTimeout', (t) => t.automaticCriticalErrorActionTimeout),
    v.bool('AutomaticCheckpointsEnabled', (t) => t.automaticCheckpointsEnabled),
    v.int32('CPUUsage', (t) => t.cpuUsage),
    v.int64('MemoryAssigned', (t) => t.memoryAssigned),
    v.int64('MemoryDemand', (t) => t.memoryDemand),
    v.string('MemoryStatus', (t) => t.memoryStatus),
    v.nullableBool('NumaAligned', (t) => t.numaAligned),
    v.int32('NumaNodesCount', (t) => t.numaNodesCount),
    v.int32('NumaSocketCount', (t) => t.numaSocketCount),
    v.nullableEnum('VMHeartbeatStatus', 'Heartbeat', (t) => t.heartbeat),
    v.string('IntegrationServicesState', (t) => t.integrationServicesState),
    v.version('IntegrationServicesVersion', (t) => t.integrationServicesVersion),
    v.timeSpan('Uptime', (t) => t.uptime),
    v.enums('VMOperationalStatus', 'OperationalStatus', (t) => t.operationalStatus),
    v.nullableEnum('VMOperationalStatus', 'PrimaryOperationalStatus', (t) => t.operationalStatus[0] ?? null),
    v.nullableEnum('VMOperationalStatus', 'SecondaryOperationalStatus', (t) => t.operationalStatus[1] ?? null),
    v.strings('StatusDescriptions', (t) => t.statusDescriptions),
    v.string('PrimaryStatusDescription', (t) => t.statusDescriptions[0] ?? ''),
    v.string('SecondaryStatusDescription', (t) => t.statusDescriptions[1] ?? ''),
    v.string('Status', (t) => t.statusDescriptions[0] ?? ''),
    v.enum('VMReplicationHealthState', 'ReplicationHealth', () => 'NotApplicable'),
    v.enum('VMReplicationMode', 'ReplicationMode', () => 'None'),
    v.enum('VMReplicationState', 'ReplicationState', () => 'Disabled'),
    v.bool('ResourceMeteringEnabled', () => false),
    v.enum('CheckpointType', 'CheckpointType', (t) => t.checkpointType),
    v.enum('EnhancedSessionTransportType', 'EnhancedSessionTransportType', (t) => t.enhancedSessionTransportType),
    v.none(
      'Groups',
      'Microsoft.HyperV.PowerShell.VMGroup',
      'System.Collections.Generic.IReadOnlyList<Microsoft.HyperV.PowerShell.VMGroup>',
    ),
    v.string('Version', (t) => t.version),
    v.enum('VirtualMachineType', 'VirtualMachineType', () => 'RealizedVirtualMachine'),
    v.enum('VirtualMachineSubType', 'VirtualMachineSubType', (t) =>
      t.generation === 2 ? 'Generation2' : 'Generation1',
    ),
    v.string('Notes', (t) => t.notes),
    v.enum('VMState', 'State', (t) => t.state),
    v.object(
      'ComPort1',
      `${HYPERV}.VMComPort`,
      () => comPortClass,
      (t) => comPort(t, 1),
    ),
    v.object(
      'ComPort2',
      `${HYPERV}.VMComPort`,
      () => comPortClass,
      (t) => comPort(t, 2),
    ),
    v.objects(
      'DVDDrives',
      `${HYPERV}.DvdDrive`,
      () => dvdDriveClass,
      (t) => t.dvdDrives,
    ),
    v.none(
      'FibreChannelHostBusAdapters',
      'Microsoft.HyperV.PowerShell.VMFibreChannelHba',
      'System.Collections.Generic.List<Microsoft.HyperV.PowerShell.VMFibreChannelHba>',
    ),
    v.object(
      'FloppyDrive',
      `${HYPERV}.VMFloppyDiskDrive`,
      () => floppyDiskDriveClass,
      (t) => t.floppyDrive,
    ),
    v.objects(
      'HardDrives',
      `${HYPERV}.HardDiskDrive`,
      () => hardDiskDriveClass,
      (t) => t.hardDrives,
    ),
    v.fixed('RemoteFxAdapter', 'Microsoft.HyperV.PowerShell.VMRemoteFx3DVideoAdapter', null),
    v.objects(
      'VMIntegrationService',
      `${HYPERV}.VMIntegrationComponent`,
      () => integrationComponentClass,
      (t) => t.integrationServices,
      `System.Collections.Generic.List<${HYPERV}.VMIntegrationComponent>`,
    ),
    v.bool('DynamicMemoryEnabled', (t) => t.dynamicMemoryEnabled),
    v.int64('MemoryMaximum', (t) => t.memoryMaximum),
    v.int64('MemoryMinimum', (t) => t.memoryMinimum),
    v.int64('MemoryStartup', (t) => t.memoryStartup),
    v.int64('ProcessorCount', (t) => t.processorCount),
    v.bool('BatteryPassthroughEnabled', (t) => t.batteryPassthroughEnabled),
    v.int32('Generation', (t) => t.generation),
    v.bool('IsClustered', () => false),
    v.nullableGuid('ParentSnapshotId', (t) => t.parentSnapshotId),
    v.string('ParentSnapshotName', (t) => t.parentSnapshotName),
    v.string('Path', (t) => t.path),
    v.int64('SizeOfSystemFiles', (t) => t.sizeOfSystemFiles),
    v.bool('GuestControlledCacheTypes', (t) => t.guestControlledCacheTypes),
    v.uint32('LowMemoryMappedIoSpace', (t) => t.lowMemoryMappedIoSpace),
    v.uint64('HighMemoryMappedIoSpace', (t) => t.highMemoryMappedIoSpace),
    v.nullableEnum('OnOffState', 'LockOnDisconnect', (t) => t.lockOnDisconnect),
    v.dateTime('CreationTime', (t) => t.creationTime),
    v.guid('Id', (t) => t.id),
    v.string('Name', (t) => t.name),
    v.objects(
      'NetworkAdapters',
      `${HYPERV}.VMNetworkAdapter`,
      () => networkAdapterClass,
      (t) => t.networkAdapters,
      `System.Collections.Generic.List<${HYPERV}.VMNetworkAdapter>`,
    ),
    ...hosted<VirtualMachineTarget>(),
  ],
  aliases: {
    ParentCheckpointId: 'ParentSnapshotId',
    ParentCheckpointName: 'ParentSnapshotName',
    VMName: 'Name',
    VMId: 'Id',
    CheckpointFileLocation: 'SnapshotFileLocation',
  },
  toText: (t) => `VirtualMachine (Name = '${t.name}') [Id = '${t.id}']`,
};

/** Targets with the defaults of a new virtual machine, for tests that need an object and no host. */

import { deviceId } from '../../src/objects/base.ts';
import type { HardDiskDriveTarget } from '../../src/objects/drives.ts';
import type { VMMemoryTarget } from '../../src/objects/memory.ts';
import type { VirtualHardDiskTarget } from '../../src/objects/virtual-hard-disk.ts';
import type { VirtualMachineTarget } from '../../src/objects/virtual-machine.ts';

export const VM_ID = '7cca7664-9f0f-4dcf-a2d3-9a3c0d2f1e10';

export function vmTarget(changes: Partial<VirtualMachineTarget> = {}): VirtualMachineTarget {
  return {
    computerName: 'HV01',
    isDeleted: false,
    configurationLocation: 'C:\\VMs\\web1',
    smartPagingFilePath: 'C:\\VMs\\web1',
    snapshotFileLocation: 'C:\\VMs\\web1',
    automaticStartAction: 'StartIfRunning',
    automaticStartDelay: 0,
    automaticStopAction: 'Save',
    automaticCriticalErrorAction: 'Pause',
    automaticCriticalErrorActionTimeout: 30,
    automaticCheckpointsEnabled: false,
    cpuUsage: 0,
    memoryAssigned: 0,
    memoryDemand: 0,
    memoryStatus: '',
    numaAligned: null,
    numaNodesCount: 1,
    numaSocketCount: 1,
    heartbeat: null,
    integrationServicesState: '',
    integrationServicesVersion: '0.0',
    uptime: 0,
    operationalStatus: ['Ok'],
    statusDescriptions: ['Operating normally'],
    checkpointType: 'Production',
    enhancedSessionTransportType: 'VMBus',
    version: '10.0',
    notes: '',
    state: 'Off',
    dynamicMemoryEnabled: false,
    memoryMaximum: 1099511627776,
    memoryMinimum: 536870912,
    memoryStartup: 1073741824,
    processorCount: 1,
    generation: 2,
    parentSnapshotId: null,
    parentSnapshotName: '',
    path: 'C:\\VMs\\web1',
    sizeOfSystemFiles: 0,
    guestControlledCacheTypes: false,
    batteryPassthroughEnabled: true,
    lockOnDisconnect: 'Off',
    lowMemoryMappedIoSpace: 134217728,
    highMemoryMappedIoSpace: 536870912,
    creationTime: 1685708045000000,
    id: VM_ID,
    name: 'web1',
    dvdDrives: [],
    hardDrives: [],
    floppyDrive: null,
    integrationServices: [],
    networkAdapters: [],
    ...changes,
  };
}

const part = { computerName: 'HV01', isDeleted: false, vmId: VM_ID };

export function memoryTarget(changes: Partial<VMMemoryTarget> = {}): VMMemoryTarget {
  return {
    ...part,
    vmName: 'web1',
    buffer: 20,
    dynamicMemoryEnabled: false,
    maximum: 1099511627776,
    maximumPerNumaNode: 32 * 1073741824,
    minimum: 536870912,
    priority: 50,
    startup: 1073741824,
    ...changes,
  };
}

export function diskDriveTarget(changes: Partial<HardDiskDriveTarget> = {}): HardDiskDriveTarget {
  return {
    ...part,
    vmName: 'NewVM',
    id: deviceId(VM_ID, '83F8638B-8DCA-4152-9EDA-2CA8B33039B4\\0\\0\\D'),
    path: 'D:\\x.vhdx',
    diskNumber: null,
    maximumIops: 0,
    minimumIops: 0,
    qosPolicyId: '00000000-0000-0000-0000-000000000000',
    supportPersistentReservations: false,
    writeHardeningMethod: 'Default',
    controllerLocation: 0,
    controllerNumber: 0,
    controllerType: 'IDE',
    ...changes,
  };
}

export function vhdTarget(changes: Partial<VirtualHardDiskTarget> = {}): VirtualHardDiskTarget {
  return {
    computerName: 'MIPROBOOK',
    path: 'D:\\Hyper-V\\NewVM\\Virtual Hard Disks\\Test.vhdx',
    vhdFormat: 'VHDX',
    vhdType: 'Dynamic',
    fileSize: 4194304,
    size: 5368709120,
    minimumSize: null,
    logicalSectorSize: 512,
    physicalSectorSize: 4096,
    blockSize: 33554432,
    parentPath: '',
    diskIdentifier: '8F018859-F493-4CF5-A1A5-35E9EECCEB83',
    fragmentationPercentage: 0,
    alignment: 1,
    attached: false,
    diskNumber: null,
    isPmemCompatible: false,
    addressAbstractionType: 'None',
    ...changes,
  };
}

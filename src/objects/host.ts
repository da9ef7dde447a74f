/** VMHost: what Get-VMHost gives. */
import type { ClassDef } from '../powershell/objects.ts';
import { type HostedTarget, HYPERV, hosted } from './base.ts';
import { type Member, propertiesOf } from './properties.ts';

/** A NUMA node of a host. Memory in megabytes. */
export interface VMHostNumaNodeTarget extends HostedTarget {
  readonly nodeId: number;
  readonly processorsAvailability: readonly number[];
  readonly memoryAvailable: number;
  readonly memoryTotal: number;
}

const n = propertiesOf<VMHostNumaNodeTarget>();

/** Microsoft.HyperV.PowerShell.VMHostNumaNode. */
export const vmHostNumaNodeClass: ClassDef<VMHostNumaNodeTarget> = {
  name: `${HYPERV}.VMHostNumaNode`,
  bases: [`${HYPERV}.VirtualizationObject`],
  properties: [
    n.int32('NodeId', (t) => t.nodeId),
    n.int32s('ProcessorsAvailability', (t) => t.processorsAvailability),
    n.int32('MemoryAvailable', (t) => t.memoryAvailable),
    n.int32('MemoryTotal', (t) => t.memoryTotal),
    ...hosted<VMHostNumaNodeTarget>(),
  ],
};

/** A Hyper-V host and its settings. Sizes in bytes, times in microseconds. */
export interface VMHostTarget extends HostedTarget {
  readonly logicalProcessorCount: number;
  readonly resourceMeteringSaveInterval: number;
  readonly supportedVmVersions: readonly string[];
  readonly enableEnhancedSessionMode: boolean;
  readonly fibreChannelWwnn: string;
  readonly fibreChannelWwpnMaximum: string;
  readonly fibreChannelWwpnMinimum: string;
  readonly macAddressMaximum: string;
  readonly macAddressMinimum: string;
  readonly numaSpanningEnabled: boolean;
  readonly virtualHardDiskPath: string;
  readonly virtualMachinePath: string;
  readonly fullyQualifiedDomainName: string;
  readonly memoryCapacity: number;
  readonly name: string;
  readonly maximumStorageMigrations: number;
  readonly maximumVirtualMachineMigrations: number;
  readonly useAnyNetworkForMigration: boolean;
  readonly virtualMachineMigrationAuthenticationType: Member<'MigrationAuthenticationType'>;
  readonly virtualMachineMigrationEnabled: boolean;
  readonly virtualMachineMigrationPerformanceOption: Member<'VMMigrationPerformance'>;
  readonly numaNodes: readonly VMHostNumaNodeTarget[];
}

const h = propertiesOf<VMHostTarget>();

/** Microsoft.HyperV.PowerShell.VMHost. */
export const vmHostClass: ClassDef<VMHostTarget> = {
  name: `${HYPERV}.VMHost`,
  bases: [`${HYPERV}.VirtualizationObject`],
  properties: [
    h.int32('LogicalProcessorCount', (t) => t.logicalProcessorCount),
    h.timeSpan('ResourceMeteringSaveInterval', (t) => t.resourceMeteringSaveInterval),
    h.objects(
      'HostNumaStatus',
      `${HYPERV}.VMHostNumaNode`,
      () => vmHostNumaNodeClass,
      (t) => t.numaNodes,
    ),
    h.none('NumaStatus', 'Microsoft.HyperV.PowerShell.VMNumaNodeStatus'),
    h.bool('IovSupport', () => false),
    h.strings('IovSupportReasons', () => []),
    h.none(
      'InternalNetworkAdapters',
      'Microsoft.HyperV.PowerShell.VMInternalNetworkAdapter',
      'System.Collections.Generic.List<Microsoft.HyperV.PowerShell.VMInternalNetworkAdapter>',
    ),
    h.none(
      'ExternalNetworkAdapters',
      'Microsoft.HyperV.PowerShell.VMExternalNetworkAdapter',
      'System.Collections.Generic.List<Microsoft.HyperV.PowerShell.VMExternalNetworkAdapter>',
    ),
    h.strings(
      'SupportedVmVersions',
      (t) => t.supportedVmVersions,
      'System.Collections.Generic.IReadOnlyList<System.String>',
    ),
    h.none(
      'SecureBootTemplates',
      'Microsoft.Virtualization.Client.Management.SecureBootTemplate',
      'System.Collections.Generic.IReadOnlyList<Microsoft.Virtualization.Client.Management.SecureBootTemplate>',
    ),
    h.bool('EnableEnhancedSessionMode', (t) => t.enableEnhancedSessionMode),
    h.string('FibreChannelWwnn', (t) => t.fibreChannelWwnn),
    h.string('FibreChannelWwpnMaximum', (t) => t.fibreChannelWwpnMaximum),
    h.string('FibreChannelWwpnMinimum', (t) => t.fibreChannelWwpnMinimum),
    h.string('MacAddressMaximum', (t) => t.macAddressMaximum),
    h.string('MacAddressMinimum', (t) => t.macAddressMinimum),
    h.bool('NumaSpanningEnabled', (t) => t.numaSpanningEnabled),
    h.string('VirtualHardDiskPath', (t) => t.virtualHardDiskPath),
    h.string('VirtualMachinePath', (t) => t.virtualMachinePath),
    h.string('FullyQualifiedDomainName', (t) => t.fullyQualifiedDomainName),
    h.int64('MemoryCapacity', (t) => t.memoryCapacity),
    h.string('Name', (t) => t.name),
    h.uint32('MaximumStorageMigrations', (t) => t.maximumStorageMigrations),
    h.uint32('MaximumVirtualMachineMigrations', (t) => t.maximumVirtualMachineMigrations),
    h.bool('UseAnyNetworkForMigration', (t) => t.useAnyNetworkForMigration),
    h.enum(
      'MigrationAuthenticationType',
      'VirtualMachineMigrationAuthenticationType',
      (t) => t.virtualMachineMigrationAuthenticationType,
    ),
    h.bool('VirtualMachineMigrationEnabled', (t) => t.virtualMachineMigrationEnabled),
    h.enum(
      'VMMigrationPerformance',
      'VirtualMachineMigrationPerformanceOption',
      (t) => t.virtualMachineMigrationPerformanceOption,
    ),
    ...hosted<VMHostTarget>(),
  ],
};

/**
 * VMNetworkAdapter. Switches, VLANs and offloads are what an adapter without such settings shows; they come with the network.
 */
import type { ClassDef } from '../powershell/objects.ts';
import { component, componentAliases, componentBases, type DeviceTarget, HYPERV, PRIMORDIAL } from './base.ts';
import { type Member, propertiesOf } from './properties.ts';

/** A network adapter of a machine. */
export interface VMNetworkAdapterTarget extends DeviceTarget {
  /** Twelve hexadecimal digits; 000000000000 until the machine first started. */
  readonly macAddress: string;
  readonly dynamicMacAddressEnabled: boolean;
  readonly isLegacy: boolean;
  /** As the guest reports them, IPv4 first. */
  readonly ipAddresses: readonly string[];
  readonly virtualFunction: unknown;
  /** Empty where not connected. */
  readonly switchName: string;
  readonly statusDescription: readonly string[];
  /** Empty while the machine is off. */
  readonly status: readonly Member<'VMNetworkAdapterOperationalStatus'>[];
  readonly switchId: string | null;
  readonly aclList: unknown;
  readonly extendedAclList: unknown;
  readonly isolationSetting: unknown;
  readonly routingDomainList: unknown;
  readonly vlanSetting: unknown;
  readonly bandwidthSetting: unknown;
  readonly vMQueue: unknown;
  readonly name: string;
}

const n = propertiesOf<VMNetworkAdapterTarget>();

/** Microsoft.HyperV.PowerShell.VMNetworkAdapter. */
export const networkAdapterClass: ClassDef<VMNetworkAdapterTarget> = {
  name: `${HYPERV}.VMNetworkAdapter`,
  bases: [`${HYPERV}.VMNetworkAdapterBase`, ...componentBases],
  properties: [
    n.bool('ClusterMonitored', () => true),
    n.string('MacAddress', (t) => t.macAddress),
    n.uint32('MediaType', () => 0),
    n.bool('DynamicMacAddressEnabled', (t) => t.dynamicMacAddressEnabled),
    n.bool('InterruptModeration', () => false),
    n.bool('AllowPacketDirect', () => false),
    n.bool('NumaAwarePlacement', () => false),
    n.bool('IsLegacy', (t) => t.isLegacy),
    n.bool('IsSynthetic', (t) => !t.isLegacy),
    n.strings('IPAddresses', (t) => t.ipAddresses),
    n.enum('OnOffState', 'DeviceNaming', () => 'Off'),
    n.uint32('IovWeight', () => 0),
    n.uint32('IovQueuePairsRequested', () => 1),
    n.enum('IovInterruptModerationValue', 'IovInterruptModeration', () => 'Default'),
    n.uint32('PacketDirectNumProcs', () => 0),
    n.uint32('PacketDirectModerationCount', () => 0),
    n.uint32('PacketDirectModerationInterval', () => 0),
    n.uint32('IovQueuePairsAssigned', () => 0),
    n.int32('IovUsage', () => 0),
    n.fixed('VirtualFunction', 'Microsoft.Management.Infrastructure.CimInstance', null),
    n.strings('MandatoryFeatureId', () => []),
    n.strings('MandatoryFeatureName', () => []),
    n.string('PoolName', () => PRIMORDIAL),
    n.bool('Connected', (t) => t.switchId !== null),
    n.string('SwitchName', (t) => t.switchName),
    n.string('AdapterId', (t) => t.id.slice(t.id.lastIndexOf('\\') + 1)),
    n.string('TestReplicaPoolName', () => ''),
    n.string('TestReplicaSwitchName', () => ''),
    n.strings('StatusDescription', (t) => t.statusDescription),
    n.enums('VMNetworkAdapterOperationalStatus', 'Status', (t) => t.status),
    n.bool('IsManagementOs', () => false),
    n.bool('IsExternalAdapter', () => false),
    n.string('Id', (t) => t.id),
    n.nullableGuid('SwitchId', (t) => t.switchId),
    n.none(
      'AclList',
      'Microsoft.HyperV.PowerShell.VMNetworkAdapterAclSetting',
      'System.Collections.Generic.List<Microsoft.HyperV.PowerShell.VMNetworkAdapterAclSetting>',
    ),
    n.none(
      'ExtendedAclList',
      'Microsoft.HyperV.PowerShell.VMNetworkAdapterExtendedAclSetting',
      'System.Collections.Generic.List<Microsoft.HyperV.PowerShell.VMNetworkAdapterExtendedAclSetting>',
    ),
    n.fixed('IsolationSetting', 'Microsoft.HyperV.PowerShell.VMNetworkAdapterIsolationSetting', null),
    n.none(
      'RoutingDomainList',
      'Microsoft.HyperV.PowerShell.VMNetworkAdapterRoutingDomainSetting',
      'System.Collections.Generic.List<Microsoft.HyperV.PowerShell.VMNetworkAdapterRoutingDomainSetting>',
    ),
    n.fixed('VlanSetting', 'Microsoft.HyperV.PowerShell.VMNetworkAdapterVlanSetting', null),
    n.fixed('BandwidthSetting', 'Microsoft.HyperV.PowerShell.VMNetworkAdapterBandwidthSetting', null),
    n.enum('VMNetworkAdapterIsolationMode', 'CurrentIsolationMode', () => 'Vlan'),
    n.enum('OnOffState', 'MacAddressSpoofing', () => 'Off'),
    n.enum('OnOffState', 'DhcpGuard', () => 'Off'),
    n.enum('OnOffState', 'RouterGuard', () => 'Off'),
    n.enum('VMNetworkAdapterPortMirroringMode', 'PortMirroringMode', () => 'None'),
    n.enum('OnOffState', 'IeeePriorityTag', () => 'Off'),
    n.uint32('VirtualSubnetId', () => 0),
    n.uint32('DynamicIPAddressLimit', () => 0),
    n.uint32('StormLimit', () => 0),
    n.enum('OnOffState', 'AllowTeaming', () => 'Off'),
    n.enum('OnOffState', 'FixSpeed10G', () => 'Off'),
    n.uint32('VMQWeight', () => 100),
    n.int64('IPsecOffloadMaxSA', () => 512),
    n.bool('VrssEnabled', () => true),
    n.bool('VrssEnabledRequested', () => true),
    n.bool('VmmqEnabled', () => false),
    n.bool('VmmqEnabledRequested', () => true),
    n.uint32('VrssMaxQueuePairs', () => 0),
    n.uint32('VrssMaxQueuePairsRequested', () => 16),
    n.uint32('VrssMinQueuePairs', () => 0),
    n.uint32('VrssMinQueuePairsRequested', () => 1),
    n.enum('VrssQueueSchedulingModeType', 'VrssQueueSchedulingMode', () => 'StaticVrss'),
    n.enum('VrssQueueSchedulingModeType', 'VrssQueueSchedulingModeRequested', () => 'Dynamic'),
    n.bool('VrssExcludePrimaryProcessor', () => false),
    n.bool('VrssExcludePrimaryProcessorRequested', () => false),
    n.bool('VrssIndependentHostSpreading', () => false),
    n.bool('VrssIndependentHostSpreadingRequested', () => false),
    n.enum('VrssVmbusChannelAffinityPolicyType', 'VrssVmbusChannelAffinityPolicy', () => 'Strong'),
    n.enum('VrssVmbusChannelAffinityPolicyType', 'VrssVmbusChannelAffinityPolicyRequested', () => 'Strong'),
    n.int32('VmqUsage', () => 0),
    n.uint32('IPsecOffloadSAUsage', () => 0),
    n.bool('VFDataPathActive', () => false),
    n.fixed('VMQueue', 'Microsoft.Management.Infrastructure.CimInstance', null),
    n.uint32('BandwidthPercentage', () => 0),
    n.bool('IsTemplate', () => false),
    n.string('Name', (t) => t.name),
    ...component<VMNetworkAdapterTarget>(),
  ],
  aliases: componentAliases,
};

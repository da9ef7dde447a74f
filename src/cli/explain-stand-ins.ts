/**
 * Objects that a line to be explained may name without making them: a variable named for a class of the module, with a
 * number behind it, stands for an object of that class. They have what binding looks at and nothing else.
 */
import { HYPERV } from '../objects/base.ts';
import { type ClassDef, NetObject, type PropertyDef } from '../powershell/objects.ts';
import { Credential, Guid, type PSValue } from '../powershell/values.ts';

/** What an object is like: which of the identifying properties its class has. */
type Shape = 'machine' | 'device' | 'part' | 'named' | 'hosted' | 'bare';

const VHD = 'Microsoft.Vhd.PowerShell';

interface StandIn {
  readonly name: string;
  readonly id: Guid;
}

const DEVICE = ['VMDevice', 'VMComponentObject', 'VirtualizationObject'];
const PART = ['VMComponentObject', 'VirtualizationObject'];
const HOSTED = ['VirtualizationObject'];

/** Bases that declared parameters ask for, and the shape, by class. */
const CLASSES: Readonly<Record<string, readonly [shape: Shape, ...bases: string[]]>> = {
  VirtualMachine: ['machine', 'VirtualMachineBase', 'ComputeResource', ...HOSTED],
  VMSnapshot: ['machine', 'VirtualMachineBase', 'ComputeResource', ...HOSTED],
  VMNetworkAdapter: ['device', 'VMNetworkAdapterBase', ...DEVICE],
  VMInternalNetworkAdapter: ['device', 'VMNetworkAdapterBase', ...DEVICE],
  VMScsiController: ['device', 'VMDriveController', ...DEVICE],
  VMIdeController: ['device', 'VMDriveController', ...DEVICE],
  VMPmemController: ['device', 'VMDriveController', ...DEVICE],
  HardDiskDrive: ['device', 'Drive', ...DEVICE],
  DvdDrive: ['device', 'Drive', ...DEVICE],
  KeyStorageDrive: ['device', 'Drive', ...DEVICE],
  VMFloppyDiskDrive: ['device', 'Drive', ...DEVICE],
  VMMemory: ['device', ...DEVICE],
  VMProcessor: ['device', ...DEVICE],
  VMComPort: ['device', ...DEVICE],
  VMVideo: ['device', ...DEVICE],
  VMIntegrationComponent: ['device', ...DEVICE],
  VMAssignedDevice: ['device', ...DEVICE],
  VMFibreChannelHba: ['device', ...DEVICE],
  VMGpuPartitionAdapter: ['device', ...DEVICE],
  VMRemoteFx3DVideoAdapter: ['device', ...DEVICE],
  VMBios: ['part', ...PART],
  VMFirmware: ['part', ...PART],
  VMReplication: ['part', ...PART],
  VMSwitch: ['named', ...HOSTED],
  VMGroup: ['named', ...HOSTED],
  VMResourcePool: ['named', ...HOSTED],
  VMSan: ['named', ...HOSTED],
  VMSwitchExtension: ['named', ...HOSTED],
  VMSystemSwitchExtension: ['named', ...HOSTED],
  VMSwitchExtensionPortFeature: ['named', ...HOSTED],
  VMSwitchExtensionSwitchFeature: ['named', ...HOSTED],
  VMPartitionableGpu: ['named', ...HOSTED],
  VMHostPartitionableGpu: ['named', 'VMPartitionableGpu', ...HOSTED],
  VMRemoteFXPhysicalVideoAdapter: ['named', ...HOSTED],
  VMHost: ['named', ...HOSTED],
  VMHostAssignableDevice: ['hosted', ...HOSTED],
  VMHostCluster: ['hosted', ...HOSTED],
  VMCompatibilityReport: ['bare'],
  VHDSnapshotInfo: ['bare'],
  VMNetworkAdapterAclSetting: ['hosted', ...HOSTED],
  VMNetworkAdapterExtendedAclSetting: ['hosted', ...HOSTED],
  VMNetworkAdapterRoutingDomainSetting: ['hosted', ...HOSTED],
  VMReplicationAuthorizationEntry: ['hosted', ...HOSTED],
};

/** Base classes, which have no objects of their own: the class whose object stands for them. */
const MEANT: Readonly<Record<string, string>> = {
  vm: 'VirtualMachine',
  VirtualMachineBase: 'VirtualMachine',
  VMNetworkAdapterBase: 'VMNetworkAdapter',
  VMDriveController: 'VMScsiController',
  VMComponentObject: 'HardDiskDrive',
};

const CIM_SESSION: ClassDef<StandIn> = {
  name: 'Microsoft.Management.Infrastructure.CimSession',
  bases: [],
  properties: [],
  toText: (t) => t.name,
};

const byKey = new Map(
  [...Object.keys(CLASSES), ...Object.keys(MEANT), 'CimSession', 'cred'].map((n) => [n.toLowerCase(), n]),
);
const made = new Map<string, PSValue>();

/** The object for a variable such as `vm1` or `VMSwitch2`; undefined where its name names no class. */
export function standIn(variable: string): PSValue | undefined {
  const m = /^([a-z]\w*?)([1-9])$/i.exec(variable);
  const known = m && byKey.get(m[1]!.toLowerCase());
  if (!known) return undefined;
  const name = known === 'VirtualMachineBase' ? `vm${m[2]}` : `${known}${m[2]}`;
  let object = made.get(name);
  if (!object) {
    object = make(known, name, Number(m[2]));
    made.set(name, object);
  }
  return object;
}

function make(known: string, name: string, number: number): PSValue {
  if (known === 'cred') return new Credential(`user${number}`);
  const target = { name, id: idOf(name) };
  if (known === 'CimSession') return new NetObject(CIM_SESSION, target);
  const kind = MEANT[known] ?? known;
  return new NetObject(definition(kind, number), target);
}

const definition = (kind: string, number: number): ClassDef<StandIn> => {
  const [shape, ...bases] = CLASSES[kind]!;
  return {
    name: `${kind === 'VHDSnapshotInfo' ? VHD : HYPERV}.${kind}`,
    bases: bases.map((b) => `${HYPERV}.${b}`),
    properties: properties(kind, shape, number),
    toText: (t) => `${kind} (Name = '${t.name}') [Id = '${t.id.text}']`,
  };
};

/** Properties that are empty in a fresh object, and that parameters of the pipeline are named for. */
const EMPTY: Readonly<Record<string, readonly string[]>> = {
  VirtualMachine: ['Path'],
  VMSnapshot: ['Path'],
  VMNetworkAdapter: ['SwitchId'],
  VMInternalNetworkAdapter: ['SwitchId'],
  HardDiskDrive: ['DiskNumber'],
  DvdDrive: ['Path'],
  KeyStorageDrive: ['Path'],
  VMFloppyDiskDrive: ['Path'],
  VMComPort: ['Path'],
  VMCompatibilityReport: ['Path'],
  VMMemory: ['ResourcePoolName'],
  VMProcessor: ['ResourcePoolName'],
  VMAssignedDevice: ['ResourcePoolName'],
  VMFibreChannelHba: ['SanName'],
  VMReplication: ['CertificateThumbprint', 'AllowedPrimaryServer'],
  VMReplicationAuthorizationEntry: ['AllowedPrimaryServer'],
  VMSwitch: ['NetAdapterInterfaceDescription'],
  VMSwitchExtension: ['SwitchId'],
};

const text = (name: string, get: (t: StandIn) => PSValue): PropertyDef<StandIn> => ({
  name,
  type: 'System.String',
  get,
});
const guid = (name: string, get: (t: StandIn) => PSValue): PropertyDef<StandIn> => ({ name, type: 'System.Guid', get });

function properties(kind: string, shape: Shape, number: number): PropertyDef<StandIn>[] {
  const host = text('ComputerName', () => 'HOST1');
  const hosted: PropertyDef<StandIn>[] = [
    { name: 'CimSession', type: CIM_SESSION.name, get: () => standIn('CimSession1')! },
    host,
  ];
  const machine = [text('VMName', () => 'vm1'), guid('VMId', () => idOf('vm1'))];
  const name = text('Name', (t) => t.name);
  const id = guid('Id', (t) => t.id);
  const empty = (EMPTY[kind] ?? []).map((property) => text(property, () => null));
  const path = kind === 'HardDiskDrive' ? [text('Path', () => (number === 1 ? 'C:\\d.vhdx' : 'C:\\e.vhdx'))] : [];
  switch (shape) {
    case 'machine':
      return [name, id, ...empty, ...(kind === 'VMSnapshot' ? machine : []), ...hosted];
    case 'device':
      return [name, id, ...path, ...empty, ...machine, ...hosted];
    case 'part':
      return [...empty, ...machine, ...hosted];
    case 'named':
      return [name, id, ...empty, ...hosted];
    case 'hosted':
      return [...empty, ...hosted];
    case 'bare':
      return [...empty, ...(kind === 'VHDSnapshotInfo' ? [guid('SnapshotId', () => idOf('')), host] : [])];
  }
}

/** An id that shows where it comes from: the name's own characters. */
function idOf(name: string): Guid {
  const bytes = [...Array(16).keys()].map((i) => (name.charCodeAt(i) || 0) & 0xff);
  const hex = (...at: number[]): string => at.map((i) => bytes[i]!.toString(16).padStart(2, '0')).join('');
  return new Guid(`${hex(3, 2, 1, 0)}-${hex(5, 4)}-${hex(7, 6)}-${hex(8, 9)}-${hex(10, 11, 12, 13, 14, 15)}`);
}

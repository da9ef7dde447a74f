/** What every class of the module shares: where an object lives, and which machine it belongs to. */
import { type ClassDef, NetObject, type PropertyDef } from '../powershell/objects.ts';
import { Guid } from '../powershell/values.ts';
import { propertiesOf } from './properties.ts';

/** Namespace of the module's classes. */
export const HYPERV = 'Microsoft.HyperV.PowerShell';

/** Name of the resource pool that everything is in unless told otherwise. */
export const PRIMORDIAL = 'Primordial';

/** Anything that lives on a host. */
export interface HostedTarget {
  /** Name of the host. */
  readonly computerName: string;
  /** True once the thing has been removed. */
  readonly isDeleted: boolean;
  /** What views of its host's release do not show; nothing where absent. */
  readonly lacks?: ReadonlySet<string>;
}

/** A part of a virtual machine. */
export interface ComponentTarget extends HostedTarget {
  /** The machine's id, lower case with hyphens. */
  readonly vmId: string;
  readonly vmName: string;
}

/** A part of a virtual machine with an identity of its own. */
export interface DeviceTarget extends ComponentTarget {
  /** `Microsoft:` + the machine's id in upper case + `\` + the device's own path. See `deviceId`. */
  readonly id: string;
}

/** Id of a device as the module prints it. */
export function deviceId(vmId: string, path: string): string {
  return `Microsoft:${vmId.toUpperCase()}\\${path}`;
}

interface CimSessionTarget {
  readonly computerName: string;
}

const cimSession: ClassDef<CimSessionTarget> = {
  name: 'Microsoft.Management.Infrastructure.CimSession',
  bases: [],
  properties: [
    { name: 'ComputerName', type: 'System.String', get: () => null },
    { name: 'InstanceId', type: 'System.Guid', get: () => new Guid('00000000-0000-0000-0000-000000000000') },
  ],
  toText: () => 'CimSession: .',
};

/** CimSession, ComputerName and IsDeleted, which close every class. */
export function hosted<T extends HostedTarget>(): PropertyDef<T>[] {
  const p = propertiesOf<T>();
  return [
    { name: 'CimSession', type: cimSession.name, get: (t) => new NetObject(cimSession, t) },
    p.string('ComputerName', (t) => t.computerName),
    p.bool('IsDeleted', (t) => t.isDeleted),
  ];
}

/** VMId, VMName, VMSnapshotId and VMSnapshotName, then what closes every class. The part belongs to no checkpoint. */
export function component<T extends ComponentTarget>(): PropertyDef<T>[] {
  const p = propertiesOf<T>();
  return [
    p.guid('VMId', (t) => t.vmId),
    p.string('VMName', (t) => t.vmName),
    p.guid('VMSnapshotId', () => '00000000-0000-0000-0000-000000000000'),
    p.string('VMSnapshotName', () => ''),
    ...hosted<T>(),
  ];
}

/** Alias properties of every part of a machine. */
export const componentAliases = { VMCheckpointId: 'VMSnapshotId', VMCheckpointName: 'VMSnapshotName' } as const;

/** Base classes of a part of a machine, after its own. Seen in transcripts: VirtualizationObject; the rest by pattern. */
export const componentBases = [`${HYPERV}.VMDevice`, `${HYPERV}.VMComponentObject`, `${HYPERV}.VirtualizationObject`];

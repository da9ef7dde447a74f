/** VHDSetInfo and VHDSnapshotInfo: what Get-VHDSet and Get-VHDSnapshot give. */
import type { SetFacts, SnapshotFacts } from '../host/set-files.ts';
import { type ClassDef, NetObject } from '../powershell/objects.ts';
import type { VmPlace } from './live-vm.ts';
import { propertiesOf } from './properties.ts';

const STRINGS = 'System.Collections.Generic.IReadOnlyCollection[System.String]';
const MICROS = 1_000_000;

interface SetTarget extends SetFacts {
  readonly computerName: string;
}

/** A snapshot, and the host that knows its set. */
export interface SnapshotTarget extends SnapshotFacts {
  readonly place: VmPlace;
}

const s = propertiesOf<SetTarget>();
const n = propertiesOf<SnapshotTarget>();

/** Microsoft.Vhd.PowerShell.VHDSetInfo. */
export const vhdSetClass: ClassDef<SetTarget> = {
  name: 'Microsoft.Vhd.PowerShell.VHDSetInfo',
  bases: [],
  properties: [
    s.string('ComputerName', (t) => t.computerName),
    s.string('Path', (t) => t.path),
    s.strings('SnapshotIdList', (t) => t.snapshotIds, STRINGS),
    s.strings('AllPaths', (t) => t.allPaths, STRINGS),
  ],
};

/** Microsoft.Vhd.PowerShell.VHDSnapshotInfo. */
export const vhdSnapshotClass: ClassDef<SnapshotTarget> = {
  name: 'Microsoft.Vhd.PowerShell.VHDSnapshotInfo',
  bases: [],
  properties: [
    n.string('ComputerName', (t) => t.place.computerName),
    n.string('FilePath', (t) => t.path),
    n.guid('SnapshotId', (t) => t.id),
    n.string('SnapshotPath', (t) => t.snapshotPath),
    n.dateTime('CreationTime', (t) => t.createdAt * MICROS),
    // Nothing here tracks changes.
    n.string('ResilientChangeTrackingId', () => ''),
    n.strings('ParentPathsList', (t) => t.parentPaths, STRINGS),
  ],
};

export const setObject = (facts: SetFacts, computerName: string): NetObject<SetTarget> =>
  new NetObject(vhdSetClass, { ...facts, computerName });

export const snapshotObject = (facts: SnapshotFacts, place: VmPlace): NetObject<SnapshotTarget> =>
  new NetObject(vhdSnapshotClass, { ...facts, place });

/** Drives of a machine and the controllers they hang on. */
import type { ClassDef } from '../powershell/objects.ts';
import { NetObject, type PropertyDef } from '../powershell/objects.ts';
import { TypedArray } from '../powershell/values.ts';
import { component, componentAliases, componentBases, type DeviceTarget, HYPERV, PRIMORDIAL } from './base.ts';
import { type Member, propertiesOf } from './properties.ts';

/** A hard disk drive: a place on a controller and what is in it. */
export interface HardDiskDriveTarget extends DeviceTarget {
  /** Path of the virtual hard disk, or the name of the physical disk of a pass-through drive. */
  readonly path: string;
  /** Number of the physical disk of a pass-through drive. */
  readonly diskNumber: number | null;
  /** 0 where unlimited. */
  readonly maximumIops: number | null;
  readonly minimumIops: number | null;
  readonly qosPolicyId: string | null;
  readonly supportPersistentReservations: boolean | null;
  readonly writeHardeningMethod: Member<'CacheAttributes'> | null;
  readonly controllerLocation: number;
  readonly controllerNumber: number;
  readonly controllerType: Member<'ControllerType'>;
}

const h = propertiesOf<HardDiskDriveTarget>();

/** Microsoft.HyperV.PowerShell.HardDiskDrive. */
export const hardDiskDriveClass: ClassDef<HardDiskDriveTarget> = {
  name: `${HYPERV}.HardDiskDrive`,
  bases: [`${HYPERV}.Drive`, ...componentBases],
  properties: [
    h.string('Path', (t) => t.path),
    h.nullableInt32('DiskNumber', (t) => t.diskNumber),
    h.nullableUInt64('MaximumIOPS', (t) => t.maximumIops),
    h.nullableUInt64('MinimumIOPS', (t) => t.minimumIops),
    h.nullableGuid('QoSPolicyID', (t) => t.qosPolicyId),
    h.nullableBool('SupportPersistentReservations', (t) => t.supportPersistentReservations),
    h.nullableEnum('CacheAttributes', 'WriteHardeningMethod', (t) => t.writeHardeningMethod),
    h.int32('ControllerLocation', (t) => t.controllerLocation),
    h.int32('ControllerNumber', (t) => t.controllerNumber),
    h.enum('ControllerType', 'ControllerType', (t) => t.controllerType),
    h.string('Name', () => 'Hard Drive'),
    h.string('PoolName', () => PRIMORDIAL),
    h.string('Id', (t) => t.id),
    ...component<HardDiskDriveTarget>(),
  ],
  aliases: componentAliases,
};

/** A DVD drive. */
export interface DvdDriveTarget extends DeviceTarget {
  readonly dvdMediaType: Member<'DvdMediaType'>;
  /** Path of the image; empty where there is none. */
  readonly path: string;
  readonly controllerLocation: number;
  readonly controllerNumber: number;
  readonly controllerType: Member<'ControllerType'>;
}

const d = propertiesOf<DvdDriveTarget>();

/** Microsoft.HyperV.PowerShell.DvdDrive. */
export const dvdDriveClass: ClassDef<DvdDriveTarget> = {
  name: `${HYPERV}.DvdDrive`,
  bases: [`${HYPERV}.Drive`, ...componentBases],
  properties: [
    d.enum('DvdMediaType', 'DvdMediaType', (t) => t.dvdMediaType),
    d.string('Path', (t) => t.path),
    d.int32('ControllerLocation', (t) => t.controllerLocation),
    d.int32('ControllerNumber', (t) => t.controllerNumber),
    d.enum('ControllerType', 'ControllerType', (t) => t.controllerType),
    d.string('Name', () => 'DVD Drive'),
    d.string('PoolName', () => PRIMORDIAL),
    d.string('Id', (t) => t.id),
    ...component<DvdDriveTarget>(),
  ],
  aliases: componentAliases,
};

/** The floppy disk drive of a machine of generation 1. */
export interface VMFloppyDiskDriveTarget extends DeviceTarget {
  readonly path: string;
}

const f = propertiesOf<VMFloppyDiskDriveTarget>();

/** Microsoft.HyperV.PowerShell.VMFloppyDiskDrive. */
export const floppyDiskDriveClass: ClassDef<VMFloppyDiskDriveTarget> = {
  name: `${HYPERV}.VMFloppyDiskDrive`,
  bases: [`${HYPERV}.Drive`, ...componentBases],
  properties: [
    f.string('Path', (t) => t.path),
    f.string('PoolName', () => PRIMORDIAL),
    f.string('Name', () => 'Diskette Drive'),
    f.string('Id', (t) => t.id),
    ...component<VMFloppyDiskDriveTarget>(),
  ],
  aliases: componentAliases,
};

/** What hangs on a controller. */
export type DriveTarget =
  | { readonly kind: 'hard disk'; readonly drive: HardDiskDriveTarget }
  | { readonly kind: 'dvd'; readonly drive: DvdDriveTarget };

const controllerBases = [`${HYPERV}.VMDriveController`, ...componentBases];

/** Drives of a controller, in order of location. */
function drives<T extends { readonly drives: readonly DriveTarget[] }>(): PropertyDef<T> {
  const element = `${HYPERV}.Drive`;
  return {
    name: 'Drives',
    type: `${element}[]`,
    get: (t) =>
      new TypedArray(
        element,
        t.drives.map((d) =>
          d.kind === 'dvd' ? new NetObject(dvdDriveClass, d.drive) : new NetObject(hardDiskDriveClass, d.drive),
        ),
      ),
  };
}

/** A SCSI controller. Number 0 to 3. */
export interface VMScsiControllerTarget extends DeviceTarget {
  readonly controllerNumber: number;
  readonly drives: readonly DriveTarget[];
}

const s = propertiesOf<VMScsiControllerTarget>();

/** Microsoft.HyperV.PowerShell.VMScsiController. */
export const scsiControllerClass: ClassDef<VMScsiControllerTarget> = {
  name: `${HYPERV}.VMScsiController`,
  bases: controllerBases,
  properties: [
    s.int32('ControllerNumber', (t) => t.controllerNumber),
    s.bool('IsTemplate', () => false),
    drives<VMScsiControllerTarget>(),
    s.string('Name', () => 'SCSI Controller'),
    s.string('Id', (t) => t.id),
    ...component<VMScsiControllerTarget>(),
  ],
  aliases: componentAliases,
};

/** An IDE controller, 0 or 1, of a machine of generation 1. */
export interface VMIdeControllerTarget extends DeviceTarget {
  readonly controllerNumber: number;
  readonly drives: readonly DriveTarget[];
}

const i = propertiesOf<VMIdeControllerTarget>();

/** Microsoft.HyperV.PowerShell.VMIdeController. */
export const ideControllerClass: ClassDef<VMIdeControllerTarget> = {
  name: `${HYPERV}.VMIdeController`,
  bases: controllerBases,
  properties: [
    i.int32('ControllerNumber', (t) => t.controllerNumber),
    drives<VMIdeControllerTarget>(),
    i.string('Name', (t) => `IDE Controller ${t.controllerNumber}`),
    i.string('Id', (t) => t.id),
    ...component<VMIdeControllerTarget>(),
  ],
  aliases: componentAliases,
};

/** Controllers and drives of a machine as targets of their classes, made from its live document. */
import type { Slot } from '../host/drives.ts';
import type { Controller, Drive } from '../host/types.ts';
import type { NetObject } from '../powershell/objects.ts';
import { deviceId } from './base.ts';
import type {
  DvdDriveTarget,
  HardDiskDriveTarget,
  VMFloppyDiskDriveTarget,
  VMIdeControllerTarget,
  VMScsiControllerTarget,
} from './drives.ts';
import type { LiveVm } from './live-vm.ts';
import type { Member } from './properties.ts';

import { owned, part } from './vm-part.ts';

const devicePath = (controller: Controller, drive: Drive) =>
  `${controller.id.toUpperCase()}\\${controller.number}\\${drive.location}\\D`;

function each(vm: LiveVm, kind: Drive['kind']): { controller: Controller; drive: Drive }[] {
  return vm.doc.controllers.flatMap((controller) =>
    controller.drives.filter((drive) => drive.kind === kind).map((drive) => ({ controller, drive })),
  );
}

function hardDrive(vm: LiveVm, controller: Controller, drive: Drive): HardDiskDriveTarget {
  return owned(vm, {
    ...part(vm),
    id: deviceId(vm.id, devicePath(controller, drive)),
    path: drive.path ?? '',
    diskNumber: null,
    maximumIops: drive.maximumIops ?? 0,
    minimumIops: drive.minimumIops ?? 0,
    qosPolicyId: drive.qosPolicyId ?? '00000000-0000-0000-0000-000000000000',
    supportPersistentReservations: drive.persistentReservations ?? false,
    writeHardeningMethod: (drive.writeHardening ?? 'Default') as Member<'CacheAttributes'>,
    controllerLocation: drive.location,
    controllerNumber: controller.number,
    controllerType: controller.type,
  });
}

function dvdDrive(vm: LiveVm, controller: Controller, drive: Drive): DvdDriveTarget {
  return owned(vm, {
    ...part(vm),
    id: deviceId(vm.id, devicePath(controller, drive)),
    dvdMediaType: drive.path === null ? 'None' : 'ISO',
    path: drive.path ?? '',
    controllerLocation: drive.location,
    controllerNumber: controller.number,
    controllerType: controller.type,
  });
}

export const hardDrives = (vm: LiveVm): HardDiskDriveTarget[] =>
  each(vm, 'disk').map(({ controller, drive }) => hardDrive(vm, controller, drive));

/** The hard disk drive in a slot now. */
export function hardDriveAt(vm: LiveVm, slot: Slot): HardDiskDriveTarget | undefined {
  return hardDrives(vm).find(
    (d) =>
      d.controllerType === slot.type && d.controllerNumber === slot.number && d.controllerLocation === slot.location,
  );
}

/** The slot of a hard disk drive object. */
export function slotOf(drive: NetObject<HardDiskDriveTarget>): Slot {
  const { controllerType, controllerNumber, controllerLocation } = drive.target;
  const type = controllerType === 'IDE' ? 'IDE' : 'SCSI';
  return { type, number: controllerNumber, location: controllerLocation };
}

export const dvdDrives = (vm: LiveVm): DvdDriveTarget[] =>
  each(vm, 'dvd').map(({ controller, drive }) => dvdDrive(vm, controller, drive));

/** Generation 1 has one floppy drive, generation 2 none. */
export function floppyDrive(vm: LiveVm): VMFloppyDiskDriveTarget | null {
  if (vm.generation === 2) return null;
  // Instance id of the floppy controller's drive, as Windows shows it.
  return { ...part(vm), id: deviceId(vm.id, '8F0D2762-0B00-4E04-AF4F-19010527CB93\\0\\0\\D'), path: '' };
}

function controllers<T>(vm: LiveVm, type: Controller['type'], make: (c: Controller) => T): T[] {
  return vm.doc.controllers.filter((c) => c.type === type).map(make);
}

function controllerTarget(vm: LiveVm, controller: Controller): VMScsiControllerTarget & VMIdeControllerTarget {
  return owned(vm, {
    ...part(vm),
    id: deviceId(vm.id, `${controller.id.toUpperCase()}\\${controller.number}`),
    controllerNumber: controller.number,
    drives: controller.drives.map((drive) =>
      drive.kind === 'disk'
        ? { kind: 'hard disk', drive: hardDrive(vm, controller, drive) }
        : { kind: 'dvd', drive: dvdDrive(vm, controller, drive) },
    ),
  });
}

export const scsiControllers = (vm: LiveVm): VMScsiControllerTarget[] =>
  controllers(vm, 'SCSI', (c) => controllerTarget(vm, c));

export const ideControllers = (vm: LiveVm): VMIdeControllerTarget[] =>
  controllers(vm, 'IDE', (c) => controllerTarget(vm, c));

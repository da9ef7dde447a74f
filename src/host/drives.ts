/**
 * Controllers and drives of a machine: where things are plugged, and what may be plugged while it runs. Hot add and remove is
 * for disks on SCSI controllers only (documentation of Add-VMHardDiskDrive); everything else needs the machine off.
 */
import { PathError } from '../lab/files.ts';
import { attachedTo } from './drive-index.ts';
import { HostError } from './errors.ts';
import { mountOf } from './mounts.ts';
import { HRESULT } from './storage-texts.ts';
import type { Controller, Drive } from './types.ts';
import type { Vm } from './vm.ts';

export type ControllerType = Controller['type'];

/** A place for a drive. */
export interface Slot {
  readonly type: ControllerType;
  readonly number: number;
  readonly location: number;
}

/** Locations of a controller: DSC resources of HyperVDsc and "Hyper-V scalability". */
const LOCATIONS: Readonly<Record<ControllerType, number>> = { IDE: 2, SCSI: 64 };

/** What a drive remembers besides its file; undefined leaves it as it is. */
export interface DriveSettings {
  readonly maximumIops?: number | undefined;
  readonly minimumIops?: number | undefined;
  readonly qosPolicyId?: string | undefined;
  readonly persistentReservations?: boolean | undefined;
  readonly writeHardening?: string | undefined;
  readonly resourcePool?: string | undefined;
}

/** A wish for a drive; what is left out is chosen. */
export interface NewDisk extends DriveSettings {
  readonly type?: ControllerType | undefined;
  readonly number?: number | undefined;
  readonly location?: number | undefined;
  /** As the script wrote it; null: a drive without a disk. */
  readonly path: string | null;
  /** Do not look at the file. */
  readonly unverified?: boolean;
}

/** Why the disk at a path cannot be used now, as HRESULT; undefined where it can. */
export type DiskCheck = (real: string) => number | undefined;

export function controller(vm: Vm, type: ControllerType, number: number): Controller {
  if (type === 'IDE' && vm.doc.generation === 2) throw new HostError('noIde', { vm: vm.named });
  const found = vm.doc.controllers.find((c) => c.type === type && c.number === number);
  if (!found) throw new HostError('controllerNotFound', { vm: vm.named, type, number });
  return found;
}

/** The disk drive in a slot. @throws HostError `driveNotFound` */
export function diskDrive(vm: Vm, slot: Slot): Drive {
  const drive = vm.drive(slot.type, slot.number, slot.location);
  if (drive?.kind !== 'disk') throw new HostError('driveNotFound', { vm: vm.named, ...slot });
  return drive;
}

/** May a drive on this type of controller be plugged or unplugged now? */
function checkPlug(vm: Vm, type: ControllerType, verb: 'add' | 'remove' | 'modify', device = 'Hard Disk Drive'): void {
  const hot = type === 'SCSI' && device === 'Hard Disk Drive' && vm.doc.state === 'Running';
  if (vm.doc.state !== 'Off' && !hot) throw new HostError('hotPlug', { vm: vm.named, device, verb });
}

/** First free slot that fits the wish; IDE before SCSI where the type is open and the machine is off. */
function chooseSlot(vm: Vm, wish: Pick<NewDisk, 'type' | 'number' | 'location'>): Slot {
  const open = vm.doc.generation === 2 || vm.doc.state === 'Running' ? (['SCSI'] as const) : (['IDE', 'SCSI'] as const);
  const types: readonly ControllerType[] = wish.type ? [wish.type] : open;
  const candidates =
    wish.number === undefined
      ? vm.doc.controllers.filter((c) => types.includes(c.type))
      : [controller(vm, wish.type ?? (types[0] as ControllerType), wish.number)];
  if (wish.type === 'IDE' && vm.doc.generation === 2) throw new HostError('noIde', { vm: vm.named });
  const ordered = types.flatMap((t) => candidates.filter((c) => c.type === t).sort((a, b) => a.number - b.number));
  for (const c of ordered) {
    const free = (location: number) => !c.drives.some((d) => d.location === location);
    if (wish.location !== undefined) {
      if (wish.location < 0 || wish.location >= LOCATIONS[c.type]) {
        const highest = LOCATIONS[c.type] - 1;
        throw new HostError('locationRange', { type: c.type, location: wish.location, highest });
      }
      const slot = { type: c.type, number: c.number, location: wish.location };
      if (free(wish.location)) return slot;
      // With the controller given the place was meant; otherwise the next controller may have it free.
      if (wish.number !== undefined || ordered.length === 1)
        throw new HostError('locationTaken', { vm: vm.named, ...slot });
      continue;
    }
    for (let location = 0; location < LOCATIONS[c.type]; location++) {
      if (free(location)) return { type: c.type, number: c.number, location };
    }
  }
  throw new HostError('noFreeLocation', { vm: vm.named, type: types.join(' or ') });
}

/** Where a disk file is. @throws HostError `attachmentFailed` for names that no file can have */
export function locateDisk(vm: Vm, path: string): { shown: string; real: string } {
  try {
    return vm.host.tools.files.locate(path);
  } catch (error) {
    if (error instanceof PathError)
      throw new HostError('attachmentFailed', { vm: vm.named, path, code: HRESULT.badName });
    throw error;
  }
}

/** Does anybody else hold this file now: a machine that is on or has a saved state, or the host that has it mounted? */
export function heldByOther(vm: Vm, real: string): boolean {
  if (mountOf(vm.host, real)) return true;
  return attachedTo(vm.host.reader, real).some((row) => {
    if (row.vm === vm.doc.id) return false;
    const state = vm.host.reader.get('vm', row.vm)?.columns.state;
    return state !== undefined && state !== 'Off';
  });
}

function checkFile(vm: Vm, path: string, wish: NewDisk, check: DiskCheck, except?: Drive): string {
  const { shown, real } = locateDisk(vm, path);
  for (const c of vm.doc.controllers) {
    for (const d of c.drives) {
      if (d !== except && d.path !== null && locateDisk(vm, d.path).real === real) {
        throw new HostError('attachedTwice', { vm: vm.named, path: shown });
      }
    }
  }
  if (wish.unverified) return shown;
  const shared = wish.persistentReservations === true;
  const code = check(real) ?? (vm.doc.state !== 'Off' && !shared && heldByOther(vm, real) ? HRESULT.inUse : undefined);
  if (code !== undefined) throw new HostError('attachmentFailed', { vm: vm.named, path: shown, code });
  return shown;
}

/** Tells a running guest that something was plugged into a SCSI controller. */
function announce(vm: Vm, number: number): void {
  if (vm.runs)
    vm.guest.deliver({ channel: 'storage', instance: number, message: { type: 'enumerateBus' } }, vm.host.now);
}

function setUp(drive: Drive, settings: DriveSettings): void {
  if (settings.maximumIops !== undefined) drive.maximumIops = settings.maximumIops;
  if (settings.minimumIops !== undefined) drive.minimumIops = settings.minimumIops;
  if (settings.qosPolicyId !== undefined) drive.qosPolicyId = settings.qosPolicyId;
  if (settings.persistentReservations !== undefined) drive.persistentReservations = settings.persistentReservations;
  if (settings.writeHardening !== undefined) drive.writeHardening = settings.writeHardening;
  if (settings.resourcePool !== undefined) drive.resourcePool = settings.resourcePool;
}

/** Plugs a disk in and answers where. @throws HostError */
export function addDisk(vm: Vm, wish: NewDisk, check: DiskCheck): Slot {
  const slot = chooseSlot(vm, wish);
  checkPlug(vm, slot.type, 'add');
  const path = wish.path === null ? null : checkFile(vm, wish.path, wish, check);
  const target = controller(vm, slot.type, slot.number);
  const id = vm.host.tools.random.guid(vm.doc.id, 'drive', vm.doc.nextDevice++);
  const drive: Drive = { kind: 'disk', location: slot.location, path, id };
  setUp(drive, wish);
  target.drives.push(drive);
  target.drives.sort((a, b) => a.location - b.location);
  announce(vm, slot.number);
  return slot;
}

/** Takes a disk out; the file stays. @throws HostError `driveNotFound`, `hotPlug` */
export function removeDisk(vm: Vm, slot: Slot): void {
  const drive = diskDrive(vm, slot);
  checkPlug(vm, slot.type, 'remove');
  const target = controller(vm, slot.type, slot.number);
  target.drives = target.drives.filter((d) => d !== drive);
  if (vm.runs) {
    const message = { type: 'removeDevice', location: slot.location } as const;
    vm.guest.deliver({ channel: 'storage', instance: slot.number, message }, vm.host.now);
  }
}

/** Changes of a drive: another file, another place, settings. */
export interface DiskChange extends DriveSettings {
  readonly path?: string | undefined;
  readonly toType?: ControllerType | undefined;
  readonly toNumber?: number | undefined;
  readonly toLocation?: number | undefined;
  readonly unverified?: boolean;
}

/** Changes a drive and answers where it is now. @throws HostError */
export function changeDisk(vm: Vm, slot: Slot, change: DiskChange, check: DiskCheck): Slot {
  const drive = diskDrive(vm, slot);
  const moves = change.toType !== undefined || change.toNumber !== undefined || change.toLocation !== undefined;
  if (!moves && change.path === undefined) {
    setUp(drive, change);
    return slot;
  }
  checkPlug(vm, slot.type, 'modify');
  const path =
    change.path === undefined ? drive.path : checkFile(vm, change.path, { ...change, path: change.path }, check, drive);
  removeDisk(vm, slot);
  const to = moves
    ? chooseSlot(vm, {
        type: change.toType ?? slot.type,
        number: change.toNumber ?? (change.toType && change.toType !== slot.type ? undefined : slot.number),
        location: change.toLocation,
      })
    : slot;
  checkPlug(vm, to.type, 'modify');
  const target = controller(vm, to.type, to.number);
  const moved: Drive = { ...drive, location: to.location, path };
  setUp(moved, change);
  target.drives.push(moved);
  target.drives.sort((a, b) => a.location - b.location);
  announce(vm, to.number);
  return to;
}

/** Adds a SCSI controller and answers its number. @throws HostError `hotPlug`, `controllerLimit` */
export function addScsiController(vm: Vm): number {
  checkPlug(vm, 'SCSI', 'add', 'SCSI Controller');
  const used = vm.doc.controllers.filter((c) => c.type === 'SCSI').map((c) => c.number);
  const highest = vm.host.profile.limits.scsiControllers;
  if (used.length >= highest) throw new HostError('controllerLimit', { vm: vm.named, highest });
  const number = used.length;
  const id = vm.host.tools.random.guid(vm.doc.id, 'controller', vm.doc.nextDevice++);
  vm.doc.controllers.push({ type: 'SCSI', number, id, drives: [] });
  return number;
}

/**
 * Removes a SCSI controller with what is plugged into it; the numbers above move down (assumed: the module numbers controllers
 * by their order). @throws HostError `controllerNotFound`, `hotPlug`
 */
export function removeScsiController(vm: Vm, number: number): void {
  const target = controller(vm, 'SCSI', number);
  checkPlug(vm, 'SCSI', 'remove', 'SCSI Controller');
  vm.doc.controllers = vm.doc.controllers.filter((c) => c !== target);
  for (const c of vm.doc.controllers) if (c.type === 'SCSI' && c.number > number) c.number--;
}

/** How messages name a controller. */
const CONTROLLER_NAMES: Readonly<Record<ControllerType, string>> = {
  IDE: 'Emulated IDE Controller',
  SCSI: 'Synthetic SCSI Controller',
};

/** Before power-on: can every disk be opened, and does no other machine hold it? @throws HostError `startDisk` */
export function checkDisks(vm: Vm): void {
  for (const { type, id, drives } of vm.doc.controllers) {
    for (const drive of drives) {
      if (drive.kind !== 'disk' || drive.path === null) continue;
      const { shown, real } = locateDisk(vm, drive.path);
      const shared = drive.persistentReservations === true;
      const code = vm.host.tools.diskFault(real) ?? (!shared && heldByOther(vm, real) ? HRESULT.inUse : undefined);
      if (code === undefined) continue;
      throw new HostError('startDisk', {
        vm: vm.named,
        path: shown,
        controller: CONTROLLER_NAMES[type],
        instance: id,
        code,
      });
    }
  }
}

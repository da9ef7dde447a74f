/**
 * The way of every access to a disk. A host tells nobody that a disk has grown: the next command on it ends with the unit
 * attention 2A/09 (capacity data has changed), the driver rescans the device and repeats the command, and user space sees no
 * error (drivers/scsi/storvsc_drv.c). So an idle disk keeps its old size.
 */
import type { Guest } from '../guest.ts';
import type { BlockDevice } from '../state.ts';
import { deviceNamed, rounding, viewOf } from './devices.ts';
import { sizeLines } from './naming.ts';

export type BlockError = 'ENODEV' | 'EIO' | 'EROFS' | 'ENXIO';

export interface BlockRequest {
  readonly operation: 'read' | 'write' | 'flush';
  /** In 512-byte units from the beginning of the disk or partition named. */
  readonly sector: number;
  readonly sectors: number;
}

/** Compares what the device is with what the kernel knows; true where the size changed. */
export function noticeCapacity(guest: Guest, device: BlockDevice): boolean {
  const view = viewOf(guest, device.slot);
  if (!view || view.diskId !== device.diskId) return false;
  const sectors = Math.floor(view.sizeBytes / 512);
  device.readOnly = view.readOnly;
  if (sectors === device.sectors) return false;
  const before = device.sectors;
  device.sectors = sectors;
  for (const line of sizeLines(device, rounding(guest))) guest.log(line, 5);
  const scale = guest.profile.format.capacityUnit === 'bytes' ? 512 : 1;
  guest.log(`${device.name}: detected capacity change from ${before * scale} to ${sectors * scale}`, 6);
  guest.touch();
  guest.userSpace.capacityChanged(guest, device, before);
  return true;
}

/**
 * One access to `sdb` or `sdb1`. Answers null, or why it failed; errors of a disk that vanished are logged as the kernel
 * does. Data is not its business: contents are kept by `vfs/`.
 */
export function blockIo(guest: Guest, name: string, request: BlockRequest): BlockError | null {
  const device = deviceNamed(guest, name);
  if (!device) return 'ENODEV';
  const view = viewOf(guest, device.slot);
  if (!view || view.diskId !== device.diskId) {
    const op = request.operation === 'write' ? 'WRITE' : 'READ';
    guest.log(
      guest.profile.era === '2013'
        ? `end_request: I/O error, dev ${device.name}, sector ${request.sector}`
        : `I/O error, dev ${device.name}, sector ${request.sector} op 0x${op === 'WRITE' ? 1 : 0}:(${op}) flags 0x0 phys_seg 1 prio class 2`,
      3,
    );
    return 'EIO';
  }
  noticeCapacity(guest, device);
  if (request.operation === 'write' && device.readOnly) return 'EROFS';
  const partition = device.partitions.find((entry) => `${device.name}${entry.number}` === name);
  if (name !== device.name && !partition) return 'ENXIO';
  const size = partition?.sectors ?? device.sectors;
  const end = (partition?.start ?? 0) + request.sector + request.sectors;
  if (request.sector + request.sectors > size) return 'EIO';
  if (end > device.sectors) {
    guest.log(`attempt to access beyond end of device`, 6);
    guest.log(`${name}: rw=${request.operation === 'write' ? 1 : 0}, want=${end}, limit=${device.sectors}`, 6);
    return 'EIO';
  }
  if (request.operation === 'read') {
    device.stats.reads++;
    device.stats.readSectors += request.sectors;
  } else if (request.operation === 'write') {
    device.stats.writes++;
    device.stats.writtenSectors += request.sectors;
  }
  guest.touch();
  return null;
}

/** `echo 1 > /sys/block/sdX/device/rescan`. */
export function rescanDevice(guest: Guest, name: string): BlockError | null {
  const device = deviceNamed(guest, name);
  if (!device) return 'ENODEV';
  noticeCapacity(guest, device);
  return null;
}

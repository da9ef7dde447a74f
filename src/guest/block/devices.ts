/** Finding, adding and removing disks: what the SCSI layer and sd do when a controller is scanned. */
import type { AttachedDisk, DiskView } from '../../vmbus/port.ts';
import type { Guest } from '../guest.ts';
import type { BlockDevice, BlockSlot, BlockState, ScsiHost } from '../state.ts';
import { builtinDiskId, kernelPartitions, readDisk } from './content.ts';
import { diskName, freeIndex, partitionLine, sdPrefix, sizeLines } from './naming.ts';

export function newBlock(): BlockState {
  return { devices: [], hosts: [] };
}

/** What the slot holds now: the machine's disk, or the profile's own. */
export function viewOf(guest: Guest, slot: BlockSlot): DiskView | undefined {
  if (slot !== 'builtin') return guest.host.disk(slot);
  return {
    diskId: builtinDiskId(guest.host.vmId),
    sizeBytes: guest.profile.rootDisk.sizeBytes,
    logicalSectorBytes: 512,
    physicalSectorBytes: 4096,
    readOnly: false,
  };
}

/** How this kernel shortens sizes. */
export function rounding(guest: Guest): 'cut' | 'round' {
  return guest.profile.era === '2013' ? 'cut' : 'round';
}

function sameSlot(a: BlockSlot, b: BlockSlot): boolean {
  if (a === 'builtin' || b === 'builtin') return a === b;
  return a.controller === b.controller && a.number === b.number && a.location === b.location;
}

export function deviceAt(guest: Guest, slot: BlockSlot): BlockDevice | undefined {
  return guest.run.block.devices.find((device) => sameSlot(device.slot, slot));
}

/** By name, with or without a partition number: `sdb`, `sdb1`. */
export function deviceNamed(guest: Guest, name: string): BlockDevice | undefined {
  const disk = /^(sd[a-z]+)\d*$/.exec(name)?.[1];
  return guest.run.block.devices.find((device) => device.name === disk);
}

/**
 * SCSI hosts in the order of probing: the two channels of the emulated IDE controller (generation 1), one storvsc host for
 * every IDE disk, then one for every SCSI controller.
 */
export function probeHosts(guest: Guest): void {
  const { block, hardware } = guest.run;
  const add = (driver: ScsiHost['driver'], controller: ScsiHost['controller'], controllerNumber: number) => {
    const number = block.hosts.length;
    block.hosts.push({ number, driver, controller, controllerNumber });
    const format = guest.profile.format.scsiHost;
    const text = driver === 'ata_piix' ? 'ata_piix' : 'storvsc_host_t';
    guest.log(format === 'scsiN' ? `scsi${number} : ${text}` : `scsi host${number}: ${text}`);
    return number;
  };
  if (hardware.generation === 1 && block.hosts.length === 0) {
    add('ata_piix', null, 0);
    add('ata_piix', null, 1);
  }
  if (!guest.profile.drivers.includes('hv_storvsc')) return;
  if (guest.state.installed?.rootDiskId === null) {
    const number = add('builtin', null, 0);
    attach(guest, 'builtin', [number, 0, 0, 0]);
  }
  for (const disk of hardware.disks.filter(({ controller }) => controller === 'IDE').sort(byPlace)) {
    const number = add('storvsc', 'IDE', disk.number * 2 + disk.location);
    attach(guest, slotOf(disk), [number, 0, disk.location, 0]);
  }
  for (let controller = 0; controller < hardware.scsiControllers; controller++) add('storvsc', 'SCSI', controller);
  scanScsi(guest, hardware.disks);
}

function byPlace(a: AttachedDisk, b: AttachedDisk): number {
  return a.number - b.number || a.location - b.location;
}

function slotOf({ controller, number, location }: AttachedDisk): BlockSlot {
  return { controller, number, location };
}

/** Adds what is new on the SCSI controllers, in order of controller and location. */
export function scanScsi(guest: Guest, disks: readonly AttachedDisk[]): void {
  for (const disk of disks.filter(({ controller }) => controller === 'SCSI').sort(byPlace)) {
    const host = guest.run.block.hosts.find(
      (entry) => entry.controller === 'SCSI' && entry.controllerNumber === disk.number,
    );
    if (host && !deviceAt(guest, slotOf(disk))) attach(guest, slotOf(disk), [host.number, 0, 0, disk.location]);
  }
}

/** Scans all 64 locations of a controller: the answer to `enumerateBus`. */
export function rescanController(guest: Guest, controller: number): void {
  const found: AttachedDisk[] = [];
  for (let location = 0; location < 64; location++) {
    const view = guest.host.disk({ controller: 'SCSI', number: controller, location });
    if (view) found.push({ controller: 'SCSI', number: controller, location, diskId: view.diskId });
  }
  for (const device of [...guest.run.block.devices]) {
    const { slot } = device;
    if (slot === 'builtin' || slot.controller !== 'SCSI' || slot.number !== controller) continue;
    if (found.find(({ location }) => location === slot.location)?.diskId !== device.diskId) detach(guest, device);
  }
  scanScsi(guest, found);
}

/** A disk was found: sd takes it. */
export function attach(guest: Guest, slot: BlockSlot, address: BlockDevice['address']): BlockDevice | undefined {
  const view = viewOf(guest, slot);
  if (!view) return undefined;
  const { devices } = guest.run.block;
  const { format } = guest.profile;
  const index = freeIndex(devices);
  const device: BlockDevice = {
    name: diskName(index),
    index,
    slot,
    address,
    diskId: view.diskId,
    sectors: Math.floor(view.sizeBytes / 512),
    logicalSectorBytes: view.logicalSectorBytes,
    physicalSectorBytes: view.physicalSectorBytes,
    readOnly: view.readOnly,
    partitions: [],
    stats: { reads: 0, readSectors: 0, writes: 0, writtenSectors: 0 },
  };
  devices.push(device);
  devices.sort((a, b) => a.index - b.index);
  const { table } = readDisk(guest, device.diskId);
  device.partitions = kernelPartitions(table, device);
  const place = address.join(':');
  const sd = `sd ${place}: `;
  guest.log(`scsi ${place}: Direct-Access     Msft     Virtual Disk     1.0  PQ: 0 ANSI: ${format.ansi}`, 5);
  guest.log(`${sd}Attached scsi generic sg${devices.indexOf(device)} type 0`, 5);
  for (const line of sizeLines(device, rounding(guest))) guest.log(line, 5);
  guest.log(`${sdPrefix(device)}Write Protect is ${device.readOnly ? 'on' : 'off'}`, 5);
  guest.log(
    `${sdPrefix(device)}Mode Sense: ${guest.profile.era === '2013' ? '0f' : '63'} 00 ${device.readOnly ? '80' : '00'} 00`,
    7,
  );
  guest.log(`${sdPrefix(device)}Write cache: enabled, read cache: enabled, doesn't support DPO or FUA`, 5);
  if (format.capacityAtAttach) {
    const size = format.capacityUnit === 'bytes' ? device.sectors * 512 : device.sectors;
    guest.log(`${device.name}: detected capacity change from 0 to ${size}`, 6);
  }
  if (device.partitions.length > 0 || table) guest.log(partitionLine(device.name, device.partitions), 6);
  else if (guest.profile.era === '2013') guest.log(` ${device.name}: unknown partition table`, 6);
  guest.log(`${sdPrefix(device)}Attached SCSI disk`, 5);
  guest.userSpace.attached(guest, device);
  guest.touch();
  return device;
}

/** A disk is gone. */
export function detach(guest: Guest, device: BlockDevice): void {
  const { block } = guest.run;
  block.devices = block.devices.filter((entry) => entry !== device);
  guest.log(`${sdPrefix(device)}Synchronizing SCSI cache`, 5);
  guest.log(`${sdPrefix(device)}  Result: hostbyte=DID_NO_CONNECT driverbyte=DRIVER_OK`, 6);
  guest.userSpace.detached(guest, device);
  guest.touch();
}

/** Reads the table again (BLKRRPART): the kernel's partitions follow it. */
export function readPartitions(guest: Guest, device: BlockDevice): void {
  const { table } = readDisk(guest, device.diskId);
  device.partitions = kernelPartitions(table, device);
  guest.log(partitionLine(device.name, device.partitions), 6);
  guest.touch();
}

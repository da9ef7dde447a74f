/**
 * Disks of a host: its own, which is described and cannot be changed, and those that Mount-VHD attached, whose partition
 * tables and volumes are in their files.
 */

import { namesFor } from '../disk-work.ts';
import { context, type DiskNames } from '../host/disk-files.ts';
import { HostError } from '../host/errors.ts';
import { mountWithNumber } from '../host/mounts.ts';
import type { HostDoc, MountDoc } from '../host/types.ts';
import { GB, type Guid, MB } from '../vhd/bytes.ts';
import { openDisk } from '../vhd/chain.ts';
import type { VirtualDisk } from '../vhd/disk.ts';
import { freeExtents, GPT_TYPES, type PartitionTable, readTable, type TableEntry } from '../vhd/partition-table.ts';
import { readVolume, type VolumeFacts } from '../vhd/volumes.ts';
import type { World } from '../world.ts';

export interface PartitionInfo extends TableEntry {
  readonly letter: string | null;
  readonly volume: VolumeFacts | null;
}

export interface DiskInfo {
  readonly hostId: string;
  readonly computerName: string;
  readonly number: number;
  /** Null for the host's own disk. */
  readonly mount: MountDoc | null;
  readonly size: number;
  readonly allocated: number;
  readonly logicalSector: number;
  readonly physicalSector: number;
  readonly identity: Guid;
  readonly style: PartitionTable['style'];
  readonly guid: Guid;
  readonly signature: number;
  readonly partitions: readonly PartitionInfo[];
  readonly largestFree: number;
  readonly offline: boolean;
  readonly readOnly: boolean;
}

/** The host's own disk: the layout that setup makes on a new one; size and model are invented. */
const OWN_SIZE = 480 * GB;

function ownDisk(world: World, hostId: string, computerName: string): DiskInfo {
  const guid = (n: number): Guid => world.lab.random.guid(hostId, 'own disk', n);
  const blank = { attributes: 0n, mbrType: 0, active: false };
  const entry = (number: number, offset: number, length: number, type: Guid, name: string): TableEntry => ({
    number,
    offset,
    length,
    type,
    guid: guid(number),
    name,
    ...blank,
  });
  const [recovery, system, reserved] = [499 * MB, 99 * MB, 16 * MB];
  const sizes = [recovery, system, reserved];
  const starts = sizes.map((_, i) => MB + sizes.slice(0, i).reduce((a, b) => a + b, 0));
  const windowsAt = MB + recovery + system + reserved;
  const windows = entry(4, windowsAt, OWN_SIZE - windowsAt - MB, GPT_TYPES.basic, 'Basic data partition');
  const volume: VolumeFacts = {
    fileSystem: 'NTFS',
    label: '',
    size: windows.length - 4096,
    free: null,
    clusterSize: 4096,
  };
  return {
    hostId,
    computerName,
    number: 0,
    mount: null,
    size: OWN_SIZE,
    allocated: OWN_SIZE,
    logicalSector: 512,
    physicalSector: 4096,
    identity: guid(0),
    style: 'GPT',
    guid: guid(5),
    signature: 0,
    partitions: [
      { ...entry(1, starts[0]!, recovery, GPT_TYPES.recovery, 'Basic data partition'), letter: null, volume: null },
      { ...entry(2, starts[1]!, system, GPT_TYPES.system, 'EFI system partition'), letter: null, volume: null },
      {
        ...entry(3, starts[2]!, reserved, GPT_TYPES.reserved, 'Microsoft reserved partition'),
        letter: null,
        volume: null,
      },
      { ...windows, letter: 'C', volume },
    ],
    largestFree: 0,
    offline: false,
    readOnly: false,
  };
}

function mounted(world: World, hostId: string, computerName: string, mount: MountDoc): DiskInfo {
  const disk = openDisk(mount.real, context(world.files));
  try {
    const table = readTable(disk);
    const partitions = table.entries.map((e) => ({
      ...e,
      letter: mount.letters?.[String(e.offset)] ?? null,
      volume: hasVolume(e) ? (readVolume(disk, e) ?? null) : null,
    }));
    const free = table.style === 'RAW' ? 0 : Math.max(0, ...freeExtents(disk, table).map((f) => f.length));
    return {
      hostId,
      computerName,
      number: mount.number,
      mount,
      size: disk.size,
      allocated: disk.file.stored(),
      logicalSector: disk.logicalSectorSize,
      physicalSector: disk.physicalSectorSize,
      identity: disk.identifier ?? world.lab.random.guid(hostId, 'raw disk', mount.number),
      style: table.style,
      guid: table.guid,
      signature: table.signature,
      partitions,
      largestFree: free,
      offline: mount.offline === true,
      readOnly: mount.readOnly || mount.locked === true,
    };
  } finally {
    disk.close();
  }
}

/** Types of MBR partitions whose file systems Windows reads. */
const MBR_DATA: ReadonlySet<number> = new Set([0x01, 0x04, 0x06, 0x07, 0x0b, 0x0c, 0x0e]);

/** Is it a partition that Windows makes a volume of? */
export const hasVolume = (e: TableEntry): boolean =>
  e.type === null ? MBR_DATA.has(e.mbrType) : e.type === GPT_TYPES.basic;

/** All disks of a host, in order of number. */
export async function disksOf(world: World, hostId: string): Promise<DiskInfo[]> {
  const { name } = world.hostFacts(hostId);
  const mounts = await world.read(hostId, (host) => host.doc.mounts ?? []);
  return [ownDisk(world, hostId, name), ...mounts.map((m) => mounted(world, hostId, name, m))].sort(
    (a, b) => a.number - b.number,
  );
}

/** Why a disk does not take a change: codes of the storage management provider. */
export class StorageError extends Error {
  readonly code: number | null;
  constructor(code: number | null, message: string) {
    super(message);
    this.code = code;
  }
}

/** Opens a mounted disk to change it. @throws StorageError */
export async function changeDisk<R>(
  world: World,
  info: DiskInfo,
  work: (disk: VirtualDisk, guid: () => Guid) => R,
): Promise<R> {
  if (!info.mount)
    throw new StorageError(
      null,
      "This is the host's own disk: hyperv describes it, and changes disks from Mount-VHD only.",
    );
  if (info.offline) throw new StorageError(41003, 'The disk is offline.');
  if (info.readOnly) throw new StorageError(19, 'The media is write protected.');
  const names: DiskNames = await namesFor(world, info.hostId);
  const surroundings = context(world.files, names);
  const disk = openDisk(info.mount.real, surroundings, { write: true });
  try {
    return work(disk, () => surroundings.stamp.guid());
  } finally {
    disk.close();
  }
}

/** Changes what the host keeps of a mounted disk. @throws StorageError */
export async function changeMount(world: World, info: DiskInfo, change: (mount: MountDoc) => MountDoc): Promise<void> {
  if (!info.mount)
    throw new StorageError(
      null,
      "This is the host's own disk: hyperv describes it, and changes disks from Mount-VHD only.",
    );
  await world.change(info.hostId, (host) => {
    const mount = mountWithNumber(host, info.number);
    const doc = host.doc as HostDoc;
    doc.mounts = (doc.mounts ?? []).map((m) => (m === mount ? change(m) : m));
  });
}

export { HostError };

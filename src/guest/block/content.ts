/** Reading and writing what a disk holds, and the table of the profile's own disk. */
import type { Json } from '../../lab/store.ts';
import type { Guest } from '../guest.ts';
import type { Profile } from '../profiles/profile.ts';
import type { BlockDevice, DiskContent, Partition, PartitionTable, TablePartition } from '../state.ts';

const TYPES = {
  dos: { swap: '82', file: '83' },
  gpt: { swap: '0657FD6D-A4AB-43C4-84E5-0933C84B4F4F', file: '0FC63DAF-8483-4772-8E79-3D69D8477DE4' },
} as const;

/** The identifier under which the contents of the profile's own disk are kept. */
export function builtinDiskId(vmId: string): string {
  return `root-${vmId}`;
}

/** The table of the profile's own disk: partitions from 1 MiB on, the last one to the end (or before the backup GPT). */
export function builtinTable(profile: Profile, diskId: string): PartitionTable {
  const { sizeBytes, label, partitions } = profile.rootDisk;
  const diskSectors = sizeBytes / 512;
  const last = label === 'gpt' ? diskSectors - 34 : diskSectors - 1;
  let start = 2048;
  const entries = partitions.map((partition, index): TablePartition => {
    const sectors = partition.sizeMiB === null ? last - start + 1 : partition.sizeMiB * 2048;
    const entry = {
      number: index + 1,
      start,
      sectors,
      type: TYPES[label][partition.fileSystem === 'swap' ? 'swap' : 'file'],
      uuid: label === 'gpt' ? diskId.slice(-36).toUpperCase() : '',
      bootable: label === 'dos' && (partition.mount === '/boot' || (partition.mount === '/' && index === 0)),
    };
    start += sectors;
    return entry;
  });
  return {
    label,
    id: label === 'dos' ? '000ac416' : diskId.slice(-36).toUpperCase(),
    partitions: entries,
    diskSectors,
  };
}

/** What is known of a disk; a new or foreign one is blank. */
export function readDisk(guest: Guest, diskId: string): DiskContent {
  const stored = guest.host.readContent(diskId) as unknown as DiskContent | null;
  if (stored) return stored;
  const own = diskId === builtinDiskId(guest.host.vmId);
  return { table: own ? builtinTable(guest.profile, diskId) : null, volumes: {} };
}

export function writeDisk(guest: Guest, diskId: string, content: DiskContent): void {
  guest.host.writeContent(diskId, content as unknown as Json);
}

/** Partitions that the kernel makes of a table: those that begin inside the disk, cut at its end. */
export function kernelPartitions(table: PartitionTable | null, device: Pick<BlockDevice, 'sectors'>): Partition[] {
  return (table?.partitions ?? [])
    .filter(({ start }) => start < device.sectors)
    .map(({ number, start, sectors }) => ({ number, start, sectors: Math.min(sectors, device.sectors - start) }));
}

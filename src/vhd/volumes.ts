/**
 * File systems on partitions: which one is there, how large it is, and FAT32 for new ones (the "FAT32 File System
 * Specification" of 2000). NTFS and ReFS are only looked at.
 */
import { GB, KB, MB, readU64LE } from './bytes.ts';
import type { VirtualDisk } from './disk.ts';

export interface VolumeFacts {
  /** As Windows names it. */
  readonly fileSystem: 'FAT' | 'FAT32' | 'exFAT' | 'NTFS' | 'ReFS';
  readonly label: string;
  readonly size: number;
  /** Free bytes; null where that is not known. */
  readonly free: number | null;
  readonly clusterSize: number;
}

interface Range {
  readonly offset: number;
  readonly length: number;
}

/** The file system of a partition; undefined where there is none that Windows knows. */
export function readVolume(disk: VirtualDisk, { offset, length }: Range): VolumeFacts | undefined {
  const boot = Buffer.alloc(512);
  if (length < 512 || offset + 512 > disk.size) return undefined;
  disk.read(boot, offset);
  if (boot.readUInt16LE(510) !== 0xaa55) return undefined;
  const name = boot.toString('latin1', 3, 11);
  const sector = boot.readUInt16LE(11);
  const per = boot[13] as number;
  const cluster = sector * (per > 0x80 ? 2 ** (256 - per) : per);
  const label = (at: number): string => {
    const text = boot.toString('latin1', at, at + 11).trimEnd();
    return text === 'NO NAME' ? '' : text;
  };
  if (name === 'NTFS    ')
    return { fileSystem: 'NTFS', label: '', size: readU64LE(boot, 40) * sector, free: null, clusterSize: cluster };
  if (name.startsWith('ReFS')) return { fileSystem: 'ReFS', label: '', size: length, free: null, clusterSize: 4 * KB };
  if (name === 'EXFAT   ') {
    const bytes = 2 ** (boot[108] as number);
    const clusterSize = bytes * 2 ** (boot[109] as number);
    return { fileSystem: 'exFAT', label: '', size: readU64LE(boot, 72) * bytes, free: null, clusterSize };
  }
  if (boot.toString('latin1', 82, 90) === 'FAT32   ') {
    const total = boot.readUInt32LE(32);
    const reserved = boot.readUInt16LE(14);
    const data = total - reserved - (boot[16] as number) * boot.readUInt32LE(36);
    const info = Buffer.alloc(sector);
    disk.read(info, offset + boot.readUInt16LE(48) * sector);
    const known = info.readUInt32LE(0) === 0x41615252 && info.readUInt32LE(488) !== 0xffffffff;
    const size = Math.floor(data / per) * cluster;
    const free = known ? info.readUInt32LE(488) * cluster : null;
    return { fileSystem: 'FAT32', label: label(71), size, free, clusterSize: cluster };
  }
  if (/^FAT1[26]/.test(boot.toString('latin1', 54, 62))) {
    const total = boot.readUInt16LE(19) || boot.readUInt32LE(32);
    return { fileSystem: 'FAT', label: label(43), size: total * sector, free: null, clusterSize: cluster };
  }
  return undefined;
}

/** Clusters of FAT32 by size of the volume, as Windows chooses them. */
const CLUSTERS: readonly (readonly [number, number])[] = [
  [64 * MB, 512],
  [128 * MB, KB],
  [256 * MB, 2 * KB],
  [8 * GB, 4 * KB],
  [16 * GB, 8 * KB],
  [32 * GB, 16 * KB],
];

/** Smallest and largest volume that Windows formats with FAT32. */
export const FAT32_RANGE = [33 * MB, 32 * GB] as const;

const RESERVED = 32;
const FATS = 2;

/** Writes an empty FAT32 volume. `serial`: the volume's number. */
export function formatFat32(
  disk: VirtualDisk,
  { offset, length }: Range,
  options: { readonly label: string; readonly serial: number; readonly clusterSize?: number; readonly full?: boolean },
): void {
  const sector = disk.logicalSectorSize;
  const cluster = options.clusterSize ?? CLUSTERS.find(([most]) => length <= most)?.[1] ?? 32 * KB;
  const per = Math.max(1, cluster / sector);
  const total = Math.floor(length / sector);
  // Each cluster costs its sectors and its places in both tables.
  const fat = Math.ceil((total - RESERVED) / (per * (sector / 4) + FATS));
  const clusters = Math.floor((total - RESERVED - FATS * fat) / per);
  const label = (options.label === '' ? 'NO NAME' : options.label.toUpperCase()).padEnd(11).slice(0, 11);
  const boot = Buffer.alloc(sector);
  boot.set([0xeb, 0x58, 0x90]);
  boot.write('MSDOS5.0', 3, 'latin1');
  boot.writeUInt16LE(sector, 11);
  boot[13] = per;
  boot.writeUInt16LE(RESERVED, 14);
  boot[16] = FATS;
  boot[21] = 0xf8;
  boot.writeUInt16LE(63, 24);
  boot.writeUInt16LE(255, 26);
  boot.writeUInt32LE(offset / sector, 28);
  boot.writeUInt32LE(total, 32);
  boot.writeUInt32LE(fat, 36);
  boot.writeUInt32LE(2, 44);
  boot.writeUInt16LE(1, 48);
  boot.writeUInt16LE(6, 50);
  boot[64] = 0x80;
  boot[66] = 0x29;
  boot.writeUInt32LE(options.serial >>> 0, 67);
  boot.write(label, 71, 'latin1');
  boot.write('FAT32   ', 82, 'latin1');
  boot.writeUInt16LE(0xaa55, 510);
  const info = Buffer.alloc(sector);
  info.writeUInt32LE(0x41615252, 0);
  info.writeUInt32LE(0x61417272, 484);
  // The root folder has the first cluster.
  info.writeUInt32LE(clusters - 1, 488);
  info.writeUInt32LE(3, 492);
  info.writeUInt32LE(0xaa550000, 508);
  disk.zero(offset, options.full ? total * sector : (RESERVED + FATS * fat + per) * sector);
  for (const copy of [0, 6]) {
    disk.write(boot, offset + copy * sector);
    disk.write(info, offset + (copy + 1) * sector);
  }
  const head = Buffer.alloc(sector);
  head.writeUInt32LE(0x0ffffff8, 0);
  head.writeUInt32LE(0x0fffffff, 4);
  head.writeUInt32LE(0x0fffffff, 8);
  for (let i = 0; i < FATS; i++) disk.write(head, offset + (RESERVED + i * fat) * sector);
  if (options.label !== '') {
    const root = Buffer.alloc(sector);
    root.write(label, 0, 'latin1');
    root[11] = 0x08;
    disk.write(root, offset + (RESERVED + FATS * fat) * sector);
  }
  disk.flush();
}

/**
 * Partition tables: MBR (UEFI specification 5.2, logical drives of extended partitions too) and GPT (5.3). From them the
 * smallest size a disk can be shrunk to: the end of its last partition, and behind a GPT its backup header and table.
 */
import { readU64LE } from './bytes.ts';
import type { VirtualDisk } from './disk.ts';

const MBR_TABLE = 446;
const PROTECTIVE = 0xee;
const EXTENDED: ReadonlySet<number> = new Set([0x05, 0x0f, 0x85]);
/** Logical drives followed before a chain counts as broken. */
const LOGICAL_MAX = 256;
const GPT_ENTRIES_MAX = 1024;
const GPT_BACKUP_TABLE = 16 * 1024;

/** A partition, in bytes of the disk. */
export interface Partition {
  readonly offset: number;
  readonly length: number;
}

interface Table {
  readonly partitions: readonly Partition[];
  /** Bytes that have to follow the last partition. */
  readonly behind: number;
}

interface MbrEntry {
  readonly type: number;
  readonly first: number;
  readonly count: number;
}

function mbrEntries(sector: Buffer): MbrEntry[] {
  if (sector.readUInt16LE(510) !== 0xaa55) return [];
  return [0, 1, 2, 3]
    .map((i) => {
      const at = MBR_TABLE + 16 * i;
      return {
        type: sector[at + 4] as number,
        first: sector.readUInt32LE(at + 8),
        count: sector.readUInt32LE(at + 12),
      };
    })
    .filter((entry) => entry.type !== 0 && entry.count > 0);
}

function readSector(disk: VirtualDisk, sector: number): Buffer | undefined {
  const offset = sector * disk.logicalSectorSize;
  if (offset + disk.logicalSectorSize > disk.size) return undefined;
  const bytes = Buffer.alloc(disk.logicalSectorSize);
  disk.read(bytes, offset);
  return bytes;
}

/** A boot sector of a file system without partitions has the signature as well, and often text where the table would be. */
const plausible = (entries: readonly MbrEntry[], sector: Buffer): boolean =>
  entries.length > 0 &&
  [0, 1, 2, 3].every((i) => ((sector[MBR_TABLE + 16 * i] as number) & 0x7f) === 0) &&
  entries.every((entry) => entry.first > 0);

function tableOf(disk: VirtualDisk): Table | undefined {
  const sector = readSector(disk, 0);
  if (sector === undefined) return undefined;
  const entries = mbrEntries(sector);
  if (!plausible(entries, sector)) return undefined;
  if (entries.some((entry) => entry.type === PROTECTIVE)) return gpt(disk);
  const size = disk.logicalSectorSize;
  const partitions = entries.map(({ first, count }) => ({ offset: first * size, length: count * size }));
  for (const entry of entries) if (EXTENDED.has(entry.type)) partitions.push(...logicalDrives(disk, entry.first));
  return { partitions, behind: 0 };
}

function logicalDrives(disk: VirtualDisk, start: number): Partition[] {
  const found: Partition[] = [];
  const size = disk.logicalSectorSize;
  let at = start;
  for (let i = 0; i < LOGICAL_MAX; i++) {
    const sector = readSector(disk, at);
    const entries = sector ? mbrEntries(sector) : [];
    for (const { type, first, count } of entries) {
      if (!EXTENDED.has(type)) found.push({ offset: (at + first) * size, length: count * size });
    }
    const next = entries.find((entry) => EXTENDED.has(entry.type));
    if (next === undefined) break;
    at = start + next.first;
  }
  return found;
}

function gpt(disk: VirtualDisk): Table | undefined {
  const header = readSector(disk, 1);
  if (header === undefined || header.toString('latin1', 0, 8) !== 'EFI PART') return undefined;
  const table = readU64LE(header, 72);
  const count = header.readUInt32LE(80);
  const entrySize = header.readUInt32LE(84);
  if (count > GPT_ENTRIES_MAX || entrySize < 128 || entrySize > 4096 || entrySize % 128 !== 0) return undefined;
  const size = disk.logicalSectorSize;
  if ((table + 1) * size + count * entrySize > disk.size) return undefined;
  const entries = Buffer.alloc(count * entrySize);
  disk.read(entries, table * size);
  const partitions: Partition[] = [];
  for (let at = 0; at < entries.length; at += entrySize) {
    const used = entries.subarray(at, at + 16).some((byte) => byte !== 0);
    const [first, last] = [readU64LE(entries, at + 32), readU64LE(entries, at + 40)];
    if (used) partitions.push({ offset: first * size, length: (last + 1 - first) * size });
  }
  return partitions.length > 0 ? { partitions, behind: size + GPT_BACKUP_TABLE } : undefined;
}

/** Bytes up to the end of the last partition; undefined when there is no partition table that can be read. */
export function minimumSize(disk: VirtualDisk): number | undefined {
  const table = tableOf(disk);
  if (table === undefined) return undefined;
  const end = Math.max(...table.partitions.map(({ offset, length }) => offset + length)) + table.behind;
  return end <= disk.size ? end : undefined;
}

/** The partitions that lie inside the disk; none without a partition table. */
export function partitionsOf(disk: VirtualDisk): Partition[] {
  const inside = ({ offset, length }: Partition) => length > 0 && offset + length <= disk.size;
  return tableOf(disk)?.partitions.filter(inside) ?? [];
}

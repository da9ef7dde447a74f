/**
 * The smallest size a disk can be shrunk to: the end of its last partition. From MBR (UEFI specification 5.2, logical drives
 * of extended partitions too) or GPT (5.3), whose backup header and table still have to fit behind the last partition.
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

/** Bytes up to the end of the last partition; undefined when there is no partition table that can be read. */
export function minimumSize(disk: VirtualDisk): number | undefined {
  const first = readSector(disk, 0);
  if (first === undefined) return undefined;
  const entries = mbrEntries(first);
  if (!plausible(entries, first)) return undefined;
  if (entries.some((entry) => entry.type === PROTECTIVE)) return gptEnd(disk);
  const ends = entries.map((entry) => entry.first + entry.count);
  for (const entry of entries) if (EXTENDED.has(entry.type)) ends.push(...logicalEnds(disk, entry.first));
  const end = Math.max(...ends) * disk.logicalSectorSize;
  return end <= disk.size ? end : undefined;
}

function logicalEnds(disk: VirtualDisk, start: number): number[] {
  const ends: number[] = [];
  let at = start;
  for (let i = 0; i < LOGICAL_MAX; i++) {
    const sector = readSector(disk, at);
    const entries = sector ? mbrEntries(sector) : [];
    for (const entry of entries) if (!EXTENDED.has(entry.type)) ends.push(at + entry.first + entry.count);
    const next = entries.find((entry) => EXTENDED.has(entry.type));
    if (next === undefined) break;
    at = start + next.first;
  }
  return ends;
}

function gptEnd(disk: VirtualDisk): number | undefined {
  const header = readSector(disk, 1);
  if (header === undefined || header.toString('latin1', 0, 8) !== 'EFI PART') return undefined;
  const table = readU64LE(header, 72);
  const count = header.readUInt32LE(80);
  const entrySize = header.readUInt32LE(84);
  if (count > GPT_ENTRIES_MAX || entrySize < 128 || entrySize > 4096 || entrySize % 128 !== 0) return undefined;
  const sector = disk.logicalSectorSize;
  if ((table + 1) * sector + count * entrySize > disk.size) return undefined;
  const entries = Buffer.alloc(count * entrySize);
  disk.read(entries, table * sector);
  let last = 0;
  for (let at = 0; at < entries.length; at += entrySize) {
    const used = entries.subarray(at, at + 16).some((byte) => byte !== 0);
    if (used) last = Math.max(last, readU64LE(entries, at + 40));
  }
  if (last === 0) return undefined;
  const end = (last + 1 + 1) * sector + GPT_BACKUP_TABLE;
  return end <= disk.size ? end : undefined;
}

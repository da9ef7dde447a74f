/**
 * Partition tables to read as a whole, change and write back: MBR (UEFI specification 5.2) and GPT (5.3). A table is kept as it
 * is on the disk, slot by slot, so that what nobody asked to change stays.
 */
import { crc32 } from 'node:zlib';
import {
  type Guid,
  isZero,
  MB,
  readGuid,
  readU64LE,
  roundDown,
  roundUp,
  writeGuid,
  writeU64LE,
  ZERO_GUID,
} from './bytes.ts';
import type { VirtualDisk } from './disk.ts';

export type TableStyle = 'RAW' | 'MBR' | 'GPT';

/** One partition. Offsets and lengths in bytes of the disk. */
export interface TableEntry {
  /** From 1: its place in the table. */
  readonly number: number;
  offset: number;
  length: number;
  /** GPT: type and identity. */
  type: Guid | null;
  readonly guid: Guid | null;
  attributes: bigint;
  name: string;
  /** MBR: type, and whether it is started from. */
  mbrType: number;
  active: boolean;
}

export interface PartitionTable {
  style: TableStyle;
  /** Of a GPT. */
  guid: Guid;
  /** Of an MBR. */
  signature: number;
  entries: TableEntry[];
}

/** Types of GPT partitions that Windows makes. */
export const GPT_TYPES = {
  basic: 'ebd0a0a2-b9e5-4433-87c0-68b6b72699c7',
  reserved: 'e3c9e316-0b5c-4db8-817d-f92df00215ae',
  system: 'c12a7328-f81f-11d2-ba4b-00a0c93ec93b',
  recovery: 'de94bba4-06d1-4d40-a16a-bfd50179d6ac',
} as const;

const MBR_ENTRIES = 446;
const MBR_SIGNATURE = 440;
const PROTECTIVE = 0xee;
const SLOTS = 128;
const ENTRY = 128;
const NAME_AT = 56;
const HEADER = 92;
/** Cylinder, head and sector of what lies beyond their reach. */
const CHS_END = Buffer.from([0xfe, 0xff, 0xff]);

/** Windows puts partitions on whole megabytes, and leaves the last one free. */
export const ALIGNMENT = MB;

export const emptyTable = (style: TableStyle, guid: Guid, signature: number): PartitionTable => ({
  style,
  guid,
  signature,
  entries: [],
});

const sectorOf = (disk: VirtualDisk, lba: number, count = 1): Buffer => {
  const bytes = Buffer.alloc(disk.logicalSectorSize * count);
  const offset = lba * disk.logicalSectorSize;
  if (offset >= 0 && offset + bytes.length <= disk.size) disk.read(bytes, offset);
  return bytes;
};

/** The table of a disk; RAW where there is none. */
export function readTable(disk: VirtualDisk): PartitionTable {
  const first = sectorOf(disk, 0);
  const raw = emptyTable('RAW', ZERO_GUID, 0);
  if (first.readUInt16LE(510) !== 0xaa55) return raw;
  const slots = [0, 1, 2, 3].map((i) => first.subarray(MBR_ENTRIES + 16 * i, MBR_ENTRIES + 16 * (i + 1)));
  if (slots.some((s) => s[4] === PROTECTIVE)) return readGpt(disk) ?? raw;
  // A file system's boot sector has the mark as well, and text where the table would be.
  if (slots.some((s) => ((s[0] as number) & 0x7f) !== 0)) return raw;
  const size = disk.logicalSectorSize;
  const entries = slots.flatMap((s, i): TableEntry[] =>
    s[4] === 0
      ? []
      : [
          {
            number: i + 1,
            offset: s.readUInt32LE(8) * size,
            length: s.readUInt32LE(12) * size,
            type: null,
            guid: null,
            attributes: 0n,
            name: '',
            mbrType: s[4] as number,
            active: s[0] === 0x80,
          },
        ],
  );
  const signature = first.readUInt32LE(MBR_SIGNATURE);
  return entries.length > 0 || signature !== 0 ? { style: 'MBR', guid: ZERO_GUID, signature, entries } : raw;
}

function readGpt(disk: VirtualDisk): PartitionTable | undefined {
  const header = sectorOf(disk, 1);
  if (header.toString('latin1', 0, 8) !== 'EFI PART') return undefined;
  const at = readU64LE(header, 72);
  const count = header.readUInt32LE(80);
  const entrySize = header.readUInt32LE(84);
  if (count > 1024 || entrySize < ENTRY || entrySize > 4096) return undefined;
  const size = disk.logicalSectorSize;
  if (at * size + count * entrySize > disk.size) return undefined;
  const bytes = Buffer.alloc(count * entrySize);
  disk.read(bytes, at * size);
  const entries: TableEntry[] = [];
  for (let i = 0; i < count; i++) {
    const e = bytes.subarray(i * entrySize, (i + 1) * entrySize);
    if (isZero(e.subarray(0, 16))) continue;
    const [first, last] = [readU64LE(e, 32), readU64LE(e, 40)];
    entries.push({
      number: i + 1,
      offset: first * size,
      length: (last + 1 - first) * size,
      type: readGuid(e, 0),
      guid: readGuid(e, 16),
      attributes: e.readBigUInt64LE(48),
      name: e.toString('utf16le', NAME_AT, ENTRY).replace(/\0.*$/s, ''),
      mbrType: 0,
      active: false,
    });
  }
  return { style: 'GPT', guid: readGuid(header, 56), signature: 0, entries };
}

/** Writes a table. What the boot code area holds stays; RAW wipes both ends. */
export function writeTable(disk: VirtualDisk, table: PartitionTable): void {
  const size = disk.logicalSectorSize;
  const first = sectorOf(disk, 0);
  first.fill(0, table.style === 'RAW' ? 0 : MBR_SIGNATURE, 512);
  if (table.style !== 'RAW') first.writeUInt16LE(0xaa55, 510);
  if (table.style === 'MBR') {
    first.writeUInt32LE(table.signature, MBR_SIGNATURE);
    for (const e of table.entries) mbrSlot(first, e.number - 1, e.mbrType, e.offset / size, e.length / size, e.active);
  } else if (table.style === 'GPT') {
    const rest = Math.min(disk.size / size - 1, 0xffffffff);
    mbrSlot(first, 0, PROTECTIVE, 1, rest, false);
  }
  disk.write(first, 0);
  const tableSectors = Math.ceil((SLOTS * ENTRY) / size);
  const last = disk.size / size - 1;
  if (table.style === 'GPT') writeGpt(disk, table, tableSectors, last);
  else {
    for (const lba of [1, last]) {
      // A GPT that was there would be found again.
      if (sectorOf(disk, lba).toString('latin1', 0, 8) === 'EFI PART') disk.write(Buffer.alloc(size), lba * size);
    }
  }
  disk.flush();
}

function mbrSlot(sector: Buffer, slot: number, type: number, first: number, count: number, active: boolean): void {
  const at = MBR_ENTRIES + 16 * slot;
  sector[at] = active ? 0x80 : 0;
  sector.set([0, 2, 0], at + 1);
  sector[at + 4] = type;
  sector.set(CHS_END, at + 5);
  sector.writeUInt32LE(first, at + 8);
  sector.writeUInt32LE(count, at + 12);
}

function writeGpt(disk: VirtualDisk, table: PartitionTable, tableSectors: number, last: number): void {
  const size = disk.logicalSectorSize;
  const entries = Buffer.alloc(tableSectors * size);
  for (const e of table.entries) {
    const slot = entries.subarray((e.number - 1) * ENTRY, e.number * ENTRY);
    writeGuid(slot, e.type ?? ZERO_GUID, 0);
    writeGuid(slot, e.guid ?? ZERO_GUID, 16);
    writeU64LE(slot, e.offset / size, 32);
    writeU64LE(slot, (e.offset + e.length) / size - 1, 40);
    slot.writeBigUInt64LE(e.attributes, 48);
    slot.write(e.name.slice(0, 36), NAME_AT, 'utf16le');
  }
  const sum = crc32(entries.subarray(0, SLOTS * ENTRY));
  const header = (here: number, other: number, entriesAt: number): Buffer => {
    const h = Buffer.alloc(size);
    h.write('EFI PART', 0, 'latin1');
    h.writeUInt32LE(0x00010000, 8);
    h.writeUInt32LE(HEADER, 12);
    writeU64LE(h, here, 24);
    writeU64LE(h, other, 32);
    writeU64LE(h, 2 + tableSectors, 40);
    writeU64LE(h, last - tableSectors - 1, 48);
    writeGuid(h, table.guid, 56);
    writeU64LE(h, entriesAt, 72);
    h.writeUInt32LE(SLOTS, 80);
    h.writeUInt32LE(ENTRY, 84);
    h.writeUInt32LE(sum, 88);
    h.writeUInt32LE(crc32(h.subarray(0, HEADER)), 16);
    return h;
  };
  // The copy first: whenever this ends early, one of the two is whole.
  disk.write(entries, (last - tableSectors) * size);
  disk.write(header(last, 1, last - tableSectors), last * size);
  disk.write(entries, 2 * size);
  disk.write(header(1, last, 2), size);
}

/** Bytes at the ends of a disk that no partition may have. */
export function usableRange(disk: VirtualDisk, style: TableStyle): { readonly start: number; readonly end: number } {
  const size = disk.logicalSectorSize;
  const tableSectors = Math.ceil((SLOTS * ENTRY) / size);
  if (style === 'GPT') return { start: (2 + tableSectors) * size, end: disk.size - (tableSectors + 1) * size };
  return { start: ALIGNMENT, end: Math.min(roundDown(disk.size - 1, ALIGNMENT), 0xffffffff * size) };
}

/** Ranges without a partition, from the front of the disk, on whole megabytes. */
export function freeExtents(disk: VirtualDisk, table: PartitionTable): { offset: number; length: number }[] {
  const { start, end } = usableRange(disk, table.style);
  const found: { offset: number; length: number }[] = [];
  let at = start;
  const sorted = [...table.entries].sort((a, b) => a.offset - b.offset);
  for (const e of [...sorted, { offset: end, length: 0 }]) {
    const from = roundUp(at, ALIGNMENT);
    const length = roundDown(e.offset - from, ALIGNMENT);
    if (length >= ALIGNMENT) found.push({ offset: from, length });
    at = Math.max(at, e.offset + e.length);
  }
  return found;
}

/** The lowest place in the table that is free; undefined where it is full. */
export function freeSlot(table: PartitionTable): number | undefined {
  const taken = new Set(table.entries.map((e) => e.number));
  const slots = table.style === 'MBR' ? 4 : SLOTS;
  for (let n = 1; n <= slots; n++) if (!taken.has(n)) return n;
  return undefined;
}

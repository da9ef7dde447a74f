/** The metadata region of a VHDX file: [MS-VHDX] 2.6. A table of items, and the items. */
import { type Guid, isPowerOfTwo, readGuid, readU64LE, writeGuid, writeU64LE } from '../bytes.ts';
import { ensure } from '../errors.ts';
import { type DiskFile, readExactly } from '../file.ts';
import * as F from './format.ts';
import { type Locator, parseLocator } from './locator.ts';
import type { Region } from './region.ts';

export interface MetadataItem {
  readonly id: Guid;
  /** From the start of the region; 0 for an empty item. */
  readonly offset: number;
  readonly length: number;
  readonly flags: number;
}

/** What the items say. */
export interface Metadata {
  readonly items: readonly MetadataItem[];
  readonly blockSize: number;
  readonly leaveBlocksAllocated: boolean;
  readonly hasParent: boolean;
  readonly size: number;
  readonly identifier: Guid;
  readonly logicalSectorSize: number;
  readonly physicalSectorSize: number;
  readonly locator: Locator | undefined;
}

const KNOWN: ReadonlySet<Guid> = new Set([
  F.ITEM_FILE_PARAMETERS,
  F.ITEM_SIZE,
  F.ITEM_IDENTIFIER,
  F.ITEM_LOGICAL_SECTOR,
  F.ITEM_PHYSICAL_SECTOR,
  F.ITEM_PARENT_LOCATOR,
  F.ITEM_CHS,
  F.ITEM_PMEM_LABEL,
]);

/** Reads the table and checks every entry. */
export function readItems(file: DiskFile, region: Region): MetadataItem[] {
  const table = readExactly(file, region.offset, F.METADATA_TABLE_SIZE);
  ensure(table.toString('latin1', 0, 8) === F.METADATA_SIGNATURE, 'metadata-corrupt', 'The signature is missing.');
  const count = table.readUInt16LE(10);
  ensure(count <= F.METADATA_ENTRIES_MAX, 'metadata-corrupt', `${count} entries.`);
  const items: MetadataItem[] = [];
  const seen = new Set<string>();
  for (let i = 0; i < count; i++) {
    const at = F.METADATA_ENTRY_SIZE * (i + 1);
    const item = {
      id: readGuid(table, at),
      offset: table.readUInt32LE(at + 16),
      length: table.readUInt32LE(at + 20),
      flags: table.readUInt32LE(at + 24),
    };
    checkItem(item, region, i);
    const key = `${item.flags & F.FLAG_USER} ${item.id}`;
    ensure(!seen.has(key), 'metadata-corrupt', `Item ${item.id} stands twice.`);
    seen.add(key);
    items.push(item);
  }
  const sorted = items.filter((item) => item.length > 0).sort((a, b) => a.offset - b.offset);
  for (let i = 1; i < sorted.length; i++) {
    const before = sorted[i - 1] as MetadataItem;
    ensure(before.offset + before.length <= (sorted[i] as MetadataItem).offset, 'metadata-corrupt', 'Items overlap.');
  }
  return items;
}

function checkItem({ id, offset, length, flags }: MetadataItem, region: Region, index: number): void {
  ensure((flags & ~7) === 0, 'metadata-corrupt', `Entry ${index} has unknown flags.`);
  if (length === 0) ensure(offset === 0, 'metadata-corrupt', `Entry ${index} is empty, but has a place.`);
  else {
    const inside = offset >= F.METADATA_TABLE_SIZE && length <= F.METADATA_ITEM_MAX && offset + length <= region.length;
    ensure(inside, 'metadata-corrupt', `Entry ${index}: ${length} bytes at ${offset}.`);
  }
  if (flags & F.FLAG_USER) {
    ensure((flags & F.FLAG_REQUIRED) === 0, 'metadata-unknown', `User item ${id}.`);
    return;
  }
  ensure(id !== F.ITEM_INCOMPLETE, 'incomplete-file');
  ensure((flags & F.FLAG_REQUIRED) === 0 || KNOWN.has(id), 'metadata-unknown', id);
}

/** Reads and checks all that is needed to use the disk. */
export function readMetadata(file: DiskFile, region: Region): Metadata {
  const items = readItems(file, region);
  const value = (id: Guid, length: number): Buffer => {
    const item = items.find((entry) => entry.id === id && !(entry.flags & F.FLAG_USER));
    ensure(item !== undefined, 'metadata-missing', id);
    ensure(item.length >= length, 'metadata-value', `Item ${id} has ${item.length} bytes.`);
    return readExactly(file, region.offset + item.offset, item.length);
  };
  const parameters = value(F.ITEM_FILE_PARAMETERS, 8);
  const blockSize = parameters.readUInt32LE(0);
  const bits = parameters.readUInt32LE(4);
  const size = readU64LE(value(F.ITEM_SIZE, 8), 0);
  const logicalSectorSize = value(F.ITEM_LOGICAL_SECTOR, 4).readUInt32LE(0);
  const physicalSectorSize = value(F.ITEM_PHYSICAL_SECTOR, 4).readUInt32LE(0);
  const power = isPowerOfTwo(blockSize) && blockSize >= F.BLOCK_SIZE_MIN && blockSize <= F.BLOCK_SIZE_MAX;
  ensure(power, 'metadata-value', `Block size ${blockSize}.`);
  ensure((bits & ~3) === 0, 'metadata-value', 'Unknown file parameters.');
  for (const sector of [logicalSectorSize, physicalSectorSize]) {
    ensure(sector === 512 || sector === 4096, 'metadata-value', `Sector size ${sector}.`);
  }
  const sized = size > 0 && size <= F.SIZE_MAX && size % logicalSectorSize === 0;
  ensure(sized, 'metadata-value', `Virtual disk size ${size}.`);
  const hasParent = (bits & F.HAS_PARENT) !== 0;
  return {
    items,
    blockSize,
    leaveBlocksAllocated: (bits & F.LEAVE_BLOCKS_ALLOCATED) !== 0,
    hasParent,
    size,
    identifier: readGuid(value(F.ITEM_IDENTIFIER, 16), 0),
    logicalSectorSize,
    physicalSectorSize,
    locator: hasParent ? parseLocator(value(F.ITEM_PARENT_LOCATOR, 1)) : undefined,
  };
}

/** An item to put into a new region. */
export interface NewItem {
  readonly id: Guid;
  readonly flags: number;
  readonly value: Buffer;
}

/** Table and items of a new region, as long as needed. Items lie where Windows puts them: one behind the other from 64 KB. */
export function encodeMetadata(items: readonly NewItem[]): Buffer {
  const table = Buffer.alloc(F.METADATA_TABLE_SIZE);
  table.write(F.METADATA_SIGNATURE, 'latin1');
  table.writeUInt16LE(items.length, 10);
  let end = F.METADATA_TABLE_SIZE;
  items.forEach(({ id, flags, value }, i) => {
    const at = F.METADATA_ENTRY_SIZE * (i + 1);
    writeGuid(table, id, at);
    table.writeUInt32LE(value.length > 0 ? end : 0, at + 16);
    table.writeUInt32LE(value.length, at + 20);
    table.writeUInt32LE(flags, at + 24);
    end += value.length;
  });
  return Buffer.concat([table, ...items.map((item) => item.value)]);
}

export function u32(...values: number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  values.forEach((value, i) => {
    bytes.writeUInt32LE(value, 4 * i);
  });
  return bytes;
}

export function u64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  writeU64LE(bytes, value, 0);
  return bytes;
}

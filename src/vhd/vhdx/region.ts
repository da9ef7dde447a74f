/** The region tables of a VHDX file: [MS-VHDX] 2.2.3. They say where BAT and metadata are. */
import { type Guid, MB, readGuid, readU64LE, writeGuid, writeU64LE } from '../bytes.ts';
import { crc32c } from '../crc32c.ts';
import { ensure } from '../errors.ts';
import { type DiskFile, readExactly } from '../file.ts';
import {
  REGION_BAT,
  REGION_ENTRIES_MAX,
  REGION_ENTRY_SIZE,
  REGION_METADATA,
  REGION_OFFSETS,
  REGION_SIGNATURE,
  REGION_TABLE_SIZE,
} from './format.ts';

export interface Region {
  readonly id: Guid;
  readonly offset: number;
  readonly length: number;
  readonly required: boolean;
}

/** A range of the file that belongs to somebody. */
export interface Range {
  readonly offset: number;
  readonly length: number;
}

export interface RegionTable {
  readonly regions: readonly Region[];
  readonly bat: Region;
  readonly metadata: Region;
  /** Which of the two copies is valid. */
  readonly valid: readonly boolean[];
}

const intact = (bytes: Buffer): boolean =>
  bytes.toString('latin1', 0, 4) === REGION_SIGNATURE &&
  bytes.readUInt32LE(4) === crc32c(bytes, 4) &&
  bytes.readUInt32LE(8) <= REGION_ENTRIES_MAX;

/** Reads the first valid copy and checks it: alignment, length, overlaps (also with `log`), unknown required regions. */
export function readRegions(file: DiskFile, log: Range): RegionTable {
  const copies = REGION_OFFSETS.map((at) => readExactly(file, at, REGION_TABLE_SIZE));
  const valid = copies.map(intact);
  const bytes = copies[valid.indexOf(true)];
  ensure(bytes !== undefined, 'region-corrupt');
  const regions: Region[] = [];
  for (let i = 0; i < bytes.readUInt32LE(8); i++) {
    const at = 16 + i * REGION_ENTRY_SIZE;
    const flags = bytes.readUInt32LE(at + 28);
    ensure((flags & ~1) === 0, 'region-corrupt', `Entry ${i} has unknown flags.`);
    regions.push({
      id: readGuid(bytes, at),
      offset: readU64LE(bytes, at + 16),
      length: bytes.readUInt32LE(at + 24),
      required: flags === 1,
    });
  }
  checkPlaces(regions, log, file.size());
  const known = (id: Guid): Region => {
    const found = regions.filter((region) => region.id === id);
    ensure(found.length > 0, 'region-missing', id);
    ensure(found.length === 1, 'region-corrupt', `Region ${id} stands twice.`);
    return found[0] as Region;
  };
  const unknown = regions.find((r) => r.required && r.id !== REGION_BAT && r.id !== REGION_METADATA);
  ensure(unknown === undefined, 'region-unknown', unknown?.id);
  return { regions, bat: known(REGION_BAT), metadata: known(REGION_METADATA), valid };
}

function checkPlaces(regions: readonly Region[], log: Range, fileSize: number): void {
  for (const { id, offset, length } of regions) {
    const placed = offset % MB === 0 && offset >= MB && length > 0 && length % MB === 0;
    ensure(placed, 'region-corrupt', `Region ${id}: ${length} bytes at ${offset}.`);
    ensure(offset + length <= fileSize, 'region-corrupt', `Region ${id} ends behind the file.`);
  }
  const sorted: Range[] = [...regions, log].sort((a, b) => a.offset - b.offset);
  for (let i = 1; i < sorted.length; i++) {
    const before = sorted[i - 1] as Range;
    ensure(before.offset + before.length <= (sorted[i] as Range).offset, 'region-overlap');
  }
}

export function encodeRegions(regions: readonly Region[]): Buffer {
  const bytes = Buffer.alloc(REGION_TABLE_SIZE);
  bytes.write(REGION_SIGNATURE, 'latin1');
  bytes.writeUInt32LE(regions.length, 8);
  regions.forEach((region, i) => {
    const at = 16 + i * REGION_ENTRY_SIZE;
    writeGuid(bytes, region.id, at);
    writeU64LE(bytes, region.offset, at + 16);
    bytes.writeUInt32LE(region.length, at + 24);
    bytes.writeUInt32LE(region.required ? 1 : 0, at + 28);
  });
  bytes.writeUInt32LE(crc32c(bytes, 4), 4);
  return bytes;
}

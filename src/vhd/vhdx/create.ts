/** Making a VHDX file, laid out as Windows does: log at 1 MB, metadata at 2 MB, table at 3 MB, blocks behind it. */
import { type Guid, guidBytes, isPowerOfTwo, MB, roundUp, writeU64LE, ZERO_GUID } from '../bytes.ts';
import type { DiskType, Stamp } from '../disk.ts';
import { ensure } from '../errors.ts';
import type { DiskFile } from '../file.ts';
import { batRegionLength, batShape } from './bat.ts';
import * as F from './format.ts';
import { encodeHeader } from './header.ts';
import { encodeLocator, type Locator } from './locator.ts';
import { encodeMetadata, type NewItem, u32, u64 } from './metadata.ts';
import { encodeRegions } from './region.ts';
import { checkVhdxSize } from './resize.ts';

/** What a new file is to be. All checked by {@link createVhdx}. */
export interface VhdxSpec {
  readonly type: DiskType;
  readonly size: number;
  readonly blockSize: number;
  readonly logicalSectorSize: number;
  readonly physicalSectorSize: number;
  readonly identifier: Guid;
  /** Fixed disks: the first block starts at a multiple of this. */
  readonly dataAlignment?: number | undefined;
  readonly locator?: Locator | undefined;
}

export function checkVhdxSpec(spec: VhdxSpec): void {
  const { blockSize, logicalSectorSize: logical, physicalSectorSize: physical } = spec;
  const sectors = [logical, physical].every((size) => size === 512 || size === 4096) && logical <= physical;
  ensure(sectors, 'sector-size-invalid', `${logical} logical, ${physical} physical.`);
  const block = isPowerOfTwo(blockSize) && blockSize >= F.BLOCK_SIZE_MIN && blockSize <= F.BLOCK_SIZE_MAX;
  ensure(block, 'block-size-invalid', `${blockSize} bytes.`);
  ensure((spec.dataAlignment ?? MB) % MB === 0, 'argument-invalid', `An alignment of ${spec.dataAlignment} bytes.`);
  checkVhdxSize(spec.size, logical);
}

/**
 * Writes a whole new disk into an empty file. The signature is written last: a file that was interrupted is no disk.
 * `allocate` fills the blocks of a fixed disk with zeros; without it the caller writes all of them.
 */
export function createVhdx(file: DiskFile, spec: VhdxSpec, stamp: Stamp, allocate = true): void {
  checkVhdxSpec(spec);
  const { size, blockSize, logicalSectorSize, type } = spec;
  const shape = batShape(size, blockSize, logicalSectorSize, type === 'differencing');
  const batLength = batRegionLength(shape.entries);
  const blocksAt = roundUp(F.NEW_BAT_OFFSET + batLength, (type === 'fixed' && spec.dataAlignment) || MB);
  file.truncate(blocksAt);
  file.write(encodeMetadata(items(spec)), F.NEW_METADATA_OFFSET);
  const regions = encodeRegions([
    { id: F.REGION_BAT, offset: F.NEW_BAT_OFFSET, length: batLength, required: true },
    { id: F.REGION_METADATA, offset: F.NEW_METADATA_OFFSET, length: F.NEW_METADATA_LENGTH, required: true },
  ]);
  for (const at of F.REGION_OFFSETS) file.write(regions, at);
  if (type === 'fixed') {
    writeFixedTable(file, shape.blocks, shape.chunkRatio, blockSize, blocksAt);
    if (allocate) file.allocate(blocksAt, shape.blocks * blockSize);
    else file.truncate(blocksAt + shape.blocks * blockSize);
  }
  const header = {
    fileWriteGuid: stamp.guid(),
    dataWriteGuid: stamp.guid(),
    logGuid: ZERO_GUID,
    logVersion: F.LOG_VERSION,
    version: F.FORMAT_VERSION,
    logLength: F.NEW_LOG_LENGTH,
    logOffset: F.NEW_LOG_OFFSET,
  };
  F.HEADER_OFFSETS.forEach((at, i) => {
    file.write(encodeHeader({ ...header, sequence: BigInt(i) }), at);
  });
  file.flush();
  const identifier = Buffer.alloc(F.CREATOR_OFFSET + F.CREATOR_SIZE);
  identifier.write(F.SIGNATURE, 'latin1');
  identifier.write(stamp.creator, F.CREATOR_OFFSET, F.CREATOR_SIZE - 2, 'utf16le');
  file.write(identifier, 0);
  file.flush();
}

function items(spec: VhdxSpec): NewItem[] {
  const bits =
    (spec.type === 'fixed' ? F.LEAVE_BLOCKS_ALLOCATED : 0) | (spec.type === 'differencing' ? F.HAS_PARENT : 0);
  const disk = F.FLAG_REQUIRED | F.FLAG_VIRTUAL_DISK;
  const list: NewItem[] = [
    { id: F.ITEM_FILE_PARAMETERS, flags: F.FLAG_REQUIRED, value: u32(spec.blockSize, bits) },
    { id: F.ITEM_SIZE, flags: disk, value: u64(spec.size) },
    { id: F.ITEM_LOGICAL_SECTOR, flags: disk, value: u32(spec.logicalSectorSize) },
    { id: F.ITEM_PHYSICAL_SECTOR, flags: disk, value: u32(spec.physicalSectorSize) },
    { id: F.ITEM_IDENTIFIER, flags: disk, value: guidBytes(spec.identifier) },
  ];
  if (spec.locator) {
    list.push({ id: F.ITEM_PARENT_LOCATOR, flags: F.FLAG_REQUIRED, value: encodeLocator(spec.locator) });
  }
  return list;
}

/** All blocks present, one behind the other. */
function writeFixedTable(file: DiskFile, blocks: number, ratio: number, blockSize: number, start: number): void {
  const batch = 16 * 1024;
  let entries = Buffer.alloc(batch * F.BAT_ENTRY_SIZE);
  let from = 0;
  const total = blocks + Math.floor((blocks - 1) / ratio);
  for (let index = 0; index < total; index++) {
    if (index - from === batch) {
      file.write(entries, F.NEW_BAT_OFFSET + from * F.BAT_ENTRY_SIZE);
      entries = Buffer.alloc(batch * F.BAT_ENTRY_SIZE);
      from = index;
    }
    if ((index + 1) % (ratio + 1) === 0) continue;
    const block = index - Math.floor((index + 1) / (ratio + 1));
    writeU64LE(entries, start + block * blockSize + F.BLOCK_FULL, (index - from) * F.BAT_ENTRY_SIZE);
  }
  file.write(entries.subarray(0, (total - from) * F.BAT_ENTRY_SIZE), F.NEW_BAT_OFFSET + from * F.BAT_ENTRY_SIZE);
}

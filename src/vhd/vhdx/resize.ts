/**
 * Changing the size of a VHDX file. The new size becomes valid with one entry of the log; what only the new size needs is
 * prepared before it, what only the old one needed is cleared after it.
 */
import { isZero, MB, roundUp } from '../bytes.ts';
import { ensure } from '../errors.ts';
import { batRegionLength, batShape } from './bat.ts';
import * as F from './format.ts';
import type { VhdxDisk } from './image.ts';
import { type MetadataItem, u64 } from './metadata.ts';
import { encodeRegions } from './region.ts';

export function checkVhdxSize(size: number, sector: number): void {
  const fits = Number.isInteger(size) && size >= F.SIZE_MIN && size <= F.SIZE_MAX;
  ensure(fits && size % sector === 0, 'size-invalid', `${size} bytes.`);
}

export function resizeVhdx(disk: VhdxDisk, size: number): void {
  checkVhdxSize(size, disk.logicalSectorSize);
  if (size === disk.size) return;
  disk.store.begin(true);
  if (size > disk.size) grow(disk, size);
  else shrink(disk, size);
  disk.flush();
}

/** The log entry that makes the new size valid, alone. */
function switchSize(disk: VhdxDisk, size: number): void {
  const item = disk.metadata.items.find((entry) => entry.id === F.ITEM_SIZE) as MetadataItem;
  disk.store.pages.write(u64(size), disk.regions.metadata.offset + item.offset);
  disk.store.commit();
  disk.metadata = { ...disk.metadata, size };
  disk.bat = disk.makeBat();
}

function grow(disk: VhdxDisk, size: number): void {
  const { blockSize, logicalSectorSize, hasParent, leaveBlocksAllocated } = disk.metadata;
  const old = disk.bat.shape;
  const shape = batShape(size, blockSize, logicalSectorSize, hasParent);
  clearTail(disk);
  const moved = shape.entries * F.BAT_ENTRY_SIZE > disk.regions.bat.length;
  const batOffset = moved ? moveBat(disk, shape.entries) : disk.regions.bat.offset;
  const before = disk.regions;
  if (moved) {
    const regions = before.regions.map((region) =>
      region.id === F.REGION_BAT ? { ...region, offset: batOffset, length: batRegionLength(shape.entries) } : region,
    );
    const table = encodeRegions(regions);
    for (const at of F.REGION_OFFSETS) disk.store.pages.write(table.subarray(0, 4096), at);
    const bat = regions.find((region) => region.id === F.REGION_BAT) as (typeof regions)[number];
    disk.regions = { ...before, regions, bat };
  } else clearEntries(disk, old.entries, shape.entries);
  if (leaveBlocksAllocated && !hasParent) allocateBlocks(disk, old.blocks, shape.blocks);
  switchSize(disk, size);
}

/** What lies behind the old end in the last block must read as zeros when it comes into sight. */
function clearTail(disk: VhdxDisk): void {
  const block = Math.floor((disk.size - 1) / disk.blockSize);
  const used = disk.size - block * disk.blockSize;
  if (used === disk.blockSize) return;
  const entry = disk.bat.payload(block);
  if (entry.state === F.BLOCK_FULL || entry.state === F.BLOCK_PARTIAL) {
    const there = Math.min(disk.blockSize, disk.file.size() - entry.offset);
    if (there > used) disk.file.allocate(entry.offset + used, there - used);
  }
}

/** Entries behind the table's end may hold rubbish, or what a shrink left when it was interrupted. */
function clearEntries(disk: VhdxDisk, from: number, to: number): void {
  const { pages } = disk.store;
  const start = disk.regions.bat.offset;
  for (let index = from; index < to; ) {
    const at = start + index * F.BAT_ENTRY_SIZE;
    const inPage = at % 4096;
    const stop = Math.min(4096, inPage + (to - index) * F.BAT_ENTRY_SIZE);
    const pageAt = at - inPage;
    if (!isZero(pages.get(pageAt).subarray(inPage, stop))) {
      pages.edit(pageAt).fill(0, inPage, stop);
      disk.store.relieve();
    }
    index += (stop - inPage) / F.BAT_ENTRY_SIZE;
  }
}

/** Copies the table to a larger place at the end of the file. The old one stays valid until the region tables change. */
function moveBat(disk: VhdxDisk, entries: number): number {
  const { store } = disk;
  store.commit();
  const newLength = batRegionLength(entries);
  const { offset, zeroed } = store.allocate(newLength);
  if (!zeroed) disk.file.allocate(offset, newLength);
  const length = disk.bat.shape.entries * F.BAT_ENTRY_SIZE;
  const buffer = Buffer.alloc(128 * 1024);
  for (let at = 0; at < length; at += buffer.length) {
    const part = buffer.subarray(0, Math.min(buffer.length, length - at));
    disk.file.read(part, disk.regions.bat.offset + at);
    if (!isZero(part)) disk.file.write(part, offset + at);
  }
  store.pages.forget(offset, newLength);
  store.release(disk.regions.bat.offset, disk.regions.bat.length);
  disk.file.flush();
  return offset;
}

/** A fixed disk has all its blocks: takes and zeroes the new ones, and enters them behind the old end. */
function allocateBlocks(disk: VhdxDisk, from: number, to: number): void {
  const { blockSize, file, store } = disk;
  const bat = disk.bat;
  const start = roundUp(file.size(), MB);
  const end = file.size();
  try {
    file.allocate(start, (to - from) * blockSize);
  } catch (error) {
    // What was taken in vain is given back: the disk is as it was.
    file.truncate(end);
    throw error;
  }
  const ratio = bat.shape.chunkRatio;
  for (let block = from; block < to; block++) {
    const index = block + Math.floor(block / ratio);
    const at = disk.regions.bat.offset + index * F.BAT_ENTRY_SIZE;
    const megabytes = (start + (block - from) * blockSize) / MB;
    const entry = Buffer.alloc(F.BAT_ENTRY_SIZE);
    entry.writeUInt32LE(((megabytes % 4096) * MB + F.BLOCK_FULL) >>> 0, 0);
    entry.writeUInt32LE(Math.floor(megabytes / 4096), 4);
    store.pages.write(entry, at);
  }
}

function shrink(disk: VhdxDisk, size: number): void {
  const { blockSize } = disk;
  const chunkBlocks = disk.bat.shape.chunkRatio;
  const old = disk.bat;
  const keep = Math.ceil(size / blockSize);
  switchSize(disk, size);
  for (let block = keep; block < old.shape.blocks; block++) {
    const entry = old.payload(block);
    if (entry.state === F.BLOCK_FULL || entry.state === F.BLOCK_PARTIAL) disk.store.release(entry.offset, blockSize);
    if (entry.state !== F.BLOCK_NOT_PRESENT) old.set(old.payloadIndex(block), F.BLOCK_NOT_PRESENT, 0);
    disk.store.relieve();
  }
  if (disk.metadata.hasParent) {
    const chunks = Math.ceil(old.shape.blocks / chunkBlocks);
    for (let chunk = Math.ceil(keep / chunkBlocks); chunk < chunks; chunk++) {
      const index = old.bitmapIndex(chunk * chunkBlocks);
      const entry = old.get(index);
      if (entry.state === F.BITMAP_NOT_PRESENT) continue;
      disk.store.release(entry.offset, F.BITMAP_BLOCK_SIZE);
      old.set(index, F.BITMAP_NOT_PRESENT, 0);
    }
  }
  disk.store.commit();
  cutFreeEnd(disk);
}

/** Shortens the file while its last block is one that nobody uses. */
function cutFreeEnd(disk: VhdxDisk): void {
  const end = disk.store.freeEnd();
  if (end < disk.file.size()) disk.store.cut(end);
}

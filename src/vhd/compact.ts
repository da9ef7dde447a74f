/**
 * Making the file of a dynamic or differencing disk smaller, as Optimize-VHD does: blocks that hold nothing are released, blocks
 * at the end of the file move into the holes, the file is cut.
 */
import { isZero, MB } from './bytes.ts';
import { openDisk } from './chain.ts';
import { COPY_BUFFER } from './convert.ts';
import type { DiskContext, VirtualDisk } from './disk.ts';
import { ensure } from './errors.ts';
import { freeRanges } from './ntfs.ts';
import { partitionsOf } from './partitions.ts';
import { compactVhd } from './vhd/compact.ts';
import { DynamicVhd } from './vhd/dynamic.ts';
import { compactVhdx } from './vhdx/compact.ts';
import { VhdxDisk } from './vhdx/image.ts';
import { STEP, type Work } from './work.ts';

/** What is looked for before the file is cut. */
export interface CompactMode {
  /** Blocks of zeros, by reading all that is stored. */
  readonly zeros?: boolean;
  /** Blocks in which file systems have nothing: of NTFS volumes that were left in order. */
  readonly freeSpace?: boolean;
  /** False: the space of free blocks stays in the file, for blocks to come. */
  readonly cut?: boolean;
}

export interface CompactResult {
  readonly before: number;
  readonly after: number;
}

/** Compacts one file. Its content does not change; after a crash it opens as before or partly compacted. */
export function* compactDisk(path: string, mode: CompactMode, context: DiskContext): Work<CompactResult> {
  const disk = openDisk(path, context, { write: true });
  try {
    ensure(disk.type !== 'fixed', 'type-invalid', 'A fixed disk cannot be compacted.');
    const before = disk.file.size();
    if (mode.freeSpace) releaseFree(disk);
    if (mode.zeros) yield* releaseZeros(disk);
    disk.flush();
    if (mode.cut === false) return { before, after: disk.file.size() };
    if (disk instanceof VhdxDisk) yield* compactVhdx(disk);
    else if (disk instanceof DynamicVhd) yield* compactVhd(disk);
    return { before, after: disk.file.size() };
  } finally {
    disk.close();
  }
}

/** Releases every block that lies in free space of file systems as a whole. What it holds then may change to zeros. */
function releaseFree(disk: VirtualDisk): void {
  const { blockSize } = disk;
  for (const partition of partitionsOf(disk)) {
    for (const { offset, length } of freeRanges(disk, partition)) {
      for (let block = Math.ceil(offset / blockSize); (block + 1) * blockSize <= offset + length; block++) {
        if (!isStored(disk, block)) continue;
        if (disk instanceof VhdxDisk) disk.trim(block * blockSize, blockSize);
        // In a VHD it would show the parent's, which nobody misses either.
        else if (disk instanceof DynamicVhd) disk.setBlockStart(block, undefined);
      }
    }
  }
}

/** Releases every block that shows zeros only, in a differencing disk so that it still hides the parent. */
function* releaseZeros(disk: VirtualDisk): Work<void> {
  const buffer = Buffer.allocUnsafeSlow(COPY_BUFFER);
  const blocks = Math.ceil(disk.size / disk.blockSize);
  let seen = 0;
  for (let block = 0; block < blocks; block++) {
    const from = block * disk.blockSize;
    const to = Math.min(from + disk.blockSize, disk.size);
    const stored = isStored(disk, block);
    if (stored) seen += to - from;
    if (stored && showsZeros(disk, from, to, buffer)) releaseBlock(disk, block, from, to, buffer);
    if (seen >= STEP) {
      seen = 0;
      yield { done: to, total: disk.size };
    }
  }
  disk.flush();
}

function isStored(disk: VirtualDisk, block: number): boolean {
  if (disk instanceof DynamicVhd) return disk.blockStart(block) !== undefined;
  return disk instanceof VhdxDisk && disk.bat.payload(block).state >= 6;
}

function showsZeros(disk: VirtualDisk, from: number, to: number, buffer: Buffer): boolean {
  for (let at = from; at < to; at += buffer.length) {
    const part = buffer.subarray(0, Math.min(buffer.length, to - at));
    disk.read(part, at);
    if (!isZero(part)) return false;
  }
  return true;
}

function releaseBlock(disk: VirtualDisk, block: number, from: number, to: number, buffer: Buffer): void {
  const { parent } = disk;
  const parentZero =
    parent === undefined || from >= parent.size || showsZeros(parent, from, Math.min(to, parent.size), buffer);
  // A VHD can only leave a block away when what is below reads as zeros too.
  if (disk instanceof DynamicVhd && parentZero) disk.setBlockStart(block, undefined);
  // Moving and releasing is no change that children could see.
  if (disk instanceof VhdxDisk) {
    disk.store.begin(false);
    disk.release(block, parentZero ? 0 : 2);
    disk.store.relieve();
  }
}

/** Copies a range inside one file. */
export function moveBytes(disk: VirtualDisk, from: number, to: number, length: number): void {
  const buffer = Buffer.allocUnsafeSlow(Math.min(length, MB));
  for (let done = 0; done < length; done += buffer.length) {
    const part = buffer.subarray(0, Math.min(buffer.length, length - done));
    const got = disk.file.read(part, from + done);
    if (got < part.length) part.fill(0, got);
    disk.file.write(part, to + done);
  }
}

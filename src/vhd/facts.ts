/** What Get-VHD shows of a disk file (Get-VHD documentation; `Msvm_VirtualHardDiskSettingData`, `Msvm_VirtualHardDiskState`). */

import { KB } from './bytes.ts';
import { findParent, openDisk, openSingle, storedParentPath } from './chain.ts';
import type { DiskContext, DiskFormat, DiskType, VirtualDisk } from './disk.ts';
import { VhdError } from './errors.ts';
import { minimumSize } from './partitions.ts';
import { isSetPath } from './set/file.ts';
import { DynamicVhd } from './vhd/dynamic.ts';
import * as X from './vhdx/format.ts';
import { VhdxDisk } from './vhdx/image.ts';

export interface DiskFacts {
  readonly path: string;
  /** `vhdset`: the facts are those of the set's disk. */
  readonly format: DiskFormat | 'vhdset';
  readonly type: DiskType;
  /** Length of the file. */
  readonly fileSize: number;
  readonly size: number;
  /** Smallest size to shrink to; undefined without a readable partition table. */
  readonly minimumSize: number | undefined;
  readonly logicalSectorSize: number;
  readonly physicalSectorSize: number;
  /** 0 for a fixed VHD. */
  readonly blockSize: number;
  /** Where the parent was found; else as the file names it. */
  readonly parentPath: string | undefined;
  /** Upper-case GUID without braces. */
  readonly identifier: string | undefined;
  /** 0 to 100 for dynamic disks. Microsoft's formula is not public: here the share of stored blocks that do not follow the
   * one before them; of very large tables the first part is looked at. */
  readonly fragmentationPercentage: number | undefined;
  /** 1 when data lies on 4 KB boundaries of the file. */
  readonly alignment: 0 | 1;
}

/** Blocks looked at for the fragmentation. */
const FRAGMENTS_SEEN = 512 * 1024;

function alignmentOf(disk: VirtualDisk): 0 | 1 {
  return disk instanceof DynamicVhd && !disk.aligned ? 0 : 1;
}

/** Where stored blocks lie, in the order of the disk. Ends when all that the file can hold have been seen. */
function* storedBlocks(disk: VirtualDisk): Generator<number> {
  if (disk instanceof VhdxDisk) {
    const tables = disk.regions.regions.reduce((end, region) => Math.max(end, region.offset + region.length), 0);
    let left = Math.ceil((disk.file.size() - tables) / disk.blockSize);
    for (let block = 0; block < Math.min(disk.bat.shape.blocks, FRAGMENTS_SEEN) && left > 0; block++) {
      const { state, offset } = disk.bat.payload(block);
      if (state < X.BLOCK_FULL) continue;
      left -= 1;
      yield offset;
    }
  } else if (disk instanceof DynamicVhd) {
    const { tableOffset, entries } = disk.header;
    let left = Math.floor((disk.footerOffset - Math.min(tableOffset, 64 * KB) - entries * 4) / disk.blockSize);
    for (let block = 0; block < Math.min(disk.blocks, FRAGMENTS_SEEN) && left > 0; block++) {
      const start = disk.blockStart(block);
      if (start === undefined) continue;
      left -= 1;
      yield start;
    }
  }
}

function fragmentationOf(disk: VirtualDisk): number | undefined {
  if (disk.type !== 'dynamic') return undefined;
  const step =
    disk instanceof DynamicVhd ? disk.nextStart(disk.bitmapSize + disk.blockSize) - disk.nextStart(0) : disk.blockSize;
  let pairs = 0;
  let broken = 0;
  let previous: number | undefined;
  for (const start of storedBlocks(disk)) {
    if (previous !== undefined) {
      pairs += 1;
      if (start !== previous + step) broken += 1;
    }
    previous = start;
  }
  return pairs === 0 ? 0 : Math.round((100 * broken) / pairs);
}

/** Facts of an open disk. */
export function factsOf(disk: VirtualDisk, context: DiskContext): DiskFacts {
  let parentPath = disk.parent?.path;
  if (disk.type === 'differencing' && parentPath === undefined) {
    try {
      parentPath = findParent(disk, context);
    } catch (error) {
      if (!(error instanceof VhdError)) throw error;
      parentPath = storedParentPath(disk);
    }
  }
  const complete = disk.type !== 'differencing' || disk.parent !== undefined;
  return {
    path: disk.path,
    format: disk.format,
    type: disk.type,
    fileSize: disk.file.size(),
    size: disk.size,
    minimumSize: complete ? minimumSize(disk) : undefined,
    logicalSectorSize: disk.logicalSectorSize,
    physicalSectorSize: disk.physicalSectorSize,
    blockSize: disk.blockSize,
    parentPath,
    identifier: disk.identifier?.toUpperCase(),
    fragmentationPercentage: fragmentationOf(disk),
    alignment: alignmentOf(disk),
  };
}

/** Facts of a file. A broken chain above it only leaves out what needs the chain. */
export function readFacts(path: string, context: DiskContext): DiskFacts {
  let disk: VirtualDisk;
  try {
    disk = openDisk(path, context);
  } catch (error) {
    if (!(error instanceof VhdError) || (error.kind !== 'chain' && error.path === path)) throw error;
    disk = openSingle(path, context);
  }
  try {
    const facts = factsOf(disk, context);
    return isSetPath(path) && disk.path !== path ? { ...facts, path, format: 'vhdset' } : facts;
  } finally {
    disk.close();
  }
}

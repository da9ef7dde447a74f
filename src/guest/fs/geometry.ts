/**
 * How mke2fs lays out ext2, ext3 and ext4 for a size: the arithmetic of e2fsprogs (lib/ext2fs/initialize.c, misc/mke2fs.c and
 * mke2fs.conf), so that df shows what it shows on a machine.
 */

export type ExtType = 'ext2' | 'ext3' | 'ext4';

/** What mke2fs was asked, and which e2fsprogs it is. */
export interface FormatRequest {
  readonly type: ExtType;
  readonly bytes: number;
  readonly blockSize?: number;
  readonly inodeRatio?: number;
  readonly inodes?: number;
  readonly inodeSize?: number;
  /** Share of blocks for root alone, percent. */
  readonly reservedPercent?: number;
  /** ext4 with 64bit (e2fsprogs 1.43 and later): group descriptors of 64 bytes. */
  readonly wide: boolean;
  /** Larger journals from 16 GB on (e2fsprogs 1.43.2 and later). */
  readonly bigJournals: boolean;
  readonly journal?: boolean;
}

/** A laid-out file system. Sizes in blocks unless said. */
export interface Geometry {
  blockSize: number;
  blocks: number;
  firstDataBlock: number;
  blocksPerGroup: number;
  groups: number;
  inodesPerGroup: number;
  inodeSize: number;
  inodeTableBlocks: number;
  descriptorBytes: number;
  descriptorBlocks: number;
  reservedDescriptorBlocks: number;
  journalBlocks: number;
  reservedBlocks: number;
  extents: boolean;
  flexGroups: number;
}

const MB = 1024 * 1024;

/** Types of mke2fs.conf by size: block size, bytes per inode. */
function usage(bytes: number): { blockSize: number; ratio: number } {
  const megabytes = bytes / MB;
  if (megabytes < 3) return { blockSize: 1024, ratio: 8192 };
  if (megabytes < 512) return { blockSize: 1024, ratio: 4096 };
  if (megabytes < 4 * MB) return { blockSize: 4096, ratio: 16384 };
  if (megabytes < 16 * MB) return { blockSize: 4096, ratio: 32768 };
  return { blockSize: 4096, ratio: 65536 };
}

/** Default journal, blocks (ext2fs_default_journal_size). */
function journalBlocks(blocks: number, bigJournals: boolean): number {
  if (blocks < 2048) return 0;
  const steps: readonly (readonly [number, number])[] = bigJournals
    ? [
        [32768, 1024],
        [262144, 4096],
        [524288, 8192],
        [4194304, 16384],
        [8388608, 32768],
        [16777216, 65536],
        [33554432, 131072],
        [Infinity, 262144],
      ]
    : [
        [32768, 1024],
        [262144, 4096],
        [524288, 8192],
        [1048576, 16384],
        [Infinity, 32768],
      ];
  return (steps.find(([limit]) => blocks < limit) as readonly [number, number])[1];
}

/** Groups with a copy of the superblock: 0, 1 and powers of 3, 5, 7. */
export function hasSuper(group: number): boolean {
  if (group <= 1) return true;
  if (group % 2 === 0) return false;
  return [3, 5, 7].some((base) => {
    let power = base;
    while (power < group) power *= base;
    return power === group;
  });
}

/** Number of groups below `groups` with a superblock. */
export function superGroups(groups: number): number {
  let count = Math.min(groups, 2);
  for (const base of [3, 5, 7]) for (let power = base; power < groups; power *= base) count++;
  return count;
}

/** Blocks of superblock, descriptors, bitmaps and inode table in one group. */
export function groupOverhead(g: Geometry, group: number): number {
  const copy = hasSuper(group) ? 1 + g.descriptorBlocks + g.reservedDescriptorBlocks : 0;
  return copy + 2 + g.inodeTableBlocks;
}

/** The same over all groups. */
export function allOverhead(g: Geometry): number {
  return (
    superGroups(g.groups) * (1 + g.descriptorBlocks + g.reservedDescriptorBlocks) + g.groups * (2 + g.inodeTableBlocks)
  );
}

function reservedDescriptors(g: Geometry, firstBlocks: number): number {
  const most = Math.min(0xffffffff, firstBlocks * 1024);
  const groups = Math.ceil((most - g.firstDataBlock) / g.blocksPerGroup);
  const perBlock = g.blockSize / g.descriptorBytes;
  return Math.min(Math.ceil(groups / perBlock) - g.descriptorBlocks, g.blockSize / 4);
}

/** Lays out a file system. @throws RangeError where the device is too small */
export function layOut(request: FormatRequest): Geometry {
  const kind = usage(request.bytes);
  const blockSize = request.blockSize ?? kind.blockSize;
  const inodeSize = request.inodeSize ?? 256;
  const ratio = Math.max(request.inodeRatio ?? kind.ratio, blockSize);
  const extents = request.type === 'ext4';
  let blocks = Math.floor(request.bytes / blockSize);
  const firstDataBlock = blockSize === 1024 ? 1 : 0;
  const blocksPerGroup = blockSize * 8;
  if (blocks < 60) throw new RangeError('too small');
  const requestedBlocks = blocks;
  for (;;) {
    const groups = Math.ceil((blocks - firstDataBlock) / blocksPerGroup);
    const descriptorBytes = extents && request.wide ? 64 : 32;
    const descriptorBlocks = Math.ceil(groups / (blockSize / descriptorBytes));
    const wanted = request.inodes ?? Math.floor((requestedBlocks * blockSize) / ratio);
    let perGroup = Math.ceil(wanted / groups);
    perGroup = Math.min(Math.max(perGroup, 16), blocksPerGroup, 65536);
    const inodeTableBlocks = Math.ceil((perGroup * inodeSize) / blockSize);
    perGroup = Math.floor((inodeTableBlocks * blockSize) / inodeSize) & ~7;
    const geometry: Geometry = {
      blockSize,
      blocks,
      firstDataBlock,
      blocksPerGroup,
      groups,
      inodesPerGroup: perGroup,
      inodeSize,
      inodeTableBlocks: Math.ceil((perGroup * inodeSize) / blockSize),
      descriptorBytes,
      descriptorBlocks,
      reservedDescriptorBlocks: 0,
      journalBlocks: 0,
      reservedBlocks: 0,
      extents,
      flexGroups: extents ? 16 : 1,
    };
    geometry.reservedDescriptorBlocks = Math.max(0, reservedDescriptors(geometry, requestedBlocks));
    const rest = (blocks - firstDataBlock) % blocksPerGroup;
    if (groups > 1 && rest > 0 && rest < groupOverhead(geometry, groups - 1) + 50) {
      blocks -= rest;
      continue;
    }
    geometry.reservedBlocks = Math.floor(((request.reservedPercent ?? 5) * blocks) / 100);
    if (request.type !== 'ext2' && request.journal !== false)
      geometry.journalBlocks = journalBlocks(blocks, request.bigJournals);
    return geometry;
  }
}

/**
 * Grows a mounted file system as the kernel does (fs/ext4/resize.c): first the last group is filled up, then groups are added
 * in flexible batches; the share kept for root grows with each batch by its whole percentage.
 * Answers undefined where nothing can be added.
 */
export function grow(g: Geometry, bytes: number): Geometry | undefined {
  let target = Math.floor(bytes / g.blockSize);
  const next: Geometry = { ...g };
  const rest = (target - g.firstDataBlock) % g.blocksPerGroup;
  const targetGroups = Math.ceil((target - g.firstDataBlock) / g.blocksPerGroup);
  // A last group that would hold nothing but its own tables is not added.
  if (rest > 0 && targetGroups > g.groups && rest < groupOverhead({ ...g }, targetGroups - 1) + 50) target -= rest;
  if (target <= g.blocks) return undefined;
  const fill = Math.min(target, g.firstDataBlock + g.groups * g.blocksPerGroup);
  next.blocks = fill;
  while (next.blocks < target) {
    const batchGroups = next.flexGroups - (next.groups % next.flexGroups);
    const end = Math.min(target, next.firstDataBlock + (next.groups + batchGroups) * next.blocksPerGroup);
    const percent = Math.floor((next.reservedBlocks * 100) / next.blocks);
    next.reservedBlocks += Math.floor((percent * (end - next.blocks)) / 100);
    next.blocks = end;
    next.groups = Math.ceil((end - next.firstDataBlock) / next.blocksPerGroup);
  }
  const descriptors = Math.ceil(next.groups / (g.blockSize / g.descriptorBytes));
  const added = descriptors - g.descriptorBlocks;
  next.descriptorBlocks = descriptors;
  next.reservedDescriptorBlocks = Math.max(0, g.reservedDescriptorBlocks - added);
  return next;
}

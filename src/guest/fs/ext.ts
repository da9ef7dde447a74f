/** ext2, ext3 and ext4 as the kernel mounts them: space, inodes and what statfs answers. */
import type { Micros } from '../../lab/time.ts';
import type { FsUsage, Inode } from '../vfs/inode.ts';
import { allOverhead, type ExtType, type Geometry, superGroups } from './geometry.ts';
import { InodeFs, type InodeTable } from './inode-fs.ts';
import { directory } from './tmpfs.ts';

/** A formatted volume as it is stored. */
export interface ExtImage extends InodeTable {
  kind: 'ext';
  type: ExtType;
  geometry: Geometry;
  uuid: string;
  label: string;
  formattedAt: Micros;
  mountedAt: Micros | null;
  mounts: number;
  /** Files that a distribution brings and nobody changed: they are not stored. */
  template?: string;
  /** Type under which it is mounted where that is another one. */
  shownAs?: string;
}

/** How the running kernel counts (fs/ext3/super.c, fs/ext4/super.c: ext4_statfs). */
export interface ExtCounting {
  /** The journal and reserved descriptors count as metadata, not as used (ext4 of 3.6 and later). */
  readonly overheadHasJournal: boolean;
  /** Clusters kept back for delayed allocation (ext4 of 3.10 and later, with extents). */
  readonly keepsClusters: boolean;
}

const LOST_FOUND = 11;
const FIRST_FREE = 12;

/** Makes an empty volume. Reserved inodes are 1 to 10, root is 2, lost+found 11. */
export function formatExt(type: ExtType, geometry: Geometry, uuid: string, label: string, at: Micros): ExtImage {
  const lost = { ...directory(0o700, at), p: 2 };
  const image: ExtImage = {
    kind: 'ext',
    type,
    geometry,
    uuid,
    label,
    formattedAt: at,
    mountedAt: null,
    mounts: 0,
    inodes: { 2: { ...directory(0o755, at), n: 3, d: { 'lost+found': LOST_FOUND } }, [LOST_FOUND]: lost },
    nextInode: FIRST_FREE,
    usedBlocks: 0,
    usedInodes: LOST_FOUND,
  };
  const root = image.inodes[2] as Inode;
  root.b = 1;
  root.s = geometry.blockSize;
  lost.b = lostAndFound(geometry.blockSize);
  lost.s = lost.b * geometry.blockSize;
  image.usedBlocks = root.b + lost.b + (geometry.reservedDescriptorBlocks > 0 ? 1 : 0);
  return image;
}

/** lost+found is made 16 KB large; not beyond the direct blocks (misc/mke2fs.c). */
const lostAndFound = (blockSize: number): number => Math.max(1, Math.min(12, Math.floor(16384 / blockSize)));

/** Blocks that point at data: one level of indirect blocks each (ext2, ext3); pointers of 4 bytes. */
export function indirectBlocks(data: number, blockSize: number): number {
  const per = blockSize / 4;
  let rest = data - 12;
  if (rest <= 0) return 0;
  let blocks = 1;
  rest -= per;
  if (rest <= 0) return blocks;
  const second = Math.min(rest, per * per);
  blocks += 1 + Math.ceil(second / per);
  rest -= per * per;
  if (rest <= 0) return blocks;
  return blocks + 1 + Math.ceil(rest / (per * per)) + Math.ceil(rest / per);
}

export class ExtFs extends InodeFs {
  readonly type: string;
  readonly image: ExtImage;
  private readonly counting: ExtCounting;
  private readonly base: ReadonlyMap<number, Inode> | undefined;

  constructor(image: ExtImage, counting: ExtCounting, base?: ReadonlyMap<number, Inode>, type: string = image.type) {
    super(image);
    this.image = image;
    this.type = type;
    this.counting = counting;
    this.base = base;
  }

  get blockSize(): number {
    return this.image.geometry.blockSize;
  }

  protected override template(ino: number): Inode | undefined {
    return this.base?.get(ino);
  }

  /** Journal with the blocks that point at it. */
  private journal(): number {
    const { journalBlocks, blockSize, extents } = this.image.geometry;
    return journalBlocks + (extents ? (journalBlocks > 4 * 32768 ? 1 : 0) : indirectBlocks(journalBlocks, blockSize));
  }

  private freeNow(): number {
    const g = this.image.geometry;
    return g.blocks - g.firstDataBlock - allOverhead(g) - this.journal() - this.table.usedBlocks;
  }

  private kept(): number {
    const g = this.image.geometry;
    return this.counting.keepsClusters && g.extents ? Math.min(Math.floor(g.blocks / 50), 4096) : 0;
  }

  protected freeBlocks(privileged: boolean): number {
    const free = this.freeNow() - this.kept();
    return Math.max(0, privileged ? free : free - this.image.geometry.reservedBlocks);
  }

  protected freeInodes(): number {
    const g = this.image.geometry;
    return g.groups * g.inodesPerGroup - this.table.usedInodes;
  }

  protected mapBlocks(data: number, extents: number): number {
    const g = this.image.geometry;
    if (!g.extents) return indirectBlocks(data, g.blockSize);
    // An inode holds 4 extents of at most 32768 blocks; more need leaves of (block size - 12) / 12 entries.
    const entries = Math.max(Math.ceil(data / 32768), Math.min(extents, data) > 64 ? 5 : 1);
    return entries <= 4 ? 0 : Math.ceil(entries / ((g.blockSize - 12) / 12));
  }

  protected directoryBlocks(entries: number): number {
    // About 8 bytes and a name of 12 per entry; lost+found keeps what it was given.
    return Math.max(1, Math.ceil(((entries + 2) * 24) / this.blockSize));
  }

  usage(): FsUsage {
    const g = this.image.geometry;
    const fixed = superGroups(g.groups) * (1 + g.descriptorBlocks) + g.groups * (2 + g.inodeTableBlocks);
    const overhead = this.counting.overheadHasJournal ? allOverhead(g) + g.journalBlocks : fixed;
    const free = this.freeNow();
    return {
      blockSize: g.blockSize,
      blocks: g.blocks - g.firstDataBlock - overhead,
      free,
      available: Math.max(0, free - g.reservedBlocks - this.kept()),
      inodes: g.groups * g.inodesPerGroup,
      freeInodes: this.freeInodes(),
    };
  }
}

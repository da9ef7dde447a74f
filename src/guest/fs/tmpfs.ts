/** tmpfs: in memory, gone with it; its size is a limit, not a reservation. */
import type { Micros } from '../../lab/time.ts';
import type { FsUsage, Inode } from '../vfs/inode.ts';
import { InodeFs, type InodeTable } from './inode-fs.ts';

const PAGE = 4096;

/** An empty directory inode. */
export const directory = (mode: number, at: Micros): Inode => ({
  t: 'd',
  m: mode,
  u: 0,
  g: 0,
  n: 2,
  at,
  mt: at,
  ct: at,
  s: 0,
  d: {},
});

/** A tmpfs as it is stored. */
export interface TmpfsImage extends InodeTable {
  sizeBytes: number;
  maxInodes: number;
}

export function newTmpfs(sizeBytes: number, at: Micros, mode = 0o1777): TmpfsImage {
  return {
    inodes: { 2: directory(mode, at) },
    nextInode: 3,
    usedBlocks: 0,
    usedInodes: 1,
    sizeBytes,
    maxInodes: Math.max(16, Math.floor(sizeBytes / PAGE)),
  };
}

export class Tmpfs extends InodeFs {
  readonly type: string;
  readonly blockSize = PAGE;
  readonly image: TmpfsImage;

  constructor(image: TmpfsImage, type = 'tmpfs') {
    super(image);
    this.image = image;
    this.type = type;
  }

  protected freeBlocks(): number {
    return Math.floor(this.image.sizeBytes / PAGE) - this.table.usedBlocks;
  }
  protected freeInodes(): number {
    return this.image.maxInodes - this.table.usedInodes;
  }
  protected mapBlocks(): number {
    return 0;
  }
  protected directoryBlocks(): number {
    return 0;
  }
  usage(): FsUsage {
    const blocks = Math.floor(this.image.sizeBytes / PAGE);
    const free = blocks - this.table.usedBlocks;
    return {
      blockSize: PAGE,
      blocks,
      free,
      available: free,
      inodes: this.image.maxInodes,
      freeInodes: this.freeInodes(),
    };
  }
}

/** Inodes as every file system of the guest keeps them, and what a file system answers. */
import type { Micros } from '../../lab/time.ts';
import type { Chunk, Extent } from '../fs/extents.ts';

/** File types by their letter in `ls -l`. */
export type FileType = '-' | 'd' | 'l' | 'b' | 'c' | 'p' | 's';

/** An inode: plain JSON. */
export interface Inode {
  t: FileType;
  /** Permission bits with set-id and sticky bits. */
  m: number;
  u: number;
  g: number;
  /** Links. */
  n: number;
  /** Times of access, modification, change. */
  at: Micros;
  mt: Micros;
  ct: Micros;
  /** Size in bytes. */
  s: number;
  /** Contents of a regular file. */
  x?: Extent[];
  /** Entries of a directory, without . and .. */
  d?: Record<string, number>;
  /** Parent of a directory. */
  p?: number;
  /** Target of a symbolic link. */
  l?: string;
  /** Major and minor number of a device. */
  r?: [number, number];
  /** Blocks of the file system that it holds. */
  b?: number;
}

/** What statfs answers; sizes in blocks of `blockSize`. */
export interface FsUsage {
  readonly blockSize: number;
  readonly blocks: number;
  readonly free: number;
  readonly available: number;
  readonly inodes: number;
  readonly freeInodes: number;
}

/** Where a write comes from. */
export interface Writer {
  readonly at: Micros;
  /** May use the reserved blocks. */
  readonly privileged: boolean;
}

/** A file system. All calls throw Errno. */
export interface FileSystem {
  readonly type: string;
  readonly root: number;
  inode(ino: number): Inode;
  lookup(dir: number, name: string): number | undefined;
  list(dir: number): [string, number][];
  /** Parts of [offset, offset + length), less where the file ends. */
  read(ino: number, offset: number, length: number): Chunk[];
  /** Bytes taken; fewer than asked where the file system is full. @throws ENOSPC where none fits */
  write(ino: number, offset: number, chunk: Chunk, writer: Writer): number;
  truncate(ino: number, size: number, writer: Writer): void;
  /** Makes an inode and enters it. */
  create(dir: number, name: string, inode: Inode, writer: Writer): number;
  link(dir: number, name: string, ino: number, writer: Writer): void;
  /** Takes the name away; the inode stays while links or `isOpen` hold it. */
  unlink(dir: number, name: string, writer: Writer, isOpen: (ino: number) => boolean): void;
  rename(dir: number, name: string, toDir: number, toName: string, writer: Writer): void;
  /** Changes mode, owner, times. */
  change(ino: number, to: Partial<Pick<Inode, 'm' | 'u' | 'g' | 'at' | 'mt' | 'ct'>>): void;
  /** Frees an inode without links when its last open file is closed. */
  release(ino: number): void;
  usage(): FsUsage;
}

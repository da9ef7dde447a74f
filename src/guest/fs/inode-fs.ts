/** A file system that keeps inodes: the common part of ext2/3/4 and tmpfs. What differs is how space is counted. */
import { Errno } from '../vfs/errno.ts';
import type { FileSystem, FsUsage, Inode, Writer } from '../vfs/inode.ts';
import { blocksCovered, type Chunk, pieces, punch, put } from './extents.ts';

/** The stored part: plain JSON. */
export interface InodeTable {
  inodes: Record<string, Inode>;
  nextInode: number;
  /** Blocks held by files and directories. */
  usedBlocks: number;
  usedInodes: number;
}

export abstract class InodeFs implements FileSystem {
  abstract readonly type: string;
  readonly root: number = 2;
  protected readonly table: InodeTable;
  /** Set at every change; cleared by whoever stored it. */
  dirty = false;
  readOnly = false;

  constructor(table: InodeTable) {
    this.table = table;
  }

  /** Bytes in one block. */
  abstract readonly blockSize: number;
  /** Blocks that may still be taken. */
  protected abstract freeBlocks(privileged: boolean): number;
  protected abstract freeInodes(): number;
  /** Blocks for pointing at so many data blocks (indirect blocks, extent tree). */
  protected abstract mapBlocks(dataBlocks: number, extents: number): number;
  protected abstract directoryBlocks(entries: number): number;
  abstract usage(): FsUsage;
  /** An inode from outside the table (a template), copied in when it is changed. */
  protected template(_ino: number): Inode | undefined {
    return undefined;
  }

  inode(ino: number): Inode {
    const found = this.table.inodes[ino] ?? this.template(ino);
    if (!found) throw new Errno('EIO');
    return found;
  }

  protected own(ino: number): Inode {
    if (this.readOnly) throw new Errno('EROFS');
    this.dirty = true;
    const mine = this.table.inodes[ino];
    if (mine) return mine;
    const copy = structuredClone(this.inode(ino));
    this.table.inodes[ino] = copy;
    return copy;
  }

  private directory(ino: number): Inode & { d: Record<string, number> } {
    const inode = this.inode(ino);
    if (!inode.d) throw new Errno('ENOTDIR');
    return inode as Inode & { d: Record<string, number> };
  }

  lookup(dir: number, name: string): number | undefined {
    const inode = this.directory(dir);
    if (name === '.') return dir;
    if (name === '..') return inode.p ?? this.root;
    return Object.hasOwn(inode.d, name) ? inode.d[name] : undefined;
  }

  list(dir: number): [string, number][] {
    return Object.entries(this.directory(dir).d);
  }

  read(ino: number, offset: number, length: number): Chunk[] {
    const inode = this.inode(ino);
    const end = Math.min(inode.s, offset + length);
    return end <= offset ? [] : pieces(inode.x ?? [], offset, end);
  }

  private blocksOf(inode: Inode): number {
    if (inode.d) return this.directoryBlocks(Object.keys(inode.d).length);
    if (inode.t === 'l') return (inode.l?.length ?? 0) < 60 ? 0 : 1;
    const data = blocksCovered(inode.x ?? [], this.blockSize);
    return data + this.mapBlocks(data, inode.x?.length ?? 0);
  }

  private account(inode: Inode): void {
    const now = this.blocksOf(inode);
    this.table.usedBlocks += now - (inode.b ?? 0);
    inode.b = now;
  }

  write(ino: number, offset: number, chunk: Chunk, writer: Writer): number {
    const inode = this.own(ino);
    inode.x ??= [];
    let n = chunk.n;
    // A few rounds suffice: each gives up at least the blocks that were missing.
    while (n > 0 && this.shortage(inode, offset, n, writer) > 0) {
      const short = this.shortage(inode, offset, n, writer);
      const end = Math.ceil((offset + n) / this.blockSize) - short;
      n = Math.max(0, Math.min(n - 1, end * this.blockSize - offset));
    }
    if (n === 0 && chunk.n > 0) throw new Errno('ENOSPC');
    const taken = n === chunk.n ? chunk : { ...chunk, n };
    if (taken !== chunk && chunk.v !== undefined) taken.v = chunk.v.slice(0, n);
    put(inode.x, offset, taken);
    inode.s = Math.max(inode.s, offset + n);
    inode.mt = inode.ct = writer.at;
    this.account(inode);
    return n;
  }

  /** Blocks missing for writing n bytes at offset. */
  private shortage(inode: Inode, offset: number, n: number, writer: Writer): number {
    const free = this.freeBlocks(writer.privileged);
    const most = Math.floor((offset + n - 1) / this.blockSize) - Math.floor(offset / this.blockSize) + 1;
    if (most + this.mapBlocks((inode.b ?? 0) + most, (inode.x?.length ?? 0) + 1) < free) return 0;
    const covered = pieces(
      inode.x ?? [],
      offset - (offset % this.blockSize),
      Math.ceil((offset + n) / this.blockSize) * this.blockSize,
    );
    let at = offset - (offset % this.blockSize);
    const spans: { o: number; n: number }[] = [];
    for (const piece of covered) {
      if (!piece.hole) spans.push({ o: at, n: piece.n });
      at += piece.n;
    }
    const fresh = most - blocksCovered(spans, this.blockSize);
    const data = blocksCovered(inode.x ?? [], this.blockSize) + fresh;
    const needed = data + this.mapBlocks(data, (inode.x?.length ?? 0) + 1) - (inode.b ?? 0);
    return Math.max(0, needed - free);
  }

  truncate(ino: number, size: number, writer: Writer): void {
    const inode = this.own(ino);
    if (inode.x && size < inode.s) punch(inode.x, size, Number.MAX_SAFE_INTEGER);
    inode.s = size;
    inode.mt = inode.ct = writer.at;
    this.account(inode);
  }

  private enter(dir: number, name: string, ino: number, writer: Writer): void {
    const parent = this.own(dir);
    const entries = parent.d as Record<string, number>;
    entries[name] = ino;
    const needed = this.directoryBlocks(Object.keys(entries).length) - (parent.b ?? 0);
    if (needed > 0 && needed > this.freeBlocks(writer.privileged)) {
      delete entries[name];
      throw new Errno('ENOSPC');
    }
    this.account(parent);
    parent.s = Math.max(parent.s, (parent.b ?? 0) * this.blockSize);
    parent.mt = parent.ct = writer.at;
  }

  create(dir: number, name: string, inode: Inode, writer: Writer): number {
    if (this.readOnly) throw new Errno('EROFS');
    if (name.length > 255) throw new Errno('ENAMETOOLONG');
    if (this.inode(dir).n === 0) throw new Errno('ENOENT');
    if (this.freeInodes() <= 0) throw new Errno('ENOSPC');
    if (this.blocksOf(inode) > this.freeBlocks(writer.privileged)) throw new Errno('ENOSPC');
    const ino = this.table.nextInode;
    this.enter(dir, name, ino, writer);
    this.table.nextInode++;
    this.table.usedInodes++;
    this.table.inodes[ino] = inode;
    if (inode.d) {
      inode.p = dir;
      this.own(dir).n++;
    }
    this.account(inode);
    if (inode.d) inode.s = (inode.b ?? 0) * this.blockSize;
    return ino;
  }

  link(dir: number, name: string, ino: number, writer: Writer): void {
    this.enter(dir, name, ino, writer);
    const inode = this.own(ino);
    inode.n++;
    inode.ct = writer.at;
  }

  unlink(dir: number, name: string, writer: Writer, isOpen: (ino: number) => boolean): void {
    const ino = this.lookup(dir, name);
    if (ino === undefined) throw new Errno('ENOENT');
    const inode = this.own(ino);
    if (inode.d && Object.keys(inode.d).length > 0) throw new Errno('ENOTEMPTY');
    const parent = this.own(dir);
    delete parent.d?.[name];
    parent.mt = parent.ct = inode.ct = writer.at;
    inode.n -= 1;
    if (inode.d) {
      parent.n--;
      inode.n = 0;
    }
    if (inode.n === 0 && !isOpen(ino)) this.release(ino);
  }

  rename(dir: number, name: string, toDir: number, toName: string, writer: Writer): void {
    const ino = this.lookup(dir, name);
    if (ino === undefined) throw new Errno('ENOENT');
    const inode = this.own(ino);
    this.enter(toDir, toName, ino, writer);
    if (dir !== toDir || name !== toName) delete this.own(dir).d?.[name];
    this.own(dir).mt = writer.at;
    inode.ct = writer.at;
    if (inode.d && dir !== toDir) {
      this.own(dir).n--;
      this.own(toDir).n++;
      inode.p = toDir;
    }
  }

  change(ino: number, to: Partial<Inode>): void {
    Object.assign(this.own(ino), to);
  }

  release(ino: number): void {
    const inode = this.inode(ino);
    if (inode.n > 0) return;
    this.dirty = true;
    this.table.usedBlocks -= inode.b ?? 0;
    this.table.usedInodes--;
    delete this.table.inodes[ino];
  }
}

/** Pages of a file's tables, read when needed and few kept; changed ones stay until somebody has written them. */
import { KB } from './bytes.ts';
import { type DiskFile, readPadded } from './file.ts';

export const PAGE = 4 * KB;
/** Unchanged pages kept (4 MB of the usual size). */
const KEPT = 1024;

export class Pages {
  /** Changed pages by their offset in the file, in the order of their first change. */
  readonly dirty = new Map<number, Buffer>();
  private readonly clean = new Map<number, Buffer>();
  private readonly file: DiskFile;
  private lastOffset = -1;
  private last: Buffer = Buffer.alloc(0);

  private readonly unit: number;

  /** `unit`: length of a page, a power of two. What shares a page must belong to the same table. */
  constructor(file: DiskFile, unit = PAGE) {
    this.file = file;
    this.unit = unit;
  }

  /** The page at this offset (a multiple of its length), for reading. */
  get(offset: number): Buffer {
    if (offset === this.lastOffset) return this.last;
    let page = this.dirty.get(offset) ?? this.clean.get(offset);
    if (page === undefined) {
      page = Buffer.allocUnsafeSlow(this.unit);
      readPadded(this.file, page, offset);
      if (this.clean.size >= KEPT) this.clean.delete(this.clean.keys().next().value as number);
      this.clean.set(offset, page);
    }
    this.lastOffset = offset;
    this.last = page;
    return page;
  }

  /** The page at this offset, to be changed. */
  edit(offset: number): Buffer {
    const page = this.get(offset);
    if (!this.dirty.has(offset)) {
      this.clean.delete(offset);
      this.dirty.set(offset, page);
    }
    return page;
  }

  /** Puts bytes over whatever pages they touch. */
  write(bytes: Uint8Array, position: number): void {
    for (let done = 0; done < bytes.length; ) {
      const at = position + done;
      const page = this.edit(at - (at % this.unit));
      const part = bytes.subarray(done, done + this.unit - (at % this.unit));
      page.set(part, at % this.unit);
      done += part.length;
    }
  }

  /** Everything changed so far counts as unchanged: it stands in the file now. */
  settle(offsets: Iterable<number>): void {
    for (const offset of [...offsets]) {
      const page = this.dirty.get(offset);
      if (page === undefined) continue;
      this.dirty.delete(offset);
      if (this.clean.size >= KEPT) this.clean.delete(this.clean.keys().next().value as number);
      this.clean.set(offset, page);
    }
  }

  /** Forgets pages in a range: their place in the file was written or given away past this cache. */
  forget(offset: number, length: number): void {
    for (const map of [this.dirty, this.clean]) {
      for (const at of [...map.keys()]) if (at >= offset && at < offset + length) map.delete(at);
    }
    this.lastOffset = -1;
  }
}

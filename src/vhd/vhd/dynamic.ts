/** A dynamic or differencing VHD: blocks, each behind a bitmap of its sectors, found through the block allocation table. */
import { bitAt, runLength, setBits } from '../bitmap.ts';
import { type Guid, MB, roundUp } from '../bytes.ts';
import { checkRange, checkWritable, type Durability, type Extent, readThrough, type VirtualDisk } from '../disk.ts';
import { ensure } from '../errors.ts';
import type { DiskFile } from '../file.ts';
import { Pages } from '../pages.ts';
import { encodeFooter, type Footer, type FoundFooter } from './footer.ts';
import * as F from './format.ts';
import type { DynamicHeader } from './header.ts';
import { resizeDynamic } from './resize.ts';

/** Changed table pages and bitmaps that are written without being asked. */
const DIRTY_MAX = 512;

export class DynamicVhd implements VirtualDisk {
  readonly format = 'vhd';
  readonly logicalSectorSize = F.SECTOR;
  readonly physicalSectorSize = F.SECTOR;
  readonly path: string;
  readonly writable: boolean;
  readonly file: DiskFile;
  readonly durability: Durability;
  footer: Footer;
  header: DynamicHeader;
  /** Where the footer at the end stands. */
  footerOffset: number;
  parent: VirtualDisk | undefined;
  readonly bitmapSize: number;
  /** True when data starts on 4 KB boundaries, as in files of Windows 8 and later. */
  readonly aligned: boolean;
  /** Sectors of the table. */
  pages: Pages;
  /** Sectors of bitmaps: written before the table that names them. */
  private readonly bitmaps: Pages;
  private closed = false;

  constructor(file: DiskFile, found: FoundFooter, header: DynamicHeader, durability: Durability) {
    this.file = file;
    this.path = file.path;
    this.writable = file.writable;
    this.footer = found.footer;
    this.footerOffset = found.offset;
    this.header = header;
    this.durability = durability;
    this.bitmapSize = roundUp(header.blockSize / F.SECTOR / 8, F.SECTOR);
    this.pages = new Pages(file, F.SECTOR);
    this.bitmaps = new Pages(file, F.SECTOR);
    this.aligned = this.looksAligned();
  }

  /** By the first blocks, or by where the footer of an empty file lies. */
  private looksAligned(): boolean {
    const blocks = Math.min(this.blocks, F.SECTOR / F.BAT_ENTRY_SIZE);
    let found = false;
    for (let block = 0; block < blocks; block++) {
      const start = this.blockStart(block);
      if (start === undefined) continue;
      if ((start + this.bitmapSize) % F.ALIGNMENT !== 0) return false;
      found = true;
    }
    return found || (this.footerOffset + F.FOOTER_SIZE) % F.ALIGNMENT === 0;
  }

  get type(): 'dynamic' | 'differencing' {
    return this.footer.type === F.TYPE_DIFFERENCING ? 'differencing' : 'dynamic';
  }

  get size(): number {
    return this.footer.currentSize;
  }

  get blockSize(): number {
    return this.header.blockSize;
  }

  get blocks(): number {
    return Math.ceil(this.size / this.blockSize);
  }

  get identifier(): Guid {
    return this.footer.identifier;
  }

  get linkage(): Guid {
    return this.footer.identifier;
  }

  /** Where the bitmap of a block starts; undefined for a block that is not stored. */
  blockStart(block: number): number | undefined {
    const at = this.header.tableOffset + block * F.BAT_ENTRY_SIZE;
    const sector = this.pages.get(at - (at % F.SECTOR)).readUInt32BE(at % F.SECTOR);
    if (sector === F.UNALLOCATED) return undefined;
    const start = sector * F.SECTOR;
    const inside = start >= F.FOOTER_SIZE && start + this.bitmapSize <= this.file.size();
    ensure(inside, 'bat-corrupt', `Block ${block} at ${start}.`);
    return start;
  }

  /** Enters the place of a block into the table, to be written with the next flush. */
  setBlockStart(block: number, start: number | undefined): void {
    const at = this.header.tableOffset + block * F.BAT_ENTRY_SIZE;
    const page = this.pages.edit(at - (at % F.SECTOR));
    page.writeUInt32BE(start === undefined ? F.UNALLOCATED : start / F.SECTOR, at % F.SECTOR);
  }

  extentAt(offset: number, length: number): Extent {
    const block = Math.floor(offset / this.blockSize);
    const within = offset - block * this.blockSize;
    const rest = Math.min(length, this.blockSize - within, this.size - offset);
    const start = this.blockStart(block);
    if (start === undefined) {
      return { length: rest, kind: this.type === 'differencing' ? 'parent' : 'zero', position: 0 };
    }
    const position = start + this.bitmapSize + within;
    if (this.type === 'dynamic') return this.inFile(position, rest);
    const first = Math.floor(within / F.SECTOR);
    const at = start + (first >>> 3);
    const page = this.bitmaps.get(at - (at % F.SECTOR));
    const bit = (at % F.SECTOR) * 8 + (first & 7);
    const to = Math.min(bit + Math.ceil((within + rest) / F.SECTOR) - first, F.SECTOR * 8);
    const run = runLength(page, bit, to, 'msb') * F.SECTOR - (within % F.SECTOR);
    const part = Math.min(rest, run);
    return bitAt(page, bit, 'msb') ? this.inFile(position, part) : { length: part, kind: 'parent', position: 0 };
  }

  /** What is missing at the end of the file reads as zeros. */
  private inFile(position: number, length: number): Extent {
    const there = this.footerOffset - position;
    if (there <= 0) return { length, kind: 'zero', position: 0 };
    return { length: Math.min(length, there), kind: 'data', position };
  }

  read(buffer: Uint8Array, offset: number): void {
    readThrough(this, buffer, offset);
  }

  write(buffer: Uint8Array, offset: number): void {
    checkWritable(this);
    checkRange(this, offset, buffer.length, F.SECTOR);
    for (let done = 0; done < buffer.length; ) {
      const block = Math.floor((offset + done) / this.blockSize);
      const within = offset + done - block * this.blockSize;
      const part = buffer.subarray(done, done + this.blockSize - within);
      const start = this.blockStart(block) ?? this.addBlock(block);
      this.file.write(part, start + this.bitmapSize + within);
      if (this.type === 'differencing') this.mark(start, within, part.length);
      done += part.length;
    }
    if (this.pages.dirty.size + this.bitmaps.dirty.size > DIRTY_MAX) this.flush();
  }

  private mark(start: number, within: number, length: number): void {
    const end = (within + length) / F.SECTOR;
    for (let sector = within / F.SECTOR; sector < end; ) {
      const at = start + (sector >>> 3);
      const bit = (at % F.SECTOR) * 8 + (sector & 7);
      const count = Math.min(end - sector, F.SECTOR * 8 - bit);
      setBits(this.bitmaps.edit(at - (at % F.SECTOR)), bit, bit + count, true, 'msb');
      sector += count;
    }
  }

  /** Where a block would be put: its data aligned if the file's blocks are. */
  nextStart(from: number): number {
    if (!this.aligned) return roundUp(from, F.SECTOR);
    return roundUp(from + this.bitmapSize, F.ALIGNMENT) - this.bitmapSize;
  }

  /**
   * Takes place for a block at the end. The footer behind it is written first; while the old one is overwritten, and as long
   * as the table does not name the block, the copy at the start of the file keeps it readable.
   */
  private addBlock(block: number): number {
    const start = this.nextStart(this.footerOffset);
    ensure(start / F.SECTOR < F.UNALLOCATED, 'size-invalid', 'There are no sector numbers left.');
    const end = this.nextStart(start + this.bitmapSize + this.blockSize);
    this.file.write(encodeFooter(this.footer), end);
    const bitmap = Buffer.alloc(this.bitmapSize, this.type === 'dynamic' ? 0xff : 0);
    this.file.write(bitmap, start);
    this.bitmaps.forget(start, this.bitmapSize);
    this.footerOffset = end;
    this.setBlockStart(block, start);
    return start;
  }

  /** What is kept of the bitmap at this place is no longer true. */
  forgetBitmap(start: number): void {
    this.bitmaps.forget(start, this.bitmapSize);
  }

  /** The space of a VHD's block cannot be given back while the disk is in use: zeros are written. */
  zero(offset: number, length: number): void {
    checkWritable(this);
    checkRange(this, offset, length, F.SECTOR);
    const zeros = new Uint8Array(Math.min(length, MB));
    for (let done = 0; done < length; ) {
      const extent = this.extentAt(offset + done, Math.min(zeros.length, length - done));
      if (extent.kind !== 'zero') this.write(zeros.subarray(0, extent.length), offset + done);
      done += extent.length;
    }
  }

  trim(offset: number, length: number): void {
    checkWritable(this);
    checkRange(this, offset, length, F.SECTOR);
  }

  /** Content first, then bitmaps, then the table: each names only what is there already. */
  flush(): void {
    if (!this.writable) return;
    const safe = this.durability === 'safe';
    for (const pages of [this.bitmaps, this.pages]) {
      if (pages.dirty.size === 0) continue;
      if (safe) this.file.flush();
      for (const [offset, bytes] of pages.dirty) this.file.write(bytes, offset);
      pages.settle(pages.dirty.keys());
    }
    this.file.flush();
  }

  resize(size: number): void {
    checkWritable(this);
    resizeDynamic(this, size);
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    try {
      this.flush();
    } finally {
      this.file.close();
      this.parent?.close();
    }
  }
}

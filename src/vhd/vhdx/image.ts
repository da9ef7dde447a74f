/** A VHDX file as a virtual disk: which block is where, reading, writing, trimming. */
import { bitAt, runLength, setBits } from '../bitmap.ts';
import { type Guid, MB } from '../bytes.ts';
import { checkRange, checkWritable, type DiskType, type Extent, readThrough, type VirtualDisk } from '../disk.ts';
import { ensure } from '../errors.ts';
import type { DiskFile } from '../file.ts';
import { Bat, type BatEntry, batShape } from './bat.ts';
import * as F from './format.ts';
import type { Metadata } from './metadata.ts';
import type { RegionTable } from './region.ts';
import { resizeVhdx } from './resize.ts';
import type { Store } from './store.ts';

export class VhdxDisk implements VirtualDisk {
  readonly format = 'vhdx';
  readonly path: string;
  readonly writable: boolean;
  readonly file: DiskFile;
  readonly store: Store;
  metadata: Metadata;
  regions: RegionTable;
  bat: Bat;
  parent: VirtualDisk | undefined;
  private closed = false;

  constructor(store: Store, regions: RegionTable, metadata: Metadata) {
    this.store = store;
    this.file = store.file;
    this.path = store.file.path;
    this.writable = store.file.writable;
    this.regions = regions;
    this.metadata = metadata;
    this.bat = this.makeBat();
  }

  /** To be called when size or BAT region have changed. */
  makeBat(): Bat {
    const { size, blockSize, logicalSectorSize, hasParent } = this.metadata;
    const shape = batShape(size, blockSize, logicalSectorSize, hasParent);
    ensure(shape.entries * F.BAT_ENTRY_SIZE <= this.regions.bat.length, 'bat-too-small', `${shape.entries} entries.`);
    return new Bat(this.store.pages, this.regions.bat.offset, shape);
  }

  get type(): DiskType {
    if (this.metadata.hasParent) return 'differencing';
    return this.metadata.leaveBlocksAllocated ? 'fixed' : 'dynamic';
  }

  get size(): number {
    return this.metadata.size;
  }

  get logicalSectorSize(): number {
    return this.metadata.logicalSectorSize;
  }

  get physicalSectorSize(): number {
    return this.metadata.physicalSectorSize;
  }

  get blockSize(): number {
    return this.metadata.blockSize;
  }

  get identifier(): Guid {
    return this.metadata.identifier;
  }

  get linkage(): Guid {
    return this.store.headers.current.dataWriteGuid;
  }

  extentAt(offset: number, length: number): Extent {
    const { blockSize } = this;
    const block = Math.floor(offset / blockSize);
    const within = offset - block * blockSize;
    const rest = Math.min(length, blockSize - within, this.size - offset);
    const entry = this.bat.payload(block);
    switch (entry.state) {
      case F.BLOCK_FULL:
        return this.inFile(this.placeOf(entry, block) + within, rest);
      case F.BLOCK_PARTIAL:
        return this.partial(entry, block, within, rest);
      case F.BLOCK_NOT_PRESENT:
        return { length: rest, kind: this.metadata.hasParent ? 'parent' : 'zero', position: 0 };
      case F.BLOCK_UNDEFINED:
      case F.BLOCK_ZERO:
      case F.BLOCK_UNMAPPED:
        return { length: rest, kind: 'zero', position: 0 };
      default:
        ensure(false, 'bat-entry', `Block ${block} has the reserved state ${entry.state}.`);
    }
  }

  /** Where a block lies, checked: behind the headers, inside the file. */
  private placeOf({ offset }: BatEntry, block: number): number {
    ensure(offset < this.file.size(), 'bat-past-end', `Block ${block} at ${offset}.`);
    ensure(offset >= F.HEADER_SECTION_SIZE, 'bat-overlap', `Block ${block} at ${offset}.`);
    return offset;
  }

  /** A file may end inside its last block: what is missing reads as zeros. */
  private inFile(position: number, length: number): Extent {
    const there = this.file.size() - position;
    if (there <= 0) return { length, kind: 'zero', position: 0 };
    return { length: Math.min(length, there), kind: 'data', position };
  }

  private partial(entry: BatEntry, block: number, within: number, rest: number): Extent {
    ensure(this.metadata.hasParent, 'bat-entry', `Block ${block} is partial, but there is no parent.`);
    const sector = this.logicalSectorSize;
    const perBlock = this.blockSize / sector;
    const bitmap = this.bitmapPlace(block);
    const base = (block % this.bat.shape.chunkRatio) * perBlock;
    const first = base + Math.floor(within / sector);
    const pageOffset = Math.floor(first / 8 / 4096) * 4096;
    const page = this.store.pages.get(bitmap + pageOffset);
    const from = first - pageOffset * 8;
    const to = Math.min(base + Math.ceil((within + rest) / sector) - pageOffset * 8, 4096 * 8);
    const run = runLength(page, from, to, 'lsb') * sector - (within % sector);
    const length = Math.min(rest, run);
    if (!bitAt(page, from, 'lsb')) return { length, kind: 'parent', position: 0 };
    return this.inFile(this.placeOf(entry, block) + within, length);
  }

  private bitmapPlace(block: number): number {
    const { state, offset } = this.bat.bitmap(block);
    ensure(state === F.BITMAP_PRESENT, 'bat-entry', `The sector bitmap of block ${block} is missing.`);
    const inside = offset >= F.HEADER_SECTION_SIZE && offset + F.BITMAP_BLOCK_SIZE <= this.file.size();
    ensure(inside, 'bat-past-end', `Sector bitmap of block ${block} at ${offset}.`);
    return offset;
  }

  read(buffer: Uint8Array, offset: number): void {
    readThrough(this, buffer, offset);
  }

  write(buffer: Uint8Array, offset: number): void {
    checkWritable(this);
    checkRange(this, offset, buffer.length, this.logicalSectorSize);
    if (buffer.length === 0) return;
    this.store.begin(true);
    for (let done = 0; done < buffer.length; ) {
      const at = offset + done;
      const block = Math.floor(at / this.blockSize);
      const within = at - block * this.blockSize;
      const part = buffer.subarray(done, done + this.blockSize - within);
      this.writeBlock(part, block, within);
      done += part.length;
    }
    this.store.relieve();
  }

  private writeBlock(part: Uint8Array, block: number, within: number): void {
    const entry = this.bat.payload(block);
    if (entry.state === F.BLOCK_FULL) {
      this.file.write(part, this.placeOf(entry, block) + within);
      return;
    }
    if (entry.state === F.BLOCK_PARTIAL) {
      this.file.write(part, this.placeOf(entry, block) + within);
      this.mark(block, within, part.length, true);
      return;
    }
    const { blockSize } = this;
    const { offset, zeroed } = this.store.allocate(blockSize);
    const stored = Math.min(blockSize, this.size - block * blockSize);
    const whole = part.length === stored;
    const partial = !whole && this.metadata.hasParent && entry.state === F.BLOCK_NOT_PRESENT;
    if (!zeroed && !partial) {
      this.file.allocate(offset, within);
      this.file.allocate(offset + within + part.length, blockSize - within - part.length);
    }
    this.file.write(part, offset + within);
    if (partial) {
      this.mark(block, 0, blockSize, false);
      this.mark(block, within, part.length, true);
    }
    this.bat.set(this.bat.payloadIndex(block), partial ? F.BLOCK_PARTIAL : F.BLOCK_FULL, offset);
  }

  /** Sets or clears the bits of sectors of a block; makes the chunk's bitmap when it is missing. */
  private mark(block: number, within: number, length: number, value: boolean): void {
    const index = this.bat.bitmapIndex(block);
    if (this.bat.get(index).state !== F.BITMAP_PRESENT) {
      const place = this.store.allocate(F.BITMAP_BLOCK_SIZE);
      if (!place.zeroed) this.file.allocate(place.offset, F.BITMAP_BLOCK_SIZE);
      this.store.pages.forget(place.offset, F.BITMAP_BLOCK_SIZE);
      this.bat.set(index, F.BITMAP_PRESENT, place.offset);
    }
    const bitmap = this.bitmapPlace(block);
    const sector = this.logicalSectorSize;
    const base = (block % this.bat.shape.chunkRatio) * (this.blockSize / sector);
    const end = base + (within + length) / sector;
    for (let bit = base + within / sector; bit < end; ) {
      const pageBit = Math.floor(bit / 32768) * 32768;
      const stop = Math.min(end, pageBit + 32768);
      setBits(this.store.pages.edit(bitmap + pageBit / 8), bit - pageBit, stop - pageBit, value, 'lsb');
      bit = stop;
    }
  }

  zero(offset: number, length: number): void {
    this.discard(offset, length, F.BLOCK_ZERO);
  }

  trim(offset: number, length: number): void {
    this.discard(offset, length, F.BLOCK_UNMAPPED);
  }

  /** Whole blocks go into `state` and their space is free; parts of blocks are overwritten with zeros, if asked for zeros. */
  private discard(offset: number, length: number, state: number): void {
    checkWritable(this);
    checkRange(this, offset, length, this.logicalSectorSize);
    if (length === 0) return;
    this.store.begin(true);
    for (let at = offset; at < offset + length; ) {
      const block = Math.floor(at / this.blockSize);
      const start = block * this.blockSize;
      const end = Math.min(start + this.blockSize, offset + length);
      const whole = at === start && (end - start === this.blockSize || end === this.size);
      if (whole && this.type !== 'fixed') this.release(block, state);
      else if (state === F.BLOCK_ZERO) this.zeroPart(block, at, end - at);
      at = end;
    }
    this.store.relieve();
  }

  /** Gives the space of a block back. */
  release(block: number, state: number): void {
    const entry = this.bat.payload(block);
    if (entry.state === state) return;
    if (entry.state === F.BLOCK_FULL || entry.state === F.BLOCK_PARTIAL) {
      this.store.release(this.placeOf(entry, block), this.blockSize);
    }
    this.bat.set(this.bat.payloadIndex(block), state, 0);
  }

  private zeroPart(block: number, offset: number, length: number): void {
    const { state } = this.bat.payload(block);
    const reads = state === F.BLOCK_UNDEFINED || state === F.BLOCK_ZERO || state === F.BLOCK_UNMAPPED;
    if (reads || (state === F.BLOCK_NOT_PRESENT && !this.metadata.hasParent)) return;
    const zeros = new Uint8Array(Math.min(length, MB));
    for (let done = 0; done < length; done += zeros.length) {
      const part = zeros.subarray(0, Math.min(zeros.length, length - done));
      this.writeBlock(part, block, offset + done - block * this.blockSize);
    }
  }

  flush(): void {
    if (!this.writable) return;
    this.store.commit();
    this.file.flush();
  }

  resize(size: number): void {
    checkWritable(this);
    resizeVhdx(this, size);
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    try {
      if (this.writable) this.store.close();
    } finally {
      this.file.close();
      this.parent?.close();
    }
  }
}

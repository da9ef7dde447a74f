/** A fixed VHD: the content of the disk, then the footer. */
import type { Guid } from '../bytes.ts';
import { checkRange, checkWritable, type Extent, readThrough, type VirtualDisk } from '../disk.ts';
import { ensure, VhdError } from '../errors.ts';
import type { DiskFile } from '../file.ts';
import { PlainContent } from '../sparse-file.ts';
import { encodeFooter, type Footer, type FoundFooter, resized } from './footer.ts';
import * as F from './format.ts';

export class FixedVhd implements VirtualDisk {
  readonly format = 'vhd';
  readonly type = 'fixed';
  readonly logicalSectorSize = F.SECTOR;
  readonly physicalSectorSize = F.SECTOR;
  readonly blockSize = 0;
  readonly path: string;
  readonly writable: boolean;
  readonly file: DiskFile;
  readonly content: PlainContent;
  parent: VirtualDisk | undefined;
  private footer: Footer;
  private closed = false;

  constructor(file: DiskFile, found: FoundFooter) {
    this.file = file;
    this.content = new PlainContent(file);
    this.path = file.path;
    this.writable = file.writable;
    this.footer = found.footer;
    ensure(found.footer.currentSize <= found.offset, 'file-size-corrupt', `${found.footer.currentSize} bytes of data.`);
  }

  get size(): number {
    return this.footer.currentSize;
  }

  get identifier(): Guid {
    return this.footer.identifier;
  }

  get linkage(): Guid {
    return this.footer.identifier;
  }

  extentAt(offset: number, length: number): Extent {
    return this.content.extentAt(offset, Math.min(length, this.size - offset));
  }

  read(buffer: Uint8Array, offset: number): void {
    readThrough(this, buffer, offset);
  }

  write(buffer: Uint8Array, offset: number): void {
    checkWritable(this);
    checkRange(this, offset, buffer.length, F.SECTOR);
    this.file.write(buffer, offset);
  }

  zero(offset: number, length: number): void {
    checkWritable(this);
    checkRange(this, offset, length, F.SECTOR);
    this.file.allocate(offset, length);
  }

  trim(offset: number, length: number): void {
    checkWritable(this);
    checkRange(this, offset, length, F.SECTOR);
  }

  flush(): void {
    if (this.writable) this.file.flush();
  }

  /**
   * Only larger. A second footer with the old size goes behind the new end first, then the old one becomes part of the disk
   * (zeros), then the new size is entered: at every moment the last 512 bytes are a valid footer.
   */
  resize(size: number): void {
    checkWritable(this);
    checkVhdSize(size);
    if (size < this.size) throw new VhdError('shrink-not-supported', undefined, this.path);
    if (size === this.size) return;
    const old = this.size;
    const untouched = this.file.size() === old + F.FOOTER_SIZE;
    this.file.write(encodeFooter(this.footer), Math.max(size, this.file.size() - F.FOOTER_SIZE));
    this.file.flush();
    // Behind the old footer nothing was ever written, unless an earlier attempt was interrupted.
    const taken = untouched && this.file.reserve(old + F.FOOTER_SIZE, size - old - F.FOOTER_SIZE);
    this.file.allocate(old, taken ? F.FOOTER_SIZE : size - old);
    this.file.flush();
    this.footer = resized(this.footer, size);
    this.file.write(encodeFooter(this.footer), this.file.size() - F.FOOTER_SIZE);
    this.file.flush();
    if (this.file.size() > size + F.FOOTER_SIZE) this.tidy();
  }

  /** After an interrupted resize to a larger size the file was longer than needed: footer first, then cut. */
  private tidy(): void {
    this.file.write(encodeFooter(this.footer), this.size);
    this.file.flush();
    this.file.truncate(this.size + F.FOOTER_SIZE);
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    try {
      this.flush();
    } finally {
      this.file.close();
    }
  }
}

/** VHD disks have 3 MB to 2040 GB, in whole sectors. */
export function checkVhdSize(size: number): void {
  const fits = Number.isInteger(size) && size >= F.SIZE_MIN && size <= F.SIZE_MAX && size % F.SECTOR === 0;
  ensure(fits, 'size-invalid', `${size} bytes.`);
}

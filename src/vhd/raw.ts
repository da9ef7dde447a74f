/** A raw image, or a block device: the file is the disk. */
import { checkRange, checkWritable, type Extent, readThrough, type VirtualDisk } from './disk.ts';
import { ensure } from './errors.ts';
import type { DiskFile } from './file.ts';
import { PlainContent } from './sparse-file.ts';

export class RawDisk implements VirtualDisk {
  readonly format = 'raw';
  readonly type = 'fixed';
  readonly logicalSectorSize = 512;
  readonly physicalSectorSize = 512;
  readonly blockSize = 0;
  readonly identifier = undefined;
  readonly linkage = undefined;
  readonly path: string;
  readonly writable: boolean;
  readonly file: DiskFile;
  readonly content: PlainContent;
  /** Whole sectors: a file that ends inside one reads as if it were filled with zeros. */
  size: number;
  parent: VirtualDisk | undefined;
  private closed = false;

  constructor(file: DiskFile) {
    this.file = file;
    this.content = new PlainContent(file);
    this.path = file.path;
    this.writable = file.writable;
    this.size = Math.ceil(file.size() / 512) * 512;
  }

  extentAt(offset: number, length: number): Extent {
    return this.content.extentAt(offset, Math.min(length, this.size - offset));
  }

  read(buffer: Uint8Array, offset: number): void {
    readThrough(this, buffer, offset);
  }

  write(buffer: Uint8Array, offset: number): void {
    checkWritable(this);
    checkRange(this, offset, buffer.length, 1);
    this.file.write(buffer, offset);
  }

  zero(offset: number, length: number): void {
    checkWritable(this);
    checkRange(this, offset, length, 1);
    this.file.allocate(offset, length);
  }

  trim(): void {
    checkWritable(this);
  }

  flush(): void {
    if (this.writable) this.file.flush();
  }

  resize(size: number): void {
    checkWritable(this);
    ensure(Number.isInteger(size) && size > 0 && size % 512 === 0, 'size-invalid', `${size} bytes.`);
    this.file.truncate(size);
    this.size = size;
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.file.close();
  }
}

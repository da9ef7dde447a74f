/**
 * The log of a VHDX file, for writing: [MS-VHDX] 2.3. Every entry is a sequence of its own (its Tail is itself), because the
 * pages of the entry before it are in their places, and flushed, when it is written. So at every moment the newest valid
 * entry is all that has to be replayed.
 */
import { type Guid, writeGuid, writeU64LE } from '../bytes.ts';
import { crc32c } from '../crc32c.ts';
import type { DiskFile } from '../file.ts';
import * as F from './format.ts';
import type { Range } from './region.ts';

/** A metadata page at its place in the file. */
export interface LoggedPage {
  readonly offset: number;
  readonly bytes: Buffer;
}

/** Pages in one entry: two entries must fit into the smallest log, so that a torn one never covers its predecessor. */
export const PAGES_PER_ENTRY = 100;

export class LogWriter {
  private readonly file: DiskFile;
  private readonly log: Range;
  private readonly guid: Guid;
  private sequence = 0n;
  private head = 0;

  constructor(file: DiskFile, log: Range, guid: Guid) {
    this.file = file;
    this.log = log;
    this.guid = guid;
  }

  /** Writes one entry; the caller flushes before (all that it relies on) and after. `fileSize`: stable length of the file. */
  append(pages: readonly LoggedPage[], fileSize: number): void {
    this.sequence += 1n;
    const bytes = this.encode(pages, fileSize);
    const room = this.log.length - this.head;
    this.file.write(bytes.subarray(0, room), this.log.offset + this.head);
    if (bytes.length > room) this.file.write(bytes.subarray(room), this.log.offset);
    this.head = (this.head + bytes.length) % this.log.length;
  }

  private encode(pages: readonly LoggedPage[], fileSize: number): Buffer {
    const descriptors = F.LOG_ENTRY_HEADER_SIZE + pages.length * F.LOG_DESCRIPTOR_SIZE;
    const dataAt = Math.ceil(descriptors / F.LOG_SECTOR) * F.LOG_SECTOR;
    const bytes = Buffer.alloc(dataAt + pages.length * F.LOG_SECTOR);
    bytes.write(F.LOG_ENTRY_SIGNATURE, 'latin1');
    bytes.writeUInt32LE(bytes.length, 8);
    bytes.writeUInt32LE(this.head, 12);
    bytes.writeBigUInt64LE(this.sequence, 16);
    bytes.writeUInt32LE(pages.length, 24);
    writeGuid(bytes, this.guid, 32);
    writeU64LE(bytes, fileSize, 48);
    writeU64LE(bytes, fileSize, 56);
    pages.forEach((page, i) => {
      const at = F.LOG_ENTRY_HEADER_SIZE + i * F.LOG_DESCRIPTOR_SIZE;
      const sector = dataAt + i * F.LOG_SECTOR;
      bytes.write(F.LOG_DATA_DESCRIPTOR, at, 'latin1');
      page.bytes.copy(bytes, at + 4, F.LOG_SECTOR - 4);
      page.bytes.copy(bytes, at + 8, 0, 8);
      writeU64LE(bytes, page.offset, at + 16);
      bytes.writeBigUInt64LE(this.sequence, at + 24);
      bytes.write(F.LOG_DATA_SECTOR, sector, 'latin1');
      bytes.writeUInt32LE(Number(this.sequence >> 32n), sector + 4);
      page.bytes.copy(bytes, sector + 8, 8, F.LOG_SECTOR - 4);
      bytes.writeUInt32LE(Number(this.sequence & 0xffffffffn), sector + F.LOG_SECTOR - 4);
    });
    bytes.writeUInt32LE(crc32c(bytes, 4), 4);
    return bytes;
  }
}

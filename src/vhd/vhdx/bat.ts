/**
 * The block allocation table of a VHDX file: [MS-VHDX] 2.5. Payload entries in runs of one chunk, each run followed by the
 * entry of the chunk's sector bitmap. Read page by page, never as a whole.
 */
import { MB } from '../bytes.ts';
import { ensure } from '../errors.ts';
import { PAGE, type Pages } from '../pages.ts';
import * as F from './format.ts';

/** Shape of a table, from the disk's parameters. */
export interface BatShape {
  /** Payload blocks per sector bitmap block. */
  readonly chunkRatio: number;
  readonly blocks: number;
  /** Entries in all, bitmap entries included. */
  readonly entries: number;
}

export function batShape(size: number, blockSize: number, sectorSize: number, hasParent: boolean): BatShape {
  const chunkRatio = (F.CHUNK_SECTORS * sectorSize) / blockSize;
  const blocks = Math.ceil(size / blockSize);
  const entries = hasParent
    ? Math.ceil(blocks / chunkRatio) * (chunkRatio + 1)
    : blocks + Math.floor((blocks - 1) / chunkRatio);
  return { chunkRatio, blocks, entries };
}

/** Bytes of a region that holds so many entries: whole megabytes. */
export const batRegionLength = (entries: number): number => Math.ceil((entries * F.BAT_ENTRY_SIZE) / MB) * MB;

/** One entry: where in the file, and in what state. */
export interface BatEntry {
  readonly state: number;
  readonly offset: number;
}

/** Reads and changes entries through the pages of the file's tables. */
export class Bat {
  readonly shape: BatShape;
  readonly offset: number;
  private readonly pages: Pages;

  constructor(pages: Pages, offset: number, shape: BatShape) {
    this.pages = pages;
    this.offset = offset;
    this.shape = shape;
  }

  payloadIndex(block: number): number {
    return block + Math.floor(block / this.shape.chunkRatio);
  }

  bitmapIndex(block: number): number {
    const ratio = this.shape.chunkRatio;
    return Math.floor(block / ratio) * (ratio + 1) + ratio;
  }

  /** The entry with this index, its reserved bits checked. */
  get(index: number): BatEntry {
    const at = this.offset + index * F.BAT_ENTRY_SIZE;
    const page = this.pages.get(at - (at % PAGE));
    const low = page.readUInt32LE(at % PAGE);
    const high = page.readUInt32LE((at % PAGE) + 4);
    ensure((low & 0xffff8) === 0, 'bat-entry', `Entry ${index} has reserved bits.`);
    return { state: low & 7, offset: (high * 4096 + (low >>> 20)) * MB };
  }

  set(index: number, state: number, offset: number): void {
    const at = this.offset + index * F.BAT_ENTRY_SIZE;
    const page = this.pages.edit(at - (at % PAGE));
    const megabytes = offset / MB;
    page.writeUInt32LE(((megabytes % 4096) * MB + state) >>> 0, at % PAGE);
    page.writeUInt32LE(Math.floor(megabytes / 4096), (at % PAGE) + 4);
  }

  payload(block: number): BatEntry {
    return this.get(this.payloadIndex(block));
  }

  bitmap(block: number): BatEntry {
    return this.get(this.bitmapIndex(block));
  }
}

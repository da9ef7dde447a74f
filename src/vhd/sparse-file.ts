/** The content of a disk that lies in its file as it is, one byte after the other: holes of the file need not be read. */
import type { DataRange } from './data-ranges.ts';
import type { Extent, VirtualDisk } from './disk.ts';
import type { DiskFile } from './file.ts';

/** A disk whose file may have holes. */
export class PlainContent {
  private readonly file: DiskFile;
  private ranges: readonly DataRange[] | undefined;

  constructor(file: DiskFile) {
    this.file = file;
  }

  /** To be called before all of it is read. A file that can be written keeps no map: it would not stay true. */
  lookForHoles(): void {
    if (!this.file.writable) this.ranges ??= this.file.dataRanges();
  }

  /** Where the content at `offset` is; what a hole shows is zeros. */
  extentAt(offset: number, length: number): Extent {
    const { ranges } = this;
    if (ranges === undefined) return { length, kind: 'data', position: offset };
    let low = 0;
    let high = ranges.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const range = ranges[middle] as DataRange;
      if (range.offset + range.length <= offset) low = middle + 1;
      else high = middle;
    }
    const next = ranges[low];
    if (next === undefined || next.offset >= offset + length) return { length, kind: 'zero', position: 0 };
    if (next.offset > offset) return { length: next.offset - offset, kind: 'zero', position: 0 };
    return { length: Math.min(length, next.offset + next.length - offset), kind: 'data', position: offset };
  }
}

/** Finds out the holes in the files of a disk and its ancestors, where that is of use. */
export function lookForHoles(disk: VirtualDisk): void {
  for (let layer: VirtualDisk | undefined = disk; layer; layer = layer.parent) {
    if ('content' in layer && layer.content instanceof PlainContent) layer.content.lookForHoles();
  }
}

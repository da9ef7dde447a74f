/** Moving the blocks at the end of a VHDX file into holes before them. */
import { MB } from '../bytes.ts';
import { moveBytes } from '../compact.ts';
import type { Work } from '../work.ts';
import * as F from './format.ts';
import type { VhdxDisk } from './image.ts';

/** Moved between two commits of the table. */
const BATCH = 64 * MB;

/** What of the file is in use, in megabytes. */
class UseMap {
  private readonly used: Uint8Array;
  private lowest = 1;
  /** Lengths for which there was no hole when last looked; blocks come from the end, so that only a new hole changes it. */
  private readonly none = new Set<number>();

  constructor(size: number) {
    this.used = new Uint8Array(Math.ceil(size / MB));
    this.used[0] = 1;
  }

  mark(offset: number, length: number, value: 0 | 1): void {
    this.used.fill(value, offset / MB, (offset + length) / MB);
    if (value === 1) return;
    this.lowest = Math.min(this.lowest, offset / MB);
    this.none.clear();
  }

  /** The first hole of this length before `limit`. */
  hole(length: number, limit: number): number | undefined {
    if (this.none.has(length)) return undefined;
    const units = length / MB;
    while (this.used[this.lowest] === 1) this.lowest += 1;
    let run = 0;
    for (let unit = this.lowest; unit < limit / MB; unit++) {
      run = this.used[unit] === 1 ? 0 : run + 1;
      if (run === units) return (unit + 1 - units) * MB;
    }
    this.none.add(length);
    return undefined;
  }

  /** Behind the last used megabyte. */
  end(): number {
    return (this.used.lastIndexOf(1) + 1) * MB;
  }
}

export function* compactVhdx(disk: VhdxDisk): Work<void> {
  const { bat, blockSize, regions, file } = disk;
  disk.store.begin(false);
  disk.store.commit();
  const map = new UseMap(file.size() + blockSize);
  const { logOffset, logLength } = disk.store.headers.current;
  map.mark(logOffset, logLength, 1);
  for (const { offset, length } of regions.regions) map.mark(offset, length, 1);
  const blocks: { index: number; offset: number; length: number; state: number }[] = [];
  for (let index = 0; index < bat.shape.entries; index++) {
    const { state, offset } = bat.get(index);
    if (state < F.BLOCK_FULL) {
      // A free block may still name its old place. Somebody else is going to be there.
      if (offset !== 0) bat.set(index, state, 0);
      continue;
    }
    const length = (index + 1) % (bat.shape.chunkRatio + 1) === 0 ? F.BITMAP_BLOCK_SIZE : blockSize;
    blocks.push({ index, offset, length, state });
    map.mark(offset, length, 1);
  }
  disk.store.commit();
  blocks.sort((a, b) => b.offset - a.offset);
  let batch: (typeof blocks)[number][] = [];
  let moved = 0;
  for (const block of blocks) {
    const to = map.hole(block.length, block.offset);
    if (to === undefined) continue;
    moveBytes(disk, block.offset, to, block.length);
    disk.store.pages.forget(to, block.length);
    disk.store.pages.forget(block.offset, block.length);
    bat.set(block.index, block.state, to);
    map.mark(to, block.length, 1);
    batch.push(block);
    moved += block.length;
    if (moved < BATCH) continue;
    moved = 0;
    free(disk, map, batch);
    batch = [];
    yield { done: file.size() - block.offset, total: file.size() };
  }
  free(disk, map, batch);
  const end = map.end();
  if (end < file.size()) disk.store.cut(end);
}

/** The old places may be used once the table in the file no longer names them. */
function free(disk: VhdxDisk, map: UseMap, batch: readonly { offset: number; length: number }[]): void {
  disk.store.commit();
  for (const { offset, length } of batch) map.mark(offset, length, 0);
}

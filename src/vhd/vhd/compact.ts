/** Moving the blocks at the end of a VHD file into the places of released ones. */

import { roundUp } from '../bytes.ts';
import { moveBytes } from '../compact.ts';
import type { Work } from '../work.ts';
import type { DynamicVhd } from './dynamic.ts';
import { encodeFooter } from './footer.ts';
import * as F from './format.ts';

export function* compactVhd(disk: DynamicVhd): Work<void> {
  disk.flush();
  const length = disk.bitmapSize + disk.blockSize;
  const stored: { block: number; start: number }[] = [];
  for (let block = 0; block < disk.blocks; block++) {
    const start = disk.blockStart(block);
    if (start !== undefined) stored.push({ block, start });
  }
  stored.sort((a, b) => a.start - b.start);
  const total = disk.footerOffset;
  for (const hole of holes(disk, stored)) {
    const last = stored.at(-1);
    if (last === undefined || last.start <= hole) break;
    stored.pop();
    moveBytes(disk, last.start, hole, Math.min(length, disk.footerOffset - last.start));
    disk.forgetBitmap(hole);
    disk.file.flush();
    disk.setBlockStart(last.block, hole);
    disk.flush();
    stored.unshift({ block: last.block, start: hole });
    yield { done: total - last.start, total };
  }
  cut(
    disk,
    stored.reduce((end, { start }) => Math.max(end, start + length), tableEnd(disk)),
  );
}

/** Parent locator texts that lie in the file at all. */
const locatorsOf = (disk: DynamicVhd) =>
  disk.header.locators.filter(({ offset, length }) => offset + length <= disk.footerOffset);

const tableEnd = (disk: DynamicVhd): number => {
  const table = disk.header.tableOffset + roundUp(disk.header.entries * F.BAT_ENTRY_SIZE, F.SECTOR);
  const header = disk.footer.dataOffset + F.HEADER_SIZE;
  return locatorsOf(disk).reduce((end, { offset, length }) => Math.max(end, offset + length), Math.max(table, header));
};

/** Places for a whole block that nobody uses, from the start of the file: between tables, locators and stored blocks. */
function holes(disk: DynamicVhd, stored: readonly { start: number }[]): number[] {
  const length = disk.bitmapSize + disk.blockSize;
  const { header, footer } = disk;
  const taken = [
    { from: 0, to: F.FOOTER_SIZE },
    { from: footer.dataOffset, to: footer.dataOffset + F.HEADER_SIZE },
    { from: header.tableOffset, to: header.tableOffset + header.entries * F.BAT_ENTRY_SIZE },
    ...locatorsOf(disk).map((entry) => ({ from: entry.offset, to: entry.offset + entry.length })),
    ...stored.map(({ start }) => ({ from: start, to: start + length })),
  ].sort((a, b) => a.from - b.from);
  const found: number[] = [];
  let end = 0;
  for (const { from, to } of taken) {
    for (let at = disk.nextStart(end); at + length <= from; at = disk.nextStart(at + length)) found.push(at);
    end = Math.max(end, to);
  }
  return found;
}

/** A footer where the file shall end, then the end. */
function cut(disk: DynamicVhd, end: number): void {
  const footerOffset = disk.nextStart(end);
  if (footerOffset >= disk.footerOffset) return;
  disk.file.write(encodeFooter(disk.footer), footerOffset);
  disk.footerOffset = footerOffset;
  disk.file.flush();
  disk.file.truncate(footerOffset + F.FOOTER_SIZE);
  disk.file.flush();
}

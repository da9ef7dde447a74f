/**
 * Making a dynamic VHD larger. There is no log: the dynamic header, whose changing fields lie in one sector, is the switch for
 * a moved table, and the footer at the end the one for the size. A differencing VHD cannot be resized, nor any VHD shrunk.
 */
import { roundUp } from '../bytes.ts';
import { VhdError } from '../errors.ts';
import type { DynamicVhd } from './dynamic.ts';
import { checkVhdSize } from './fixed.ts';
import { encodeFooter, resized } from './footer.ts';
import * as F from './format.ts';
import { encodeDynamicHeader } from './header.ts';

const BUFFER = 128 * 1024;

export function resizeDynamic(disk: DynamicVhd, size: number): void {
  if (disk.type === 'differencing') throw new VhdError('grow-not-supported', undefined, disk.path);
  checkVhdSize(size);
  if (size < disk.size) throw new VhdError('shrink-not-supported', undefined, disk.path);
  if (size === disk.size) return;
  disk.flush();
  clearTail(disk);
  const entries = Math.ceil(size / disk.blockSize);
  if (entries > disk.header.entries) growTable(disk, entries);
  else fillTable(disk, disk.blocks, entries);
  disk.file.flush();
  disk.footer = resized(disk.footer, size);
  const footer = encodeFooter(disk.footer);
  disk.file.write(footer, disk.footerOffset);
  disk.file.flush();
  disk.file.write(footer, 0);
  disk.file.flush();
}

/** What lies behind the old end in the last block must read as zeros when it comes into sight. */
function clearTail(disk: DynamicVhd): void {
  const used = disk.size % disk.blockSize;
  if (used === 0) return;
  const start = disk.blockStart(disk.blocks - 1);
  if (start === undefined) return;
  const end = Math.min(start + disk.bitmapSize + disk.blockSize, disk.footerOffset);
  const from = start + disk.bitmapSize + used;
  if (end > from) disk.file.allocate(from, end - from);
}

/** Where the first block, or the footer, limits the table. Only looked at for tables that have to grow. */
function tableLimit(disk: DynamicVhd): number {
  let limit = disk.footerOffset;
  for (let block = 0; block < disk.blocks; block++) {
    const start = disk.blockStart(block);
    if (start !== undefined && start > disk.header.tableOffset && start < limit) limit = start;
  }
  for (const { offset, space } of disk.header.locators) {
    if (offset > disk.header.tableOffset && space > 0 && offset < limit) limit = offset;
  }
  return limit;
}

/** Marks the entries from `from` to before `to` as not stored. */
function fillTable(disk: DynamicVhd, from: number, to: number): void {
  for (let block = from; block < to; block++) disk.setBlockStart(block, undefined);
  disk.flush();
}

function growTable(disk: DynamicVhd, entries: number): void {
  const { tableOffset } = disk.header;
  const length = roundUp(entries * F.BAT_ENTRY_SIZE, F.SECTOR);
  if (tableOffset + length <= tableLimit(disk)) {
    fillTable(disk, disk.blocks, length / F.BAT_ENTRY_SIZE);
    disk.header = { ...disk.header, entries };
  } else {
    const moved = moveTable(disk, length);
    disk.header = { ...disk.header, entries, tableOffset: moved };
    disk.pages.forget(0, Number.POSITIVE_INFINITY);
  }
  disk.file.flush();
  disk.file.write(encodeDynamicHeader(disk.header), disk.footer.dataOffset);
}

/** Writes the larger table at the end of the file, the footer behind it first. */
function moveTable(disk: DynamicVhd, length: number): number {
  const at = roundUp(disk.footerOffset, F.SECTOR);
  const end = disk.nextStart(at + length);
  const footer = encodeFooter(disk.footer);
  disk.file.write(footer, end);
  const old = roundUp(disk.blocks * F.BAT_ENTRY_SIZE, F.SECTOR);
  const used = disk.blocks * F.BAT_ENTRY_SIZE;
  const buffer = Buffer.alloc(BUFFER);
  for (let done = 0; done < length; done += BUFFER) {
    const part = buffer.subarray(0, Math.min(BUFFER, length - done));
    if (done < old) disk.file.read(part, disk.header.tableOffset + done);
    if (done + part.length > used) part.fill(0xff, Math.max(0, used - done));
    disk.file.write(part, at + done);
  }
  disk.footerOffset = end;
  disk.file.flush();
  return at;
}

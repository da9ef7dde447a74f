/** Opening a VHD file: footer, dynamic header, a first look at the table. */
import type { Durability, VirtualDisk } from '../disk.ts';
import { ensure, VhdError } from '../errors.ts';
import type { DiskFile } from '../file.ts';
import { nextAligned } from './create.ts';
import { DynamicVhd } from './dynamic.ts';
import { FixedVhd } from './fixed.ts';
import { encodeFooter, type FoundFooter, findFooter } from './footer.ts';
import * as F from './format.ts';
import { type DynamicHeader, readDynamicHeader } from './header.ts';

/** Tables up to this many entries are checked as a whole when a disk is opened. */
const CHECKED_AT_OPEN = 128 * 1024;

/** Takes over `file`: it is closed with the disk. */
export function openVhd(file: DiskFile, durability: Durability): VirtualDisk {
  const found = findFooter(file);
  if (file.writable && found.footer.savedState) throw new VhdError('saved-state', undefined, file.path);
  if (found.footer.type === F.TYPE_FIXED) return new FixedVhd(file, found);
  const header = readDynamicHeader(file, found.footer);
  const table = checkTable(file, found, header);
  const disk = new DynamicVhd(file, repaired(file, found, table), header, durability);
  return disk;
}

/** Puts back a footer that is missing at either end, when the file may be written. */
function repaired(file: DiskFile, found: FoundFooter, end: number): FoundFooter {
  if (!file.writable || (found.atEnd && found.copyFits)) return found;
  const footer = encodeFooter(found.footer);
  let offset = found.offset;
  if (!found.atEnd) {
    offset = nextAligned(Math.max(end, found.offset), 512);
    file.write(footer, offset);
    file.flush();
  }
  file.write(footer, 0);
  file.flush();
  return { ...found, offset, atEnd: true, copyFits: true };
}

/** Checks every entry of a small table: inside the file, no two blocks in one place. Returns where the last block ends. */
function checkTable(file: DiskFile, found: FoundFooter, header: DynamicHeader): number {
  const blocks = Math.ceil(found.footer.currentSize / header.blockSize);
  if (blocks > CHECKED_AT_OPEN) return found.offset;
  const bytes = Buffer.alloc(blocks * F.BAT_ENTRY_SIZE);
  file.read(bytes, header.tableOffset);
  const length = Math.ceil(header.blockSize / F.SECTOR / 8 / F.SECTOR) + header.blockSize / F.SECTOR;
  const bitmap = length - header.blockSize / F.SECTOR;
  const starts: number[] = [];
  for (let block = 0; block < blocks; block++) {
    const sector = bytes.readUInt32BE(block * F.BAT_ENTRY_SIZE);
    if (sector === F.UNALLOCATED) continue;
    const inside = sector > 0 && (sector + bitmap) * F.SECTOR < file.size();
    ensure(inside, 'bat-corrupt', `Block ${block} at sector ${sector}.`);
    starts.push(sector);
  }
  starts.push(header.tableOffset / F.SECTOR);
  starts.sort((a, b) => a - b);
  const tableSectors = Math.ceil((blocks * F.BAT_ENTRY_SIZE) / F.SECTOR);
  for (let i = 1; i < starts.length; i++) {
    const before = starts[i - 1] as number;
    const size = before === header.tableOffset / F.SECTOR ? tableSectors : length;
    ensure(before + size <= (starts[i] as number), 'bat-corrupt', `Blocks overlap at sector ${before}.`);
  }
  return ((starts.at(-1) as number) + length) * F.SECTOR;
}

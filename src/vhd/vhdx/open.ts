/** Opening a VHDX file: header, log, region tables, metadata, first look at the block allocation table. */
import { isZero, MB, ZERO_GUID } from '../bytes.ts';
import type { Durability, Stamp } from '../disk.ts';
import { ensure } from '../errors.ts';
import { type DiskFile, readExactly } from '../file.ts';
import * as F from './format.ts';
import { Headers } from './header.ts';
import { VhdxDisk } from './image.ts';
import { applyReplay, findReplay, replayedInMemory } from './log.ts';
import { readMetadata } from './metadata.ts';
import { encodeRegions, type RegionTable, readRegions } from './region.ts';
import { Store } from './store.ts';

/** Tables up to this size are checked as a whole when a disk is opened; larger ones entry by entry when used. */
const CHECKED_AT_OPEN = MB;
const ENTRIES_PER_PAGE = 512;

export function isVhdx(file: DiskFile): boolean {
  return readExactly(file, 0, 8).toString('latin1') === F.SIGNATURE;
}

/** Takes over `file`: it is closed with the disk. A log is replayed: in the file when it is writable, else in memory. */
export function openVhdx(file: DiskFile, stamp: Stamp, durability: Durability): VhdxDisk {
  ensure(isVhdx(file), 'not-a-disk');
  const headers = new Headers(file);
  const { logGuid, logOffset, logLength } = headers.current;
  const log = { offset: logOffset, length: logLength };
  let view = file;
  if (logGuid !== ZERO_GUID) {
    const replay = findReplay(file, log, logGuid);
    if (file.writable) {
      headers.update({ fileWriteGuid: stamp.guid() }, true);
      applyReplay(file, replay);
      headers.update({ logGuid: ZERO_GUID }, true);
    } else view = replayedInMemory(file, replay);
  }
  const regions = readRegions(view, log);
  if (file.writable) repairRegions(file, regions);
  const disk = new VhdxDisk(new Store(view, headers, stamp, durability), regions, readMetadata(view, regions.metadata));
  checkTable(disk);
  return disk;
}

/** Writes the good copy over a bad one. */
function repairRegions(file: DiskFile, table: RegionTable): void {
  if (table.valid.every((valid) => valid)) return;
  const bad = table.valid.indexOf(false);
  file.write(encodeRegions(table.regions), F.REGION_OFFSETS[bad] as number);
  file.flush();
}

/** Every entry of a small table: states, places inside the file, no place used twice. */
function checkTable(disk: VhdxDisk): void {
  const { bat, file, regions } = disk;
  if (bat.shape.entries * F.BAT_ENTRY_SIZE > CHECKED_AT_OPEN) return;
  const { logOffset, logLength } = disk.store.headers.current;
  const taken = regions.regions.map(({ offset, length }) => ({ offset, length, block: -1 }));
  taken.push({ offset: logOffset, length: logLength, block: -1 });
  const table = readExactly(file, bat.offset, bat.shape.entries * F.BAT_ENTRY_SIZE);
  const words = new Uint32Array(table.buffer, table.byteOffset, table.length / 4);
  for (let index = 0; index < bat.shape.entries; index++) {
    if (index % ENTRIES_PER_PAGE === 0 && isZero(table.subarray(8 * index, 8 * index + 4096))) {
      index += ENTRIES_PER_PAGE - 1;
      continue;
    }
    if (words[2 * index] === 0 && words[2 * index + 1] === 0) continue;
    const { state, offset } = bat.get(index);
    const bitmap = (index + 1) % (bat.shape.chunkRatio + 1) === 0;
    if (bitmap) ensure(state === F.BITMAP_NOT_PRESENT || state === F.BITMAP_PRESENT, 'bat-entry', `Entry ${index}.`);
    else ensure(state !== 4 && state !== 5, 'bat-entry', `Entry ${index} has the reserved state ${state}.`);
    if (state < F.BLOCK_FULL) continue;
    ensure(bitmap || state !== F.BLOCK_PARTIAL || disk.metadata.hasParent, 'bat-entry', `Entry ${index} is partial.`);
    const length = bitmap ? F.BITMAP_BLOCK_SIZE : disk.blockSize;
    ensure(offset < file.size(), 'bat-past-end', `Entry ${index} at ${offset}.`);
    ensure(offset >= F.HEADER_SECTION_SIZE, 'bat-overlap', `Entry ${index} at ${offset}.`);
    taken.push({ offset, length, block: index });
  }
  taken.sort((a, b) => a.offset - b.offset);
  for (let i = 1; i < taken.length; i++) {
    const [a, b] = [taken[i - 1], taken[i]] as [(typeof taken)[number], (typeof taken)[number]];
    ensure(a.offset + a.length <= b.offset, 'bat-overlap', `Entries ${a.block} and ${b.block}.`);
  }
}

/**
 * Which parts of a sparse file hold data. Node has no `lseek`, so that SEEK_DATA and SEEK_HOLE are out of its reach; GNU tar
 * has them, and an archive of a sparse file begins with their answer ("Old GNU Format" in the GNU tar manual). Only that
 * beginning is read. Where there is no GNU tar, holes are read as the zeros that they show.
 */

/** A part of a file with data in it. */
export interface DataRange {
  readonly offset: number;
  readonly length: number;
}

const BLOCK = 512;
const ENTRY = 24;
const SPARSE = 'S'.charCodeAt(0);
/** What is read of the archive, in the first and the last try. A file in more than some 700,000 pieces is read as a whole. */
const MAP_MAX = [64 * 1024, 16 * 1024 * 1024] as const;

/** Where the map stands: four entries in the header, 21 in every block after it. */
const HEADER = { at: 386, entries: 4, more: 482, size: 483 } as const;
const EXTENSION = { at: 0, entries: 21, more: 504 } as const;

/** The ranges with data of an open file of this length, in order; undefined where they cannot be found out. */
export function dataRanges(fd: number, size: number): DataRange[] | undefined {
  if (process.platform !== 'linux') return undefined;
  for (const maxBuffer of MAP_MAX) {
    const archive = archiveOf(fd, maxBuffer);
    const ranges = archive && parseSparseMap(archive, size);
    if (ranges || archive === undefined || archive.length < maxBuffer) return ranges;
  }
  return undefined;
}

/** The first bytes of an archive of an open file. tar is stopped when there are as many. */
function archiveOf(fd: number, maxBuffer: number): Buffer | undefined {
  // Loaded when needed only: it takes longer than opening a disk.
  const { spawnSync } = process.getBuiltinModule('node:child_process');
  const options = ['--create', '--format=gnu', '--sparse', '--hole-detection=seek', '--dereference'];
  const { stdout } = spawnSync('tar', [...options, '--transform=s/.*/x/', '--file=-', '/proc/self/fd/3'], {
    stdio: ['ignore', 'pipe', 'ignore', fd],
    maxBuffer,
    env: { PATH: process.env['PATH'] },
  });
  return stdout ?? undefined;
}

/** The sparse map at the start of an archive; undefined when there is none, or it does not fit a file of this length. */
export function parseSparseMap(archive: Buffer, size: number): DataRange[] | undefined {
  if (archive.length < BLOCK || archive[156] !== SPARSE || numberAt(archive, HEADER.size) !== size) return undefined;
  const ranges: DataRange[] = [];
  let end = 0;
  let part: { readonly at: number; readonly entries: number; readonly more: number } = HEADER;
  for (let block = 0; ; block += BLOCK) {
    if (block + BLOCK > archive.length) return undefined;
    for (let i = 0; i < part.entries; i++) {
      const at = block + part.at + ENTRY * i;
      if (archive[at] === 0) break;
      const offset = numberAt(archive, at);
      const length = numberAt(archive, at + 12);
      if (!(offset >= end && offset + length <= size)) return undefined;
      end = offset + length;
      if (length > 0) ranges.push({ offset, length });
    }
    if (archive[block + part.more] === 0) return ranges;
    part = EXTENSION;
  }
}

/** Twelve bytes of octal digits, or (larger than 8 GB) a big-endian number behind a byte with the highest bit set. */
function numberAt(bytes: Buffer, at: number): number {
  if ((bytes[at] as number) >= 0x80) return Number(bytes.readBigUInt64BE(at + 4));
  return Number.parseInt(bytes.toString('latin1', at, at + 12), 8);
}

/**
 * Free space of NTFS volumes, which Optimize-VHD gives back where a disk is mounted. From the volume's own bitmap of clusters,
 * and only of volumes that were left in order: a dirty one may have writes in its log that its bitmap does not show.
 * Layout: the documentation of the Linux-NTFS project; field names are its own.
 */
import { readU64LE } from './bytes.ts';
import type { VirtualDisk } from './disk.ts';
import type { Partition } from './partitions.ts';

/** Records of the master file table with fixed numbers. */
const LOG_FILE = 2;
const VOLUME = 3;
const BITMAP = 6;

const ATTRIBUTE_LIST = 0x20;
const VOLUME_INFORMATION = 0x70;
const DATA = 0x80;
const END = 0xffffffff;

const DIRTY = 0x0001;
const NO_CLIENT = 0xffff;
const VOLUME_IS_CLEAN = 0x0002;

/** Bytes of the bitmap that are read at once. */
const PIECE = 64 * 1024;

interface Volume {
  readonly disk: VirtualDisk;
  readonly partition: Partition;
  readonly cluster: number;
  readonly clusters: number;
  readonly recordSize: number;
  readonly table: number;
}

interface Attribute {
  readonly type: number;
  readonly named: boolean;
  readonly resident: Buffer | undefined;
  /** Of a non-resident one: its clusters, and how many bytes of them count. */
  readonly runs: readonly Run[];
  readonly size: number;
}

/** Clusters that follow each other; `start` is undefined where none are stored. */
interface Run {
  readonly start: number | undefined;
  readonly length: number;
}

function openVolume(disk: VirtualDisk, partition: Partition): Volume | undefined {
  if (partition.length < 512) return undefined;
  const boot = Buffer.alloc(512);
  disk.read(boot, partition.offset);
  if (boot.toString('latin1', 3, 11) !== 'NTFS    ') return undefined;
  const sector = boot.readUInt16LE(11);
  const perCluster = boot[13] as number;
  const cluster = sector * (perCluster > 0x80 ? 2 ** (256 - perCluster) : perCluster);
  const perRecord = boot.readInt8(64);
  const recordSize = perRecord > 0 ? perRecord * cluster : 2 ** -perRecord;
  const sound =
    [512, 1024, 2048, 4096].includes(sector) &&
    [...Array(13).keys()].some((i) => cluster === 512 << i) &&
    [1024, 2048, 4096].includes(recordSize);
  const clusters = Math.floor((readU64LE(boot, 40) * sector) / cluster);
  if (!sound || clusters === 0 || clusters * cluster > partition.length) return undefined;
  return { disk, partition, cluster, clusters, recordSize, table: readU64LE(boot, 48) };
}

/** Bytes of the volume; undefined where they lie outside. */
function readVolume({ disk, partition }: Volume, offset: number, length: number): Buffer | undefined {
  if (offset < 0 || offset + length > partition.length) return undefined;
  const bytes = Buffer.alloc(length);
  disk.read(bytes, partition.offset + offset);
  return bytes;
}

/** Undoes the marks at the end of every 512 bytes of a structure; false where one does not fit (a torn write). */
function unprotect(bytes: Buffer): boolean {
  const at = bytes.readUInt16LE(4);
  const count = bytes.readUInt16LE(6);
  if (count !== bytes.length / 512 + 1 || at + 2 * count > 512) return false;
  const mark = bytes.readUInt16LE(at);
  for (let i = 1; i < count; i++) {
    if (bytes.readUInt16LE(512 * i - 2) !== mark) return false;
    bytes.writeUInt16LE(bytes.readUInt16LE(at + 2 * i), 512 * i - 2);
  }
  return true;
}

/** The attributes of a record; undefined where it is damaged, or goes on in other records. */
function attributesOf(volume: Volume, record: number): Attribute[] | undefined {
  const bytes = readVolume(volume, volume.table * volume.cluster + record * volume.recordSize, volume.recordSize);
  if (bytes?.toString('latin1', 0, 4) !== 'FILE' || !unprotect(bytes)) return undefined;
  const found: Attribute[] = [];
  for (let at = bytes.readUInt16LE(20); at + 8 <= bytes.length; ) {
    const type = bytes.readUInt32LE(at);
    if (type === END) return found;
    const length = bytes.readUInt32LE(at + 4);
    if (length < 24 || at + length > bytes.length || type === ATTRIBUTE_LIST) return undefined;
    const attribute = parseAttribute(bytes.subarray(at, at + length), type);
    if (attribute === undefined) return undefined;
    found.push(attribute);
    at += length;
  }
  return undefined;
}

function parseAttribute(bytes: Buffer, type: number): Attribute | undefined {
  const named = bytes[9] !== 0;
  if (bytes[8] === 0) {
    const from = bytes.readUInt16LE(20);
    const to = from + bytes.readUInt32LE(16);
    return to <= bytes.length
      ? { type, named, resident: bytes.subarray(from, to), runs: [], size: to - from }
      : undefined;
  }
  if (bytes.length < 64) return undefined;
  const runs = parseRuns(bytes.subarray(bytes.readUInt16LE(32)));
  return runs && { type, named, resident: undefined, runs, size: readU64LE(bytes, 48) };
}

/** Pairs of length and distance, each of as many bytes as the byte before them says. */
function parseRuns(bytes: Buffer): Run[] | undefined {
  const runs: Run[] = [];
  let start = 0;
  for (let at = 0; at < bytes.length; ) {
    const lengthBytes = (bytes[at] as number) & 15;
    const startBytes = (bytes[at] as number) >> 4;
    if (lengthBytes === 0) return startBytes === 0 ? runs : undefined;
    const end = at + 1 + lengthBytes + startBytes;
    if (lengthBytes > 6 || startBytes > 6 || end > bytes.length) return undefined;
    const length = bytes.readUIntLE(at + 1, lengthBytes);
    if (startBytes > 0) start += bytes.readIntLE(at + 1 + lengthBytes, startBytes);
    if (start < 0) return undefined;
    runs.push({ start: startBytes > 0 ? start : undefined, length });
    at = end;
  }
  return undefined;
}

/** The content of a file in pieces, in order; ends early where a piece is not stored. */
function* contentOf(volume: Volume, { runs, size }: Attribute): Generator<Buffer> {
  let left = size;
  for (const { start, length } of runs) {
    if (start === undefined) return;
    for (let done = 0; done < length * volume.cluster && left > 0; done += PIECE) {
      const bytes = readVolume(
        volume,
        start * volume.cluster + done,
        Math.min(PIECE, length * volume.cluster - done, left),
      );
      if (bytes === undefined) return;
      left -= bytes.length;
      yield bytes;
    }
  }
}

const dataOf = (attributes: readonly Attribute[] | undefined): Attribute | undefined =>
  attributes?.find(({ type, named, resident }) => type === DATA && !named && resident === undefined);

/** Was the volume left in order: not marked as dirty, nothing in its log? */
function isClean(volume: Volume): boolean {
  const information = attributesOf(volume, VOLUME)?.find(({ type }) => type === VOLUME_INFORMATION)?.resident;
  if (information === undefined || information.length < 12 || (information.readUInt16LE(10) & DIRTY) !== 0)
    return false;
  const log = dataOf(attributesOf(volume, LOG_FILE));
  const start = log && contentOf(volume, log).next().value;
  return Buffer.isBuffer(start) && isEmptyLog(start);
}

/** The newer of the two restart pages of a log tells whether somebody still has it open. */
function isEmptyLog(log: Buffer): boolean {
  const second = log.length >= 20 ? log.readUInt32LE(16) : 0;
  let newest = { sequence: -1n, empty: false };
  for (const at of [0, second]) {
    const page = restartPage(log, at);
    if (page && page.sequence > newest.sequence) newest = page;
  }
  return newest.empty;
}

function restartPage(log: Buffer, at: number): { sequence: bigint; empty: boolean } | undefined {
  if (at + 32 > log.length || log.toString('latin1', at, at + 4) !== 'RSTR') return undefined;
  const length = log.readUInt32LE(at + 16);
  if (length % 512 !== 0 || length < 512 || at + length > log.length) return undefined;
  const page = Buffer.from(log.subarray(at, at + length));
  const area = page.readUInt16LE(24);
  if (!unprotect(page) || area + 16 > page.length) return undefined;
  const free = page.readUInt16LE(area + 12) === NO_CLIENT || (page.readUInt16LE(area + 14) & VOLUME_IS_CLEAN) !== 0;
  return { sequence: page.readBigUInt64LE(area), empty: free };
}

/** Ranges of the disk that hold nothing for the volume in a partition; none where it is no NTFS volume in order. */
export function* freeRanges(disk: VirtualDisk, partition: Partition): Generator<Partition> {
  const volume = openVolume(disk, partition);
  const bitmap = volume && isClean(volume) ? dataOf(attributesOf(volume, BITMAP)) : undefined;
  if (volume === undefined || bitmap === undefined || bitmap.size * 8 < volume.clusters) return;
  const range = (from: number, to: number): Partition => ({
    offset: partition.offset + from * volume.cluster,
    length: (to - from) * volume.cluster,
  });
  let from: number | undefined;
  let cluster = 0;
  for (const piece of contentOf(volume, bitmap)) {
    for (let bit = 0; bit < piece.length * 8 && cluster < volume.clusters; bit++, cluster++) {
      const used = (((piece[bit >> 3] as number) >> (bit & 7)) & 1) === 1;
      if (!used) from ??= cluster;
      else if (from !== undefined) {
        yield range(from, cluster);
        from = undefined;
      }
    }
  }
  // A bitmap that ends early says nothing about the rest.
  if (from !== undefined) yield range(from, cluster);
}

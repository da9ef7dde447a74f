/**
 * The log of a VHDX file, for reading: [MS-VHDX] 2.3. Finds the newest valid sequence of entries and applies it, to the file
 * or to an overlay in memory. `log-writer.ts` writes it.
 */
import { type Guid, MB, readGuid, readU64LE, TB } from '../bytes.ts';
import { crc32c } from '../crc32c.ts';
import { ensure, VhdError } from '../errors.ts';
import { type DiskFile, readExactly } from '../file.ts';
import * as F from './format.ts';
import type { Range } from './region.ts';

/** One change that an entry asks for. */
type Change =
  | { readonly kind: 'page'; readonly offset: number; readonly page: Buffer }
  | { readonly kind: 'zero'; readonly offset: number; readonly length: number };

interface Entry {
  readonly start: number;
  readonly length: number;
  readonly tail: number;
  readonly sequence: bigint;
  readonly flushedFileOffset: number;
  readonly lastFileOffset: number;
  readonly bytes: Buffer;
  readonly descriptors: number;
}

/** What a replay has to do. */
export interface Replay {
  readonly changes: Iterable<Change>;
  /** Length that the file must have afterwards, at least. */
  readonly fileSize: number;
  readonly sequence: bigint;
}

/** No file is larger: 64 TB of data, its tables and bitmaps. */
const FILE_SIZE_MAX = 2 ** 47;
/** A log never asks for a file that is longer by more than this than the file that it was found in. */
const GROWTH_MAX = TB;
/** Windows makes logs of 1 MB; one that would not fit into memory is none. */
const LENGTH_MAX = 128 * MB;
/** A crafted log could make the search go over the same bytes again and again: so many lengths of the log are enough. */
const SEARCH_BUDGET = 16;

class Ring {
  private readonly bytes: Buffer;
  private readonly guid: Guid;
  private readonly log: Range;
  private readonly fileSize: number;
  private budget: number;

  constructor(file: DiskFile, log: Range, guid: Guid) {
    ensure(log.length <= LENGTH_MAX, 'log-corrupt', `It is ${log.length} bytes long.`);
    this.bytes = readExactly(file, log.offset, log.length);
    this.log = log;
    this.fileSize = file.size();
    this.guid = guid;
    this.budget = SEARCH_BUDGET * log.length;
  }

  private slice(start: number, length: number): Buffer {
    const { bytes } = this;
    if (start + length <= bytes.length) return bytes.subarray(start, start + length);
    return Buffer.concat([bytes.subarray(start), bytes.subarray(0, start + length - bytes.length)]);
  }

  /** The entry at `start`, if there is a valid one. */
  entryAt(start: number): Entry | undefined {
    const head = this.bytes.subarray(start, start + F.LOG_SECTOR);
    if (head.toString('latin1', 0, 4) !== F.LOG_ENTRY_SIGNATURE) return undefined;
    const length = head.readUInt32LE(8);
    const tail = head.readUInt32LE(12);
    const sequence = head.readBigUInt64LE(16);
    const descriptors = head.readUInt32LE(24);
    const aligned = length % F.LOG_SECTOR === 0 && tail % F.LOG_SECTOR === 0;
    if (!aligned || length === 0 || length > this.bytes.length || tail >= this.bytes.length) return undefined;
    if (sequence === 0n || readGuid(head, 32) !== this.guid) return undefined;
    if (F.LOG_ENTRY_HEADER_SIZE + descriptors * F.LOG_DESCRIPTOR_SIZE > length) return undefined;
    this.budget -= length;
    ensure(this.budget > 0, 'log-corrupt', 'Too many entries overlap.');
    const bytes = this.slice(start, length);
    if (bytes.readUInt32LE(4) !== crc32c(bytes, 4)) return undefined;
    const entry: Entry = {
      start,
      length,
      tail,
      sequence,
      flushedFileOffset: readU64LE(bytes, 48),
      lastFileOffset: readU64LE(bytes, 56),
      bytes,
      descriptors,
    };
    if (entry.lastFileOffset > this.fileSize + GROWTH_MAX) return undefined;
    return descriptorsFit(entry, this.log) ? entry : undefined;
  }

  get length(): number {
    return this.bytes.length;
  }
}

const sectorsOfDescriptors = (count: number): number =>
  Math.ceil((F.LOG_ENTRY_HEADER_SIZE + count * F.LOG_DESCRIPTOR_SIZE) / F.LOG_SECTOR) * F.LOG_SECTOR;

/** Targets below the region tables are never logged, nor is the log itself (openvmm's rule). */
const mayWrite = (offset: number, length: number, log: Range): boolean =>
  offset % F.LOG_SECTOR === 0 &&
  offset >= F.REGION_OFFSETS[0] &&
  offset + length <= FILE_SIZE_MAX &&
  (offset + length <= log.offset || offset >= log.offset + log.length);

function descriptorsFit(entry: Entry, log: Range): boolean {
  const { bytes, descriptors, sequence } = entry;
  let dataAt = sectorsOfDescriptors(descriptors);
  for (let i = 0; i < descriptors; i++) {
    const at = F.LOG_ENTRY_HEADER_SIZE + i * F.LOG_DESCRIPTOR_SIZE;
    const signature = bytes.toString('latin1', at, at + 4);
    if (bytes.readBigUInt64LE(at + 24) !== sequence) return false;
    const offset = readU64LE(bytes, at + 16);
    if (signature === F.LOG_ZERO_DESCRIPTOR) {
      const length = readU64LE(bytes, at + 8);
      if (length % F.LOG_SECTOR !== 0 || !mayWrite(offset, length, log)) return false;
    } else if (signature === F.LOG_DATA_DESCRIPTOR) {
      if (!mayWrite(offset, F.LOG_SECTOR, log) || dataAt + F.LOG_SECTOR > bytes.length) return false;
      if (bytes.toString('latin1', dataAt, dataAt + 4) !== F.LOG_DATA_SECTOR) return false;
      if (bytes.readUInt32LE(dataAt + 4) !== Number(sequence >> 32n)) return false;
      if (bytes.readUInt32LE(dataAt + F.LOG_SECTOR - 4) !== Number(sequence & 0xffffffffn)) return false;
      dataAt += F.LOG_SECTOR;
    } else return false;
  }
  return dataAt === bytes.length;
}

function* changesOf(entries: readonly Entry[]): Generator<Change> {
  for (const { bytes, descriptors } of entries) {
    let dataAt = sectorsOfDescriptors(descriptors);
    for (let i = 0; i < descriptors; i++) {
      const at = F.LOG_ENTRY_HEADER_SIZE + i * F.LOG_DESCRIPTOR_SIZE;
      const offset = readU64LE(bytes, at + 16);
      if (bytes.toString('latin1', at, at + 4) === F.LOG_ZERO_DESCRIPTOR) {
        yield { kind: 'zero', offset, length: readU64LE(bytes, at + 8) };
        continue;
      }
      const page = Buffer.from(bytes.subarray(dataAt, dataAt + F.LOG_SECTOR));
      bytes.copy(page, 0, at + 8, at + 16);
      bytes.copy(page, F.LOG_SECTOR - 4, at + 4, at + 8);
      yield { kind: 'page', offset, page };
      dataAt += F.LOG_SECTOR;
    }
  }
}

/** Entries from `start` on that follow each other. */
function runFrom(ring: Ring, start: number): Entry[] {
  const run: Entry[] = [];
  let total = 0;
  for (let at = start; total < ring.length; ) {
    const entry = ring.entryAt(at);
    const last = run.at(-1);
    if (!entry || total + entry.length > ring.length) break;
    if (last && entry.sequence !== last.sequence + 1n) break;
    run.push(entry);
    total += entry.length;
    at = (at + entry.length) % ring.length;
  }
  return run;
}

/** The newest valid sequence ([MS-VHDX] 2.3.3), or a named fault. */
export function findReplay(file: DiskFile, log: Range, guid: Guid): Replay {
  const ring = new Ring(file, log, guid);
  let best: Entry[] = [];
  for (let tail = 0; tail < ring.length; ) {
    const run = runFrom(ring, tail);
    const last = run.at(-1);
    const first = last && run.findIndex((entry) => entry.start === last.tail);
    if (!last || first === undefined || first < 0) {
      tail += F.LOG_SECTOR;
      continue;
    }
    if (last.sequence > (best.at(-1)?.sequence ?? 0n)) best = run.slice(first);
    const end = last.start + last.length;
    if (end > ring.length || end <= tail) break;
    tail = end;
  }
  const last = best.at(-1);
  ensure(last !== undefined, 'log-corrupt');
  if (file.size() < last.flushedFileOffset) {
    throw new VhdError('log-truncated', `${file.size()} bytes instead of ${last.flushedFileOffset}.`);
  }
  return {
    changes: changesOf(best),
    fileSize: Math.max(file.size(), Math.ceil(last.lastFileOffset / MB) * MB),
    sequence: last.sequence,
  };
}

/** Applies a replay to the file itself. Harmless when repeated. */
export function applyReplay(file: DiskFile, replay: Replay): void {
  if (file.size() < replay.fileSize) file.truncate(replay.fileSize);
  let budget = 4 * Math.max(file.size(), MB);
  for (const change of replay.changes) {
    if (change.kind === 'page') {
      file.write(change.page, change.offset);
      continue;
    }
    const length = Math.min(change.length, Math.max(0, file.size() - change.offset));
    budget -= length;
    ensure(budget >= 0, 'log-corrupt', 'The same ranges are zeroed again and again.');
    file.allocate(change.offset, length);
  }
  file.flush();
}

/** A file as it will be after a replay, without touching it. Takes as much memory as the log holds pages. */
export function replayedInMemory(file: DiskFile, replay: Replay): DiskFile {
  const changes = [...replay.changes];
  return {
    path: file.path,
    writable: false,
    size: () => replay.fileSize,
    stored: () => file.stored(),
    dataRanges: () => undefined,
    read(buffer, position) {
      const wanted = Math.max(0, Math.min(buffer.length, replay.fileSize - position));
      const view = buffer.subarray(0, wanted);
      view.fill(0, file.read(view, position));
      for (const change of changes) {
        const length = change.kind === 'page' ? F.LOG_SECTOR : change.length;
        const from = Math.max(position, change.offset);
        const to = Math.min(position + wanted, change.offset + length);
        if (from >= to) continue;
        const part = view.subarray(from - position, to - position);
        if (change.kind === 'zero') part.fill(0);
        else part.set(change.page.subarray(from - change.offset, to - change.offset));
      }
      return wanted;
    },
    write: refuse,
    truncate: refuse,
    allocate: refuse,
    reserve: refuse,
    flush: () => {},
    close: () => file.close(),
  };
  function refuse(): never {
    throw new VhdError('read-only', undefined, file.path);
  }
}

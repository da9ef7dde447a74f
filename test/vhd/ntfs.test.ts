/** Free space of NTFS volumes: only what the volume's own bitmap leaves free, only of volumes in order, and given back by compacting. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { KB, MB, writeU64LE } from '../../src/vhd/bytes.ts';
import { type CompactMode, compactDisk } from '../../src/vhd/compact.ts';
import { createDisk, finish, openDisk, type VirtualDisk } from '../../src/vhd/index.ts';
import { freeRanges } from '../../src/vhd/ntfs.ts';
import { partitionsOf } from '../../src/vhd/partitions.ts';
import { inMemory, numbers, pattern, readAll } from './support.ts';

const CLUSTER = 4 * KB;
const RECORD = KB;
const OFFSET = MB;
const SIZE = 12 * MB;
const CLUSTERS = (SIZE - 2 * MB) / CLUSTER;
/** Where the parts of the volume lie, in clusters. */
const TABLE = 8;
const LOG = 32;
const LOG_CLUSTERS = 4;
const MAP = 64;
const MAP_CLUSTERS = 1;

/** The marks at the end of every 512 bytes. */
function protect(bytes: Buffer, at: number): Buffer {
  const count = bytes.length / 512 + 1;
  bytes.writeUInt16LE(at, 4);
  bytes.writeUInt16LE(count, 6);
  bytes.writeUInt16LE(0x1234, at);
  for (let i = 1; i < count; i++) {
    bytes.writeUInt16LE(bytes.readUInt16LE(512 * i - 2), at + 2 * i);
    bytes.writeUInt16LE(0x1234, 512 * i - 2);
  }
  return bytes;
}

function stored(start: number, clusters: number, size: number): Buffer {
  const bytes = Buffer.alloc(80);
  bytes.writeUInt32LE(0x80);
  bytes.writeUInt32LE(80, 4);
  bytes[8] = 1;
  bytes.writeUInt16LE(64, 32);
  writeU64LE(bytes, clusters * CLUSTER, 40);
  writeU64LE(bytes, size, 48);
  bytes[64] = 0x21;
  bytes[65] = clusters;
  bytes.writeInt16LE(start, 66);
  return bytes;
}

function information(flags: number): Buffer {
  const bytes = Buffer.alloc(40);
  bytes.writeUInt32LE(0x70);
  bytes.writeUInt32LE(40, 4);
  bytes.writeUInt32LE(12, 16);
  bytes.writeUInt16LE(24, 20);
  bytes.writeUInt16LE(flags, 24 + 10);
  return bytes;
}

function record(attribute: Buffer): Buffer {
  const bytes = Buffer.alloc(RECORD);
  bytes.write('FILE', 'latin1');
  bytes.writeUInt16LE(56, 20);
  attribute.copy(bytes, 56);
  bytes.writeUInt32LE(0xffffffff, 56 + attribute.length);
  return protect(bytes, 48);
}

function restart(sequence: bigint, open: boolean): Buffer {
  const bytes = Buffer.alloc(CLUSTER);
  bytes.write('RSTR', 'latin1');
  bytes.writeUInt32LE(CLUSTER, 16);
  bytes.writeUInt16LE(48, 24);
  bytes.writeBigUInt64LE(sequence, 48);
  bytes.writeUInt16LE(open ? 0 : 0xffff, 48 + 12);
  return protect(bytes, 30);
}

interface Made {
  readonly bitmap: Buffer;
  readonly dirty?: boolean;
  readonly open?: boolean;
}

/** Writes a partition table and a volume with this bitmap. */
function format(disk: VirtualDisk, { bitmap, dirty = false, open = false }: Made): void {
  const mbr = Buffer.alloc(512);
  mbr[446 + 4] = 7;
  mbr.writeUInt32LE(OFFSET / 512, 446 + 8);
  mbr.writeUInt32LE((SIZE - 2 * MB) / 512, 446 + 12);
  mbr.writeUInt16LE(0xaa55, 510);
  disk.write(mbr, 0);
  const boot = Buffer.alloc(512);
  boot.write('NTFS    ', 3, 'latin1');
  boot.writeUInt16LE(512, 11);
  boot[13] = CLUSTER / 512;
  writeU64LE(boot, (CLUSTERS * CLUSTER) / 512, 40);
  writeU64LE(boot, TABLE, 48);
  boot.writeInt8(-10, 64);
  disk.write(boot, OFFSET);
  const at = (cluster: number) => OFFSET + cluster * CLUSTER;
  disk.write(record(stored(LOG, LOG_CLUSTERS, LOG_CLUSTERS * CLUSTER)), at(TABLE) + 2 * RECORD);
  disk.write(record(information(dirty ? 1 : 0)), at(TABLE) + 3 * RECORD);
  disk.write(record(stored(MAP, MAP_CLUSTERS, bitmap.length)), at(TABLE) + 6 * RECORD);
  disk.write(restart(5n, !open), at(LOG));
  disk.write(restart(6n, open), at(LOG) + CLUSTER);
  const map = Buffer.alloc(MAP_CLUSTERS * CLUSTER);
  bitmap.copy(map);
  disk.write(map, at(MAP));
}

const emptyBitmap = (): Buffer => {
  const bitmap = Buffer.alloc(Math.ceil(CLUSTERS / 8));
  for (let cluster = 0; cluster <= MAP + MAP_CLUSTERS; cluster++)
    bitmap[cluster >> 3] = (bitmap[cluster >> 3] as number) | (1 << (cluster & 7));
  return bitmap;
};

function made(options: Made, path = '/a.vhdx') {
  const context = inMemory();
  createDisk(path, { size: SIZE, blockSize: path.endsWith('x') ? MB : 512 * KB }, context);
  const disk = openDisk(path, context, { write: true });
  format(disk, options);
  return { context, disk };
}

const free = (disk: VirtualDisk) => partitionsOf(disk).flatMap((partition) => [...freeRanges(disk, partition)]);

describe('free space of an NTFS volume', () => {
  test('is what its bitmap leaves free', () => {
    const random = numbers(3);
    const bitmap = emptyBitmap();
    for (let i = 0; i < 200; i++) {
      const cluster = random(CLUSTERS);
      bitmap[cluster >> 3] = (bitmap[cluster >> 3] as number) | (1 << (cluster & 7));
    }
    const { disk } = made({ bitmap });
    const seen = new Uint8Array(CLUSTERS).fill(1);
    for (const { offset, length } of free(disk)) {
      seen.fill(0, (offset - OFFSET) / CLUSTER, (offset + length - OFFSET) / CLUSTER);
    }
    const expected = Uint8Array.from({ length: CLUSTERS }, (_, i) => ((bitmap[i >> 3] as number) >> (i & 7)) & 1);
    expect(Buffer.from(seen).equals(Buffer.from(expected))).toBe(true);
  });

  test.each([
    ['is dirty', { dirty: true }],
    ['has an open log', { open: true }],
  ])('is left alone where the volume %s', (_, state) => {
    expect(free(made({ bitmap: emptyBitmap(), ...state }).disk)).toEqual([]);
  });

  test('of a damaged volume lies inside it, or there is none', () => {
    const { disk } = made({ bitmap: emptyBitmap() });
    const places = [
      0,
      TABLE * CLUSTER + 2 * RECORD,
      TABLE * CLUSTER + 3 * RECORD,
      TABLE * CLUSTER + 6 * RECORD,
      LOG * CLUSTER,
    ];
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...places), fc.nat(200), fc.nat(255)), { minLength: 1, maxLength: 4 }),
        (flips) => {
          const before = flips.map(([place]) => readAll(disk, OFFSET + place, OFFSET + place + 512));
          flips.forEach(([place, at, value], i) => {
            const bytes = Buffer.from(before[i] as Buffer);
            bytes[at] = value;
            disk.write(bytes, OFFSET + place);
          });
          const ranges = free(disk);
          flips.forEach(([place], i) => {
            disk.write(before[flips.length - 1 - i] as Buffer, OFFSET + (flips[flips.length - 1 - i]?.[0] ?? place));
          });
          for (const { offset, length } of ranges) {
            expect(offset).toBeGreaterThanOrEqual(OFFSET);
            expect(offset + length).toBeLessThanOrEqual(SIZE - MB);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe.each(['/a.vhdx', '/a.vhd'])('compacting %s', (path) => {
  /** Data everywhere; what lies from 4 to 8 MB is free. */
  const filled = () => {
    const bitmap = Buffer.alloc(Math.ceil(CLUSTERS / 8), 0xff);
    bitmap.fill(0, (3 * MB) / CLUSTER / 8, (7 * MB) / CLUSTER / 8);
    const { context, disk } = made({ bitmap }, path);
    for (let at = 2 * MB; at < SIZE; at += MB) disk.write(pattern(MB, at), at);
    const content = readAll(disk);
    disk.close();
    return { context, content };
  };
  const modes: [CompactMode, number][] = [
    [{ freeSpace: true }, 4],
    [{ freeSpace: true, cut: false }, 0],
    [{}, 0],
    [{ zeros: true }, 0],
  ];

  test.each(modes)('with %j makes the file smaller by %d MB', (mode, megabytes) => {
    const { context, content } = filled();
    const { before, after } = finish(compactDisk(path, mode, context));
    expect(Math.floor((before - after) / MB)).toBe(megabytes);
    const disk = openDisk(path, context);
    const now = readAll(disk);
    const kept = (bytes: Buffer) => Buffer.concat([bytes.subarray(0, 4 * MB), bytes.subarray(8 * MB)]);
    expect(kept(now).equals(kept(content))).toBe(true);
    disk.close();
  });

  test('what was marked without being cut is cut later', () => {
    const { context } = filled();
    finish(compactDisk(path, { freeSpace: true, cut: false }, context));
    const { before, after } = finish(compactDisk(path, {}, context));
    expect(Math.floor((before - after) / MB)).toBe(4);
  });
});

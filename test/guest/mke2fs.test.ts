/** Sizes of ext2, ext3 and ext4 against what mke2fs 1.47.0 made, and growth against a captured Debian guest. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ExtFs, formatExt } from '../../src/guest/fs/ext.ts';
import { type ExtType, grow, layOut } from '../../src/guest/fs/geometry.ts';

const UNITS: Readonly<Record<string, number>> = { M: 2 ** 20, G: 2 ** 30 };
const MODERN = { wide: true, bigJournals: true } as const;
const rows = readFileSync(join(import.meta.dirname, 'data/mke2fs-1.47.0.txt'), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'));

test.each(rows)('%s', (row) => {
  const [type, size = '', ...recorded] = row.split(' ');
  const bytes = Number.parseInt(size, 10) * (UNITS[size.at(-1) ?? ''] ?? 1);
  const g = layOut({ type: type as ExtType, bytes, ...MODERN });
  const u = new ExtFs(formatExt(type as ExtType, g, '', '', 0), {
    overheadHasJournal: true,
    keepsClusters: true,
  }).usage();
  const made = [g.blocks, g.blockSize, u.inodes, g.inodesPerGroup, g.inodeTableBlocks, g.reservedBlocks];
  expect([...made, g.reservedDescriptorBlocks, g.journalBlocks, u.free, u.freeInodes].map(String)).toEqual(recorded);
});

test('a mounted ext4 grows to the captured figures', () => {
  const image = formatExt('ext4', layOut({ type: 'ext4', bytes: 2093056 * 512, ...MODERN }), '', '', 0);
  const fs = new ExtFs(image, { overheadHasJournal: true, keepsClusters: true });
  expect(fs.usage()).toMatchObject({ blocks: 252787, free: 252781, inodes: 65408, freeInodes: 65397 });
  image.geometry = grow(image.geometry, 4192223 * 512) ?? image.geometry;
  // Captured with one block in use by a log file: 510942 free, 483290 available.
  expect(fs.usage()).toMatchObject({ blocks: 510949, free: 510943, available: 483291, inodes: 130816 });
  expect(image.geometry).toMatchObject({ blocks: 524027, reservedBlocks: 23556 });
  expect(grow(image.geometry, 4192223 * 512)).toBeUndefined();
});

test('a file system that was grown never counts more than its disk', () => {
  fc.assert(
    fc.property(fc.integer({ min: 8, max: 4096 }), fc.integer({ min: 0, max: 8192 }), (megabytes, more) => {
      const image = formatExt('ext4', layOut({ type: 'ext4', bytes: megabytes * 2 ** 20, ...MODERN }), '', '', 0);
      const fs = new ExtFs(image, { overheadHasJournal: true, keepsClusters: true });
      const before = fs.usage();
      image.geometry = grow(image.geometry, (megabytes + more) * 2 ** 20) ?? image.geometry;
      const after = fs.usage();
      expect(after.blocks).toBeGreaterThanOrEqual(before.blocks);
      expect(after.blocks - after.free).toBe(before.blocks - before.free);
      expect(after.blocks * after.blockSize).toBeLessThanOrEqual((megabytes + more) * 2 ** 20);
      expect(after.available).toBeLessThanOrEqual(after.free);
    }),
  );
});

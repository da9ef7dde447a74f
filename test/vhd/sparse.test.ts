/** Holes of files: found out without reading them, and left out of what is copied and compared. */
import { spawnSync } from 'node:child_process';
import { closeSync, ftruncateSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { GB, KB, MB } from '../../src/vhd/bytes.ts';
import { parseSparseMap } from '../../src/vhd/data-ranges.ts';
import { compareDisks, convertDisk, createDisk, finish, nodeFiles, openDisk } from '../../src/vhd/index.ts';
import { contextWith, inMemory, numbers, pattern, readAll } from './support.ts';

const folder = mkdtempSync(join(tmpdir(), 'hyperv-sparse-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const path = (name: string) => join(folder, name);
const gnuTar = /GNU tar/.test(spawnSync('tar', ['--version'], { encoding: 'utf8' }).stdout ?? '');

/** A file with 4 KB of data at each of these places. */
function sparse(name: string, size: number, places: readonly number[]): string {
  const fd = openSync(path(name), 'w');
  ftruncateSync(fd, size);
  for (const at of places) writeSync(fd, pattern(4 * KB, at), 0, 4 * KB, at);
  closeSync(fd);
  return path(name);
}

describe('the sparse map at the start of an archive', () => {
  const octal = (value: number) => `${value.toString(8).padStart(11, '0')}\0`;
  const archive = (ranges: readonly [number, number][], size: number): Buffer => {
    const blocks = [Buffer.alloc(512)];
    ranges.forEach(([offset, length], i) => {
      const inFirst = i < 4;
      const n = (i - 4) % 21;
      if (!inFirst && n === 0) {
        const last = blocks.at(-1) as Buffer;
        last[blocks.length === 1 ? 482 : 504] = 1;
        blocks.push(Buffer.alloc(512));
      }
      (blocks.at(-1) as Buffer).write(octal(offset) + octal(length), inFirst ? 386 + 24 * i : 24 * n, 'latin1');
    });
    (blocks[0] as Buffer)[156] = 0x53;
    (blocks[0] as Buffer).write(octal(size), 483, 'latin1');
    return Buffer.concat(blocks);
  };
  const ranges = fc
    .array(fc.integer({ min: 1, max: 1000 }), { maxLength: 120 })
    .map((gaps) =>
      gaps.map((gap, i) => [gaps.slice(0, i).reduce((a, b) => a + b, 0) * 4096, gap * 2048] as [number, number]),
    );

  test('is read, however many blocks it has', () => {
    fc.assert(
      fc.property(ranges, (list) => {
        const found = parseSparseMap(archive(list, GB), GB);
        expect(found).toEqual(list.map(([offset, length]) => ({ offset, length })));
      }),
      { numRuns: 50 },
    );
  });

  test('that is damaged gives ranges inside the file, in order, or none', () => {
    fc.assert(
      fc.property(
        ranges,
        fc.array(fc.tuple(fc.nat(2000), fc.nat(255)), { maxLength: 5 }),
        fc.nat(1536),
        (list, flips, cut) => {
          const bytes = archive(list, GB);
          for (const [at, value] of flips) if (at < bytes.length) bytes[at] = value;
          const found = parseSparseMap(bytes.subarray(0, Math.max(bytes.length - cut, 0)), GB) ?? [];
          let end = 0;
          for (const { offset, length } of found) {
            expect(offset).toBeGreaterThanOrEqual(end);
            end = offset + length;
          }
          expect(end).toBeLessThanOrEqual(GB);
        },
      ),
      { numRuns: 200 },
    );
  });
});

(gnuTar ? describe : describe.skip)('files with holes', () => {
  const context = contextWith(nodeFiles);

  test('tell where their data is', () => {
    const file = nodeFiles.open(sparse('a.raw', 20 * GB, [0, 400 * MB, 9 * GB, 20 * GB - 4 * KB]), 'read');
    const found = file.dataRanges();
    file.close();
    const starts = found?.map(({ offset }) => offset);
    expect(starts).toEqual([0, 400 * MB, 9 * GB, 20 * GB - 4 * KB]);
  });

  test('in many pieces too', () => {
    const places = Array.from({ length: 4000 }, (_, i) => i * MB);
    const file = nodeFiles.open(sparse('many.raw', 4 * GB, places), 'read');
    expect(file.dataRanges()?.map(({ offset }) => offset)).toEqual(places);
    file.close();
  });

  test('of a terabyte become small dynamic disks, with the same content', () => {
    const raw = sparse('t.raw', 1024 * GB, [MB, 700 * GB]);
    finish(convertDisk(raw, path('t.vhdx'), {}, context));
    finish(convertDisk(path('t.vhdx'), path('back.raw'), {}, context));
    const [a, b, c] = ['t.raw', 't.vhdx', 'back.raw'].map((name) => openDisk(path(name), context));
    if (!a || !b || !c) throw new Error('no disk');
    expect(finish(compareDisks(a, b)).same).toBe(true);
    expect(finish(compareDisks(a, c)).same).toBe(true);
    expect(readAll(b, 700 * GB, 700 * GB + 4 * KB)).toEqual(pattern(4 * KB, 700 * GB));
    expect(c.file.stored()).toBeLessThan(MB);
    for (const disk of [a, b, c]) disk.close();
  });
});

test.each(['fixed', 'dynamic'] as const)('holes anywhere change nothing in a %s disk', (type) => {
  const random = numbers(7);
  for (const format of ['raw', 'vhd', 'vhdx'] as const) {
    const context = inMemory();
    const size = 5 * MB;
    const content = Buffer.alloc(size);
    for (let i = 0; i < 12; i++) content.set(pattern(4 * KB, i), random(1200) * 4 * KB);
    context.files.put('/a.raw', content);
    finish(convertDisk('/a.raw', `/b.${format}`, { type, exactSize: true }, context));
    const disk = openDisk(`/b.${format}`, context);
    expect(readAll(disk).equals(content)).toBe(true);
    disk.close();
  }
});

test('a disk that is written keeps no map of its holes', () => {
  const context = inMemory();
  createDisk('/a.raw', { size: 4 * MB }, context);
  const disk = openDisk('/a.raw', context, { write: true });
  const other = openDisk('/a.raw', context, { write: true });
  expect(finish(compareDisks(disk, other)).same).toBe(true);
  disk.write(pattern(4 * KB, 1), MB);
  expect(readAll(disk, MB, MB + 4 * KB)).toEqual(pattern(4 * KB, 1));
  disk.close();
});

/** Random file operations against a plain model; a full disk; numbers of df that stay consistent. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ExtFs, formatExt } from '../../src/guest/fs/ext.ts';
import { blocksCovered, type Chunk, chunkBytes, literal, seeded, zeros } from '../../src/guest/fs/extents.ts';
import { layOut } from '../../src/guest/fs/geometry.ts';
import { Errno } from '../../src/guest/vfs/errno.ts';
import type { Inode } from '../../src/guest/vfs/inode.ts';

const WRITER = { at: 1, privileged: true };
const COUNTING = { overheadHasJournal: true, keepsClusters: true };
const file = (): Inode => ({ t: '-', m: 0o644, u: 0, g: 0, n: 1, at: 0, mt: 0, ct: 0, s: 0, x: [] });

function smallDisk(bytes = 2 * 2 ** 20) {
  const image = formatExt('ext4', layOut({ type: 'ext4', bytes, wide: true, bigJournals: true }), '', '', 0);
  return { image, fs: new ExtFs(image, COUNTING) };
}

const chunk = fc.oneof(
  fc.string({ minLength: 1, maxLength: 3000, unit: 'binary-ascii' }).map(literal),
  fc.integer({ min: 1, max: 6000 }).map(zeros),
  fc.tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 1, max: 500 })).map(([a, n]) => seeded('s', a, n)),
);
const operation = fc.oneof(
  fc.record({ kind: fc.constant('write' as const), offset: fc.integer({ min: 0, max: 9000 }), chunk }),
  fc.record({ kind: fc.constant('truncate' as const), size: fc.integer({ min: 0, max: 9000 }) }),
);

test('a file holds what was written, in the blocks that it needs', () => {
  fc.assert(
    fc.property(fc.array(operation, { maxLength: 30 }), (operations) => {
      const { image, fs } = smallDisk();
      const used = image.usedBlocks;
      const ino = fs.create(2, 'f', file(), WRITER);
      let model = '';
      for (const step of operations) {
        if (step.kind === 'truncate') {
          model = model.slice(0, step.size).padEnd(step.size, '\0');
          fs.truncate(ino, step.size, WRITER);
          continue;
        }
        const bytes = chunkBytes(step.chunk as Chunk);
        model = model.padEnd(step.offset, '\0').slice(0, step.offset) + bytes + model.slice(step.offset + bytes.length);
        expect(fs.write(ino, step.offset, step.chunk as Chunk, WRITER)).toBe(bytes.length);
      }
      expect(fs.inode(ino).s).toBe(model.length);
      expect(fs.read(ino, 0, model.length).map(chunkBytes).join('')).toBe(model);
      expect(fs.inode(ino).b).toBe(blocksCovered(fs.inode(ino).x ?? [], fs.blockSize));
      fs.unlink(2, 'f', WRITER, () => false);
      expect(image.usedBlocks).toBe(used);
    }),
  );
});

test('a full disk takes what fits, then nothing, and gives all of it back', () => {
  const { fs } = smallDisk();
  const before = fs.usage();
  const ino = fs.create(2, 'fill', file(), WRITER);
  const taken = fs.write(ino, 0, zeros(10 * 2 ** 20), WRITER);
  expect(taken).toBeLessThan(10 * 2 ** 20);
  expect(taken % fs.blockSize).toBe(0);
  expect(fs.usage().available).toBe(0);
  expect(() => fs.write(ino, taken, literal('x'), WRITER)).toThrow(new Errno('ENOSPC'));
  // Inside blocks that are there, writing goes on.
  expect(fs.write(ino, 10, literal('inside'), WRITER)).toBe(6);
  fs.unlink(2, 'fill', WRITER, () => false);
  expect(fs.usage()).toEqual(before);
});

test('an open file keeps its blocks after its name is gone', () => {
  const { fs } = smallDisk();
  const before = fs.usage().free;
  const ino = fs.create(2, 'f', file(), WRITER);
  fs.write(ino, 0, zeros(100_000), WRITER);
  fs.unlink(2, 'f', WRITER, () => true);
  expect(fs.usage().free).toBeLessThan(before);
  fs.release(ino);
  expect(fs.usage().free).toBe(before);
});

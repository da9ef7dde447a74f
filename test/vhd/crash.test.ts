/**
 * Power failures: every operation is stopped behind every single step that it does to its files. Whatever of the unflushed
 * steps reached the medium, the file must then open, for reading and for writing, and show the old or the new state.
 */
import { describe, expect, test } from '@jest/globals';
import { isZero, KB, MB } from '../../src/vhd/bytes.ts';
import { resetIdentifier, setParent, setPhysicalSectorSize } from '../../src/vhd/change.ts';
import { checkDisk } from '../../src/vhd/check.ts';
import { compactDisk } from '../../src/vhd/compact.ts';
import { convertDisk } from '../../src/vhd/convert.ts';
import { VhdError } from '../../src/vhd/errors.ts';
import { createDisk, type DiskContext, openDisk } from '../../src/vhd/index.ts';
import type { Fate, MemoryFiles, Step } from '../../src/vhd/memory-file.ts';
import { mergeDisk } from '../../src/vhd/merge.ts';
import { finish } from '../../src/vhd/work.ts';
import { contextWith, inMemory, numbers, pattern, readAll } from './support.ts';

/** Size and content of a disk; undefined when the file is no disk (yet). */
type State = { size: number; head: Buffer } | undefined;

/** So much of a disk is looked at. */
const HEAD = 10 * MB;
const SECTOR = 512;

function stateOf(path: string, context: DiskContext): State {
  let disk: ReturnType<typeof openDisk>;
  try {
    disk = openDisk(path, context);
  } catch (error) {
    if (!(error instanceof VhdError)) throw error;
    if (['file-not-found', 'not-a-disk', 'footer-missing'].includes(error.fault)) return undefined;
    throw error;
  }
  const head = readAll(disk, 0, Math.min(disk.size, HEAD));
  const { size } = disk;
  disk.close();
  return { size, head };
}

/** Each sector is as before or as after; the size too. What exists on one side only is as there. */
function between(state: State, before: State, after: State): string | undefined {
  if (state === undefined) return before && after ? 'there is no disk any more' : undefined;
  const old = before ?? after;
  const now = after ?? before;
  if (old === undefined || now === undefined) return 'there is a disk';
  if (state.size !== old.size && state.size !== now.size) return `size ${state.size}`;
  if (sameContent(state.head, old.head) || sameContent(state.head, now.head)) return undefined;
  for (let at = 0; at < state.head.length; at += SECTOR) {
    const is = (head: Buffer) => sameContent(state.head.subarray(at, at + SECTOR), head.subarray(at, at + SECTOR));
    if (!is(old.head) && !is(now.head)) return `content at ${at}`;
  }
  return undefined;
}

/** What one has longer must be zeros: it is space that grew. */
function sameContent(a: Buffer, b: Buffer): boolean {
  const length = Math.min(a.length, b.length);
  return a.compare(b, 0, length, 0, length) === 0 && isZero(a.subarray(length));
}

interface Operation {
  readonly name: string;
  readonly prepare: (context: DiskContext) => void;
  readonly run: (context: DiskContext) => void;
  /** Disks to look at afterwards. */
  readonly look: readonly string[];
}

const write = (
  context: DiskContext,
  path: string,
  ...writes: [offset: number, length: number, seed: number][]
): void => {
  const disk = openDisk(path, context, { write: true });
  for (const [offset, length, seed] of writes) disk.write(pattern(length, seed), offset);
  disk.close();
};

const resize = (context: DiskContext, path: string, size: number): void => {
  const disk = openDisk(path, context, { write: true });
  disk.resize(size);
  disk.close();
};

const operations: Operation[] = [];
for (const ext of ['vhd', 'vhdx']) {
  const a = `/d/a.${ext}`;
  const b = `/d/b.${ext}`;
  const c = `/d/c.${ext}`;
  const block = ext === 'vhd' ? { blockSize: 512 * KB } : { blockSize: MB };
  for (const type of ['fixed', 'dynamic'] as const) {
    const make = (context: DiskContext) => {
      createDisk(a, { type, size: 5 * MB - 64 * KB, ...block }, context);
      write(context, a, [0, 8 * KB, 1], [3 * MB, 4 * KB, 2], [5 * MB - 68 * KB, 4 * KB, 3]);
    };
    operations.push(
      {
        name: `create ${type} ${ext}`,
        prepare: () => {},
        run: (x) => createDisk(a, { type, size: 5 * MB }, x),
        look: [a],
      },
      {
        name: `write ${type} ${ext}`,
        prepare: make,
        run: (x) =>
          write(x, a, [4 * KB, 8 * KB, 4], [MB - 4 * KB, 8 * KB, 5], [2 * MB, 4 * KB, 6], [4 * MB, 4 * KB, 7]),
        look: [a],
      },
      { name: `grow ${type} ${ext}`, prepare: make, run: (x) => resize(x, a, 9 * MB), look: [a] },
    );
    if (ext === 'vhdx')
      operations.push({ name: `shrink ${type}`, prepare: make, run: (x) => resize(x, a, 3 * MB), look: [a] });
  }
  operations.push({
    name: `grow dynamic ${ext} past its table`,
    prepare: (x) => {
      createDisk(a, { size: ext === 'vhd' ? 500 * MB : 120000 * MB, ...block }, x);
      write(x, a, [0, 8 * KB, 1], [6 * MB, 4 * KB, 2]);
    },
    run: (x) => resize(x, a, ext === 'vhd' ? 1500 * MB : 140000 * MB),
    look: [a],
  });
  const chain = (context: DiskContext) => {
    createDisk(a, { size: 5 * MB, ...block }, context);
    write(context, a, [0, 64 * KB, 1], [3 * MB, 64 * KB, 2]);
    createDisk(b, { parentPath: a, ...block }, context);
    write(context, b, [4 * KB, 8 * KB, 3], [3 * MB, 4 * KB, 4], [4 * MB, 4 * KB, 5]);
    createDisk(c, { parentPath: b, ...block }, context);
    write(context, c, [8 * KB, 8 * KB, 6], [2 * MB, 4 * KB, 7]);
  };
  operations.push(
    {
      name: `create child ${ext}`,
      prepare: chain,
      run: (x) => createDisk('/d/n', { parentPath: c, format: ext as 'vhd' }, x),
      look: ['/d/n', c],
    },
    {
      name: `write child ${ext}`,
      prepare: chain,
      run: (x) => write(x, c, [12 * KB, 8 * KB, 8], [MB, 12 * KB, 9], [4 * MB, MB, 1]),
      look: [c, b],
    },
    { name: `merge ${ext}`, prepare: chain, run: (x) => finish(mergeDisk(c, undefined, x)), look: [c] },
    { name: `merge two ${ext}`, prepare: chain, run: (x) => finish(mergeDisk(c, a, x)), look: [c] },
    {
      name: `convert to fixed ${ext}`,
      prepare: chain,
      run: (x) => finish(convertDisk(c, `/d/f.${ext}`, { type: 'fixed' }, x)),
      look: [`/d/f.${ext}`, c],
    },
    {
      name: `convert to dynamic ${ext}`,
      prepare: chain,
      run: (x) => finish(convertDisk(c, `/d/f.${ext}`, {}, x)),
      look: [`/d/f.${ext}`, c],
    },
    {
      name: `set parent ${ext}`,
      prepare: chain,
      run: (x) => setParent(c, b, {}, x),
      look: [c],
    },
    {
      name: `compact ${ext}`,
      prepare: (x) => {
        createDisk(a, { size: 8 * MB, ...block }, x);
        const disk = openDisk(a, x, { write: true });
        for (const [i, at] of [5, 1, 3, 0, 6].entries()) disk.write(pattern(4 * KB, i), at * MB);
        disk.write(Buffer.alloc(4 * KB), 5 * MB);
        disk.write(Buffer.alloc(4 * KB), MB);
        disk.close();
      },
      run: (x) => finish(compactDisk(a, { zeros: true }, x)),
      look: [a],
    },
  );
}
operations.push(
  {
    name: 'physical sector',
    prepare: (x) => createDisk('/d/a.vhdx', { size: 4 * MB }, x),
    run: (x) => setPhysicalSectorSize('/d/a.vhdx', 512, x),
    look: ['/d/a.vhdx'],
  },
  {
    name: 'identifier',
    prepare: (x) => createDisk('/d/a.vhdx', { size: 4 * MB }, x),
    run: (x) => resetIdentifier('/d/a.vhdx', undefined, x),
    look: ['/d/a.vhdx'],
  },
  {
    name: 'trim',
    prepare: (x) => {
      createDisk('/d/a.vhdx', { size: 8 * MB, blockSize: MB }, x);
      write(x, '/d/a.vhdx', [0, MB, 1], [2 * MB, MB, 2], [4 * MB, MB, 3]);
    },
    run: (x) => {
      const disk = openDisk('/d/a.vhdx', x, { write: true });
      disk.trim(2 * MB, MB);
      disk.zero(4 * MB, MB);
      disk.flush();
      disk.write(pattern(4 * KB, 4), 6 * MB);
      disk.close();
    },
    look: ['/d/a.vhdx'],
  },
);

/** Which unflushed steps survive: all, none, or a random part of them, writes torn between sectors. */
const fates: [name: string, (seed: number) => (step: Step, index: number) => Fate][] = [
  ['all', () => () => 'all'],
  ['none', () => () => 'nothing'],
  [
    'some',
    (seed) => {
      const next = numbers(seed);
      return (step) => {
        const draw = next(3);
        if (draw === 2 && step.kind === 'write') return next(Math.ceil(step.bytes.length / 512) + 1);
        return draw === 0 ? 'nothing' : 'all';
      };
    },
  ],
];

describe('a crash behind any step leaves the old or the new state', () => {
  test.each(operations.map((operation) => [operation.name, operation] as const))('%s', (_name, operation) => {
    const world = inMemory();
    operation.prepare(world);
    const files: MemoryFiles = world.files;
    const before = operation.look.map((path) => stateOf(path, world));
    files.checkpoint();
    operation.run(world);
    const steps = files.journal.length;
    const after = operation.look.map((path) => stateOf(path, world));
    expect(steps).toBeGreaterThan(0);
    for (let count = 0; count <= steps; count++) {
      for (const [fate, make] of fates) {
        const left = files.afterCrash(count, make(count + 1));
        const context = contextWith(left);
        const where = `behind step ${count} of ${steps} (${files.journal[count - 1]?.kind}), ${fate} of the rest`;
        operation.look.forEach((path, i) => {
          const found = stateOf(path, context);
          expect([where, path, between(found, before[i], after[i])]).toEqual([where, path, undefined]);
          if (found === undefined) return;
          openDisk(path, context, { write: true }).close();
          expect([where, path, between(stateOf(path, context), found, found)]).toEqual([where, path, undefined]);
          const { findings } = finish(checkDisk(path, context));
          expect([where, path, findings.filter((finding) => !finding.harmless)]).toEqual([where, path, []]);
        });
      }
    }
  });
});

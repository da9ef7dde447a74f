/** Virtual hard disk sets: their file, snapshots, and what is left behind by a crash. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { KB, MB } from '../../src/vhd/bytes.ts';
import {
  convertDisk,
  convertToSet,
  createSet,
  finish,
  openDisk,
  optimizeSet,
  pathsOf,
  readFacts,
  readSet,
  removeSnapshot,
  resizeDisk,
  snapshotSet,
  VhdError,
} from '../../src/vhd/index.ts';
import type { MemoryFiles } from '../../src/vhd/memory-file.ts';
import { contextWith, inMemory, numbers, pattern, readAll } from './support.ts';

const SET = '/vm/data.vhds';
const SIZE = 6 * MB;

type Context = ReturnType<typeof inMemory>;

function made(): Context {
  const context = inMemory();
  finish(createSet(SET, { size: SIZE, blockSize: MB }, context));
  return context;
}

function write(context: Context, offset: number, bytes: Buffer): void {
  const disk = openDisk(SET, context, { write: true });
  disk.write(bytes, offset);
  disk.close();
}

function content(context: Context, path = SET): Buffer {
  const disk = openDisk(path, context);
  const bytes = readAll(disk);
  disk.close();
  return bytes;
}

/** A set with three snapshots, and what it held at each. */
function withSnapshots() {
  const context = made();
  const states = [1, 2, 3].map((seed) => {
    write(context, seed * MB, pattern(64 * KB, seed));
    write(context, 5 * MB, pattern(4 * KB, 10 + seed));
    const bytes = content(context);
    return { snapshot: snapshotSet(SET, context), bytes };
  });
  write(context, 0, pattern(4 * KB, 99));
  return { context, states, last: content(context) };
}

const faultOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof VhdError) return error.fault;
    throw error;
  }
  return 'none';
};

test('a set is a small file and an ordinary VHDX beside it', () => {
  const context = made();
  const { disk, files } = readSet(SET, context);
  expect(disk).toMatch(/^data_[0-9A-F-]{36}\.avhdx$/);
  expect(files).toEqual([disk]);
  expect(readFacts(SET, context)).toMatchObject({ path: SET, format: 'vhdset', type: 'dynamic', size: SIZE });
  expect(readFacts(`/vm/${disk}`, context)).toMatchObject({ format: 'vhdx', size: SIZE });
  expect(context.files.open(SET, 'read').size()).toBe(260 * KB);
  expect(faultOf(() => finish(createSet(SET, { size: SIZE }, context)))).toBe('file-exists');
});

test('sets are made of other disks, and become other disks', () => {
  const context = made();
  write(context, MB, pattern(MB, 5));
  const bytes = content(context);
  finish(convertDisk(SET, '/vm/flat.vhd', { type: 'fixed' }, context));
  finish(convertToSet('/vm/flat.vhd', '/vm/other.vhds', { type: 'dynamic' }, context));
  expect(content(context, '/vm/other.vhds').equals(bytes)).toBe(true);
  resizeDisk('/vm/other.vhds', 8 * MB, context);
  expect(readFacts('/vm/other.vhds', context).size).toBe(8 * MB);
});

test('a snapshot keeps the state of its moment', () => {
  const { context, states, last } = withSnapshots();
  expect(content(context).equals(last)).toBe(true);
  for (const { snapshot, bytes } of states) {
    expect(content(context, `/vm/${snapshot.file}`).equals(bytes)).toBe(true);
  }
  expect(pathsOf(SET, context)).toHaveLength(4);
});

test('snapshots go in any order, and nothing that stays changes', () => {
  for (const order of [
    [0, 1, 2],
    [2, 1, 0],
    [1, 0, 2],
    [1, 2, 0],
  ]) {
    const { context, states, last } = withSnapshots();
    const left = new Set(states);
    for (const index of order) {
      const state = states[index] as (typeof states)[number];
      finish(removeSnapshot(SET, state.snapshot.id, context));
      left.delete(state);
      expect(content(context).equals(last)).toBe(true);
      const set = readSet(SET, context);
      expect(set.files).toHaveLength(left.size + 1);
      for (const { snapshot, bytes } of left) {
        const now = set.snapshots.find(({ id }) => id === snapshot.id);
        expect(content(context, `/vm/${now?.file}`).equals(bytes)).toBe(true);
      }
      expect(faultOf(() => finish(removeSnapshot(SET, state.snapshot.id, context)))).toBe('snapshot-not-found');
    }
    expect(context.files.list('/vm')).toHaveLength(2);
  }
});

test('after a crash at any step of removing a snapshot the set shows the same, and the work can be repeated', () => {
  const { context, states, last } = withSnapshots();
  const { id } = (states[1] as (typeof states)[number]).snapshot;
  context.files.checkpoint();
  finish(removeSnapshot(SET, id, context));
  const steps = context.files.journal.length;
  const random = numbers(11);
  for (let count = 0; count <= steps; count++) {
    const crashed = (fate: () => 'all' | 'nothing'): Context =>
      contextWith<MemoryFiles>(context.files.afterCrash(count, fate));
    for (const after of [crashed(() => 'nothing'), crashed(() => (random(2) ? 'all' : 'nothing'))]) {
      expect(content(after).equals(last)).toBe(true);
      if (readSet(SET, after).snapshots.some((one) => one.id === id)) finish(removeSnapshot(SET, id, after));
      finish(optimizeSet(SET, after));
      expect(content(after).equals(last)).toBe(true);
      expect(after.files.list('/vm').filter((name) => !name.includes('.partial'))).toHaveLength(4);
    }
  }
});

describe('a file that is no set of ours', () => {
  test('is refused; files beside it are named', () => {
    const context = inMemory();
    context.files.put('/vm/win.vhds', Buffer.alloc(260 * KB, 1));
    context.files.put('/vm/win_6C87351A-A39A-4581-B231-6D693B26485D.avhdx', Buffer.alloc(10));
    const open = () => openDisk('/vm/win.vhds', context);
    expect(faultOf(open)).toBe('set-foreign');
    expect(open).toThrow('win_6C87351A-A39A-4581-B231-6D693B26485D.avhdx');
  });

  test('cannot lead anywhere else, whatever it says', () => {
    const good = made();
    const original = Buffer.alloc(260 * KB);
    good.files.open(SET, 'read').read(original, 0);
    const start = original.indexOf('{');
    for (const disk of ['../x.avhdx', '/etc/passwd', 'a/b.avhdx', 'x.vhds', 7, null]) {
      const text = JSON.stringify({ disk, snapshots: [], files: [] });
      good.files.put(SET, Buffer.concat([original.subarray(0, start), Buffer.from(text), Buffer.alloc(KB)]));
      expect(faultOf(() => openDisk(SET, good))).toBe('set-corrupt');
    }
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { minLength: 1, maxLength: 6 }), (flips) => {
        const bytes = Buffer.from(original);
        for (const [at, value] of flips) bytes[at] = value;
        good.files.put(SET, bytes);
        expect(['none', 'set-corrupt', 'set-foreign', 'file-not-found']).toContain(faultOf(() => openDisk(SET, good)));
      }),
      { numRuns: 200 },
    );
  });
});

/** Locks between processes, and comparing disks. */
import { expect, test } from '@jest/globals';
import { KB, MB } from '../../src/vhd/bytes.ts';
import {
  compareDisks,
  convertDisk,
  createDisk,
  finish,
  finishInTurns,
  holders,
  lockDisk,
  nodeProcesses,
  openDisk,
  type Processes,
} from '../../src/vhd/index.ts';
import { inMemory, pattern } from './support.ts';

const processes = (self: number, living: readonly number[]): Processes => ({
  self: { process: self, started: `s${self}` },
  alive: (process, started) => living.includes(process) && started === `s${process}`,
});

test('many read or one writes; who has died holds nothing', () => {
  const { files } = inMemory();
  files.put('/d/a.vhdx', Buffer.alloc(1));
  const [one, two] = [processes(1, [1, 2]), processes(2, [1, 2])];
  const read = [lockDisk('/d/a.vhdx', 'read', 'a', files, one), lockDisk('/d/a.vhdx', 'read', 'b', files, two)];
  const refused = () => lockDisk('/d/a.vhdx', 'write', 'convert', files, two);
  expect(refused).toThrow(expect.objectContaining({ fault: 'in-use', hresult: 0x80070020 }));
  for (const release of read) release();
  const write = refused();
  expect(holders('/d/a.vhdx', files, one)).toMatchObject([{ process: 2, mode: 'write', purpose: 'convert' }]);
  expect(() => lockDisk('/d/a.vhdx', 'read', '', files, one)).toThrow('Process 2 (convert) holds it.');
  expect(lockDisk('/d/a.vhdx', 'write', '', files, processes(1, [1]))).toBeDefined();
  write();
  expect(files.list('/d').filter((name) => name.includes('-2-'))).toEqual([]);
});

test('processes of this machine', () => {
  const { process: pid, started } = nodeProcesses.self;
  expect(nodeProcesses.alive(pid, started)).toBe(true);
  expect(nodeProcesses.alive(2 ** 22 + 5, '1')).toBe(false);
  if (started !== '') expect(nodeProcesses.alive(pid, `${started}0`)).toBe(false);
});

test('comparing', async () => {
  const context = inMemory();
  createDisk('/d/a.vhdx', { size: 64 * MB, blockSize: 2 * MB }, context);
  const disk = openDisk('/d/a.vhdx', context, { write: true });
  disk.write(pattern(8 * KB, 1), 40 * MB);
  disk.close();
  const seen: number[] = [];
  await finishInTurns(convertDisk('/d/a.vhdx', '/d/b.vhd', { size: 65 * MB }, context), {
    onProgress: ({ done }) => seen.push(done),
  });
  expect(seen).toEqual(seen.toSorted((x, y) => x - y));
  const compare = () => {
    const [a, b] = [openDisk('/d/a.vhdx', context), openDisk('/d/b.vhd', context, { write: true })];
    return { result: finish(compareDisks(a, b)), b };
  };
  const first = compare();
  expect(first.result.same).toBe(true);
  first.b.write(pattern(512, 2), 50 * MB);
  first.b.close();
  expect(compare().result).toEqual({ same: false, differsAt: 50 * MB });
});

test('work that is stopped leaves no file', () => {
  const context = inMemory();
  createDisk('/d/a.vhd', { size: 64 * MB, type: 'fixed' }, context);
  const stop = new AbortController();
  const work = () =>
    finish(convertDisk('/d/a.vhd', '/d/b.vhdx', {}, context), { signal: stop.signal, onProgress: () => stop.abort() });
  expect(work).toThrow(expect.objectContaining({ fault: 'aborted' }));
  expect(context.files.list('/d')).toEqual(['a.vhd']);
});

import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { beforeAll, expect, jest, test } from '@jest/globals';
import { checkLab, createLab } from '../../src/lab/create.ts';
import { openLabStore } from '../../src/lab/lab.ts';
import { holderFile } from '../../src/lab/locking.ts';
import { storeFile } from '../../src/lab/place.ts';
import { sqliteStore } from '../../src/lab/sqlite-store.ts';
import { temporary } from '../support/temporary.ts';
import { bundleWorker, start } from './processes.ts';
import { vmColumns } from './rows.ts';

jest.setTimeout(180_000);

let worker = '';
beforeAll(() => {
  worker = bundleWorker(temporary());
});

/** A lab with machines `vm0` … whose documents count. */
function countingLab(machines: number): string {
  const dir = temporary();
  const lab = createLab(dir, { seed: 's' });
  lab.store.write((to) => {
    for (let i = 0; i < machines; i++) to.put('vm', vmColumns(`vm${i}`, `web${i}`), { n: 0 });
  });
  lab.close();
  return dir;
}

function counter(dir: string, id: string): number {
  const { store } = openLabStore({ dir });
  try {
    return store.read((reader) => (reader.get('vm', id)!.doc as { n: number }).n);
  } finally {
    store.close();
  }
}

test.each([
  ['the write-ahead log', 'wal', 200],
  ['a rollback journal', 'delete', 25],
])('eight processes change one machine and lose nothing, with %s', async (_name, journal, changes) => {
  const dir = countingLab(1);
  const words = [worker, 'bump', dir, 'vm0', String(changes), journal];
  const ended = await Promise.all(Array.from({ length: 8 }, () => start(words).ended));
  expect(ended.map(({ code, stderr }) => [code, stderr])).toEqual(Array(8).fill([0, '']));
  expect(counter(dir, 'vm0')).toBe(8 * changes);
  expect(checkLab(dir)).toEqual([]);
});

test('processes that wait together to leave the write-ahead log do not keep each other from it', async () => {
  const dir = countingLab(1);
  // Keeps the log in use until all of them have met it.
  const held = new DatabaseSync(storeFile(dir));
  held.exec('begin; pragma user_version; commit');
  const all = Array.from({ length: 4 }, () => start([worker, 'bump', dir, 'vm0', '1', 'delete']).ended);
  await new Promise((resolve) => setTimeout(resolve, 500));
  held.close();
  expect((await Promise.all(all)).map(({ code, stderr }) => [code, stderr])).toEqual(Array(4).fill([0, '']));
  expect(counter(dir, 'vm0')).toBe(4);
});

test('200 processes killed at random moments lose nothing they acknowledged', async () => {
  const lanes = 4;
  const dir = countingLab(lanes);
  let kills = 0;
  let acknowledged = 0;
  const lane = async (id: string) => {
    while (kills < 200) {
      kills++;
      const before = counter(dir, id);
      const { child, ended, output } = start([worker, 'acknowledge', dir, id]);
      // Some are killed while they open the lab, most while they write.
      if (kills % 10 !== 0) await new Promise((resolve) => child.stdout!.once('data', resolve));
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 30));
      child.kill('SIGKILL');
      const { signal, stderr } = await ended;
      expect([signal, stderr]).toEqual(['SIGKILL', '']);
      // The last line may be cut off: only whole ones were acknowledged.
      const lines = output().split('\n').slice(0, -1);
      acknowledged += lines.length;
      // A change in the log that was never acknowledged may come to light only when the next process reads the log anew.
      const base = lines.length === 0 ? before : Number(lines[0]) - 1;
      expect([before, before + 1]).toContain(base);
      expect(lines).toEqual(lines.map((_, i) => String(base + i + 1)));
      const after = counter(dir, id);
      expect(after).toBeGreaterThanOrEqual(base + lines.length);
      expect(after).toBeLessThanOrEqual(base + lines.length + 1);
    }
  };
  await Promise.all(Array.from({ length: lanes }, (_, i) => lane(`vm${i}`)));
  expect(kills).toBeGreaterThanOrEqual(200);
  expect(acknowledged).toBeGreaterThan(200);
  expect(checkLab(dir)).toEqual([]);
});

test('processes that bring an old lab up at the same time do it once', async () => {
  const dir = countingLab(1);
  const ended = await Promise.all(Array.from({ length: 4 }, () => start([worker, 'migrate', storeFile(dir)]).ended));
  expect(ended.map(({ code, stderr }) => [code, stderr])).toEqual(Array(4).fill([0, '']));
  const db = new DatabaseSync(storeFile(dir), { readOnly: true });
  expect({ ...db.prepare('select count(*) as n from added').get() }).toEqual({ n: 1 });
  expect({ ...db.prepare('pragma user_version').get() }).toEqual({ user_version: 2 });
  db.close();
  expect(() => openLabStore({ dir })).toThrow(expect.objectContaining({ fault: 'newer', path: dir }));
});

test('of processes that make the same lab one makes it, the others are told', async () => {
  const dir = temporary();
  const ended = await Promise.all(Array.from({ length: 4 }, () => start([worker, 'create', dir]).ended));
  expect(ended.map(({ stdout }) => stdout).sort()).toEqual(['exists', 'exists', 'exists', 'made']);
  openLabStore({ dir }).close();
});

test('who waits in vain for a writer is told which process that is; readers do not wait', async () => {
  const dir = countingLab(1);
  const file = storeFile(dir);
  const { child, ended } = start([worker, 'hold', file]);
  await new Promise((resolve) => child.stdout!.once('data', resolve));
  const store = sqliteStore(file, { path: dir, patience: 200 });
  expect(store.read((reader) => reader.count('vm'))).toBe(1);
  expect(store.tryWrite(() => 1)).toBeUndefined();
  expect(() => store.write(() => 1)).toThrow(
    expect.objectContaining({
      fault: 'busy',
      message: expect.stringContaining(`process ${child.pid} (worker.cjs hold`),
    }),
  );
  const before = store.version();
  child.kill('SIGKILL');
  await ended;
  expect(store.write((to) => to.delete('vm', 'vm0'))).toBeUndefined();
  expect(existsSync(holderFile(file))).toBe(false);
  expect(store.version()).not.toBe(before);
  store.close();
});

test('a change by another process is seen, and asked about cheaply', async () => {
  const dir = countingLab(1);
  const lab = openLabStore({ dir });
  const before = lab.store.version();
  expect(lab.store.version()).toBe(before);
  await start([worker, 'bump', dir, 'vm0', '1']).ended;
  expect(lab.store.version()).not.toBe(before);
  expect(lab.store.read((reader) => reader.get('vm', 'vm0')!.doc)).toEqual({ n: 1 });
  lab.close();
});

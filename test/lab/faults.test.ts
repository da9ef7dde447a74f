import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from '@jest/globals';
import { checkLab, createLab } from '../../src/lab/create.ts';
import { openLabStore } from '../../src/lab/lab.ts';
import { storeFile } from '../../src/lab/place.ts';
import { faultOf } from '../../src/lab/sqlite.ts';
import { StoreError } from '../../src/lab/store.ts';
import { temporary } from '../support/temporary.ts';
import { bundleWorker } from './processes.ts';
import { vmColumns } from './rows.ts';

function filledLab(machines = 200): string {
  const dir = temporary();
  const lab = createLab(dir, { seed: 's' });
  lab.store.write((to) => {
    for (let i = 0; i < machines; i++) to.put('vm', vmColumns(`vm${i}`, `web${i}`), { n: i, pad: 'x'.repeat(1000) });
  });
  lab.close();
  return dir;
}

function faultOfOpening(dir: string): StoreError {
  try {
    openLabStore({ dir }).close();
  } catch (error) {
    if (error instanceof StoreError) return error;
    throw error;
  }
  throw new Error('it opened');
}

/** What is done to a good lab, and what opening it then says. */
const spoilings: [string, (dir: string, file: string) => void, Partial<StoreError>][] = [
  ['its directory is gone', (dir) => rmSync(dir, { recursive: true }), { fault: 'missing' }],
  ['the directory holds something else', (_d, file) => rmSync(file), { fault: 'notALab' }],
  ['the file is empty', (_d, file) => truncateSync(file), { fault: 'damaged' }],
  ['the file is text', (_d, file) => writeFileSync(file, 'not a database, '.repeat(100)), { fault: 'damaged' }],
  [
    'the file is the database of another program',
    (_d, file) => {
      rmSync(file);
      const db = new DatabaseSync(file);
      db.exec('create table t (x); pragma user_version=1');
      db.close();
    },
    { fault: 'notALab' },
  ],
  ['the file was cut off', (_d, file) => truncateSync(file, 5000), { fault: 'damaged' }],
  [
    'it comes from a newer version',
    (_d, file) => {
      const db = new DatabaseSync(file);
      db.exec('pragma user_version=99');
      db.close();
    },
    { fault: 'newer', message: expect.stringContaining('99') as unknown as string },
  ],
];

test.each(spoilings)('opening a lab says so when %s', (_what, spoil, expected) => {
  const dir = filledLab();
  spoil(dir, storeFile(dir));
  const error = faultOfOpening(dir);
  expect(error).toMatchObject({ path: dir, ...expected });
  expect(error.message).toContain(dir);
  expect(error.advice).not.toBe('');
});

test('damage in the middle is found by the check, and reading the damaged place says so', () => {
  const dir = filledLab();
  const file = storeFile(dir);
  expect(checkLab(dir)).toEqual([]);
  const bytes = readFileSync(file);
  bytes.fill(0x5a, bytes.length - 120_000, bytes.length - 60_000);
  writeFileSync(file, bytes);
  expect(checkLab(dir).length).toBeGreaterThan(0);
  const { store } = openLabStore({ dir });
  expect(() => store.read((reader) => reader.query('vm'))).toThrow(expect.objectContaining({ fault: 'damaged' }));
  store.close();
});

test('a document that is no JSON is damage, named by its row', () => {
  const dir = filledLab(2);
  const db = new DatabaseSync(storeFile(dir));
  db.exec("update vm_doc set doc='{' where id='vm1'");
  db.close();
  expect(checkLab(dir)).toEqual([expect.stringContaining('vm1')]);
});

test('a lab that is removed under an open store is missed at the next change', () => {
  const dir = filledLab(1);
  const { store } = openLabStore({ dir });
  rmSync(dir, { recursive: true });
  expect(() => store.version()).toThrow(expect.objectContaining({ fault: 'missing' }));
  expect(() => store.write((to) => to.delete('vm', 'vm0'))).toThrow(expect.objectContaining({ fault: 'missing' }));
  store.close();
  const other = filledLab(1);
  const second = openLabStore({ dir: other }).store;
  cpSync(storeFile(other), `${storeFile(other)}.copy`);
  rmSync(storeFile(other));
  cpSync(`${storeFile(other)}.copy`, storeFile(other));
  expect(() => second.write(() => 1)).toThrow(expect.objectContaining({ fault: 'missing' }));
  second.close();
});

test('a full disk is told from other failures by its number', () => {
  const file = join(temporary(), 'x.db');
  const db = new DatabaseSync(file);
  db.exec('pragma max_page_count=4; create table t (x)');
  let failure: unknown;
  try {
    db.exec(`insert into t values (zeroblob(100000))`);
  } catch (error) {
    failure = error;
  }
  db.close();
  expect(faultOf(failure)).toBe('full');
  expect(faultOf(new Error('database or disk is full'))).toBeUndefined();
});

test('making a lab refuses a place that is taken, and leaves nothing behind', () => {
  const dir = temporary();
  createLab(dir).close();
  expect(() => createLab(dir)).toThrow(expect.objectContaining({ fault: 'exists', path: dir }));
  const file = join(dir, 'file');
  writeFileSync(file, '');
  expect(() => createLab(join(file, 'lab'))).toThrow(expect.objectContaining({ fault: 'notALab' }));
  const failing = join(dir, 'other');
  const fill = () => {
    throw new Error('no');
  };
  expect(() => createLab(failing, { fill })).toThrow('no');
  expect(faultOfOpening(failing).fault).toBe('notALab');
  expect(existsSync(storeFile(failing))).toBe(false);
});

describe('as a person without the right to write', () => {
  /** Root may write everywhere: the worker then runs as somebody else. */
  const nobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
  const look = (dir: string, worker: string) =>
    JSON.parse(spawnSync(process.execPath, [worker, 'look', dir], { encoding: 'utf8', ...nobody }).stdout);

  function lockedLab(prepare: (dir: string) => void = () => {}): { dir: string; worker: string } {
    const outer = temporary();
    const worker = bundleWorker(outer);
    const dir = join(outer, 'lab');
    mkdirSync(dir);
    const lab = createLab(dir, { seed: 's' });
    lab.store.write((to) => to.put('vm', vmColumns('vm0', 'web0'), { n: 7 }));
    lab.close();
    prepare(dir);
    chmodSync(outer, 0o755);
    chmodSync(storeFile(dir), 0o444);
    chmodSync(dir, 0o555);
    return { dir, worker };
  }
  const release = (dir: string) => chmodSync(dir, 0o755);

  test('a lab can be read; a change is refused with an error of its own', () => {
    const { dir, worker } = lockedLab();
    expect(look(dir, worker)).toEqual({ n: 7, write: 'readOnly', tryWrite: null });
    release(dir);
  });

  test('a lab whose log has content is not read in an old state', () => {
    const { dir, worker } = lockedLab((inner) => {
      // As a killed process leaves it: a log beside the file, and nobody who may fold it in.
      const db = new DatabaseSync(storeFile(inner));
      db.exec('update vm_doc set doc=\'{"n":8}\'');
      cpSync(`${storeFile(inner)}-wal`, `${storeFile(inner)}-kept`);
      db.close();
      cpSync(`${storeFile(inner)}-kept`, `${storeFile(inner)}-wal`);
    });
    expect(look(dir, worker)).toEqual({ opening: 'readOnly' });
    release(dir);
  });
});

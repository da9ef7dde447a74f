/** What looking costs: lists open no documents, idle machines load no guests, one machine costs the same among many. */
import { expect, test } from '@jest/globals';
import type { Reader } from '../../src/lab/store.ts';
import { World } from '../../src/world.ts';
import { TestLab } from '../support/lab.ts';
import { runCmdlet } from '../support/run.ts';

/** A world over the same lab that counts the documents it opens, and cannot load any guest. */
function watched(lab: TestLab): { world: World; opened: string[] } {
  const opened: string[] = [];
  const { store } = lab.world.lab;
  const watch = (reader: Reader): Reader => ({
    ...reader,
    get: (table, id) => {
      opened.push(table);
      return reader.get(table, id);
    },
    query: (table, query) => {
      const rows = reader.query(table, query);
      opened.push(...rows.map(() => table));
      return rows;
    },
  });
  const counting = {
    ...lab.world.lab,
    store: { ...store, read: <R>(work: (reader: Reader) => R) => store.read((r) => work(watch(r))) },
  };
  const world = new World(counting, async () => {
    throw new Error('a guest was wanted');
  });
  return { world, opened };
}

test('Get-VM over machines that are off, idle, saved or paused opens no machine and loads no guest', async () => {
  const lab = await TestLab.make();
  for (let i = 0; i < 5; i++) await lab.machine(`v${i}`);
  await lab.ok('Start-VM v0,v1,v2', 'Wait-VM v0,v1,v2 -For Heartbeat', 'Save-VM v1', 'Suspend-VM v2');
  await lab.advance(600);
  const { world, opened } = watched(lab);
  const { stdout, exitCode } = await runCmdlet('Get-VM', { world });
  expect(exitCode).toBe(0);
  expect(stdout.match(/^v\d +(\w+)/gm)?.map((line) => line.split(/ +/)[1])).toEqual([
    'Running',
    'Saved',
    'Paused',
    'Off',
    'Off',
  ]);
  expect(opened.filter((table) => table !== 'host' && table !== 'lab')).toEqual([]);
});

test('a change opens one machine', async () => {
  const lab = await TestLab.make();
  for (let i = 0; i < 20; i++) await lab.ok(`New-VM v${i}`);
  const before = lab.world.lab.store.read((reader) => reader.query('vm'));
  await lab.ok('Set-VM v7 -Notes changed');
  const after = lab.world.lab.store.read((reader) => reader.query('vm'));
  expect(
    after.filter((row, i) => JSON.stringify(row) !== JSON.stringify(before[i])).map((row) => row.columns.name),
  ).toEqual(['v7']);
});

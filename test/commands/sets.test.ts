/** Virtual hard disk sets, by command lines. */
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from '@jest/globals';
import { testSharing } from '../../src/disk-work.ts';
import { labFiles } from '../../src/lab/files.ts';
import { MB, nodeFiles, openDisk, snapshotSet } from '../../src/vhd/index.ts';
import { openLab, type World } from '../../src/world.ts';
import { runCmdlet } from '../support/run.ts';
import { temporary } from '../support/temporary.ts';
import { contextWith, pattern, readAll } from '../vhd/support.ts';

let world: World;
let dir: string;
const disk = (name: string) => join(dir, name);
const context = contextWith(nodeFiles);
const run = (...words: string[]) => runCmdlet(words, { world });

async function ok(...words: string[]): Promise<string> {
  const result = await run(...words);
  expect([result.stderr, result.exitCode]).toEqual(['', 0]);
  return result.stdout;
}

async function refused(...words: string[]): Promise<string> {
  const result = await run(...words);
  expect([result.stdout, result.exitCode]).toEqual(['', 1]);
  return result.stderr;
}

const json = async (...words: string[]) => JSON.parse(await ok(...words, '--json')) as Record<string, unknown>;

function change(path: string, seed: number): Buffer {
  const open = openDisk(path, context, { write: true });
  open.write(pattern(MB, seed), seed * MB);
  const bytes = readAll(open);
  open.close();
  return bytes;
}

function content(path: string): Buffer {
  const open = openDisk(path, context);
  const bytes = readAll(open);
  open.close();
  return bytes;
}

beforeEach(async () => {
  dir = temporary();
  world = await openLab({ memory: true, hosts: [{ profile: '2022', memoryBytes: 16 * 1024 * MB }] });
  await ok('New-VHD', disk('a.vhds'), '12MB', '-BlockSizeBytes', '1MB', '-WarningAction', 'SilentlyContinue');
});

test.each([
  ['-Dynamic', 3],
  ['-Fixed', 2],
])('New-VHD makes a set, and says whose form it is: %s', async (type, VhdType) => {
  const made = await run('New-VHD', disk('b.vhds'), '10MB', type, '--json');
  expect(made.stderr).toContain('in the form of this program');
  expect(JSON.parse(made.stdout)).toMatchObject({ Path: disk('b.vhds'), VhdFormat: 4, VhdType, Size: 10 * MB });
  expect(await refused('New-VHD', disk('b.vhds'), '10MB')).toContain('(0x80070050)');
  expect(await refused('New-VHD', disk('c.vhds'), '-ParentPath', disk('a.vhds'))).toContain('(0xC03A001B)');
});

test('a set is looked at, tidied, resized and converted', async () => {
  const [file] = readdirSync(dir).filter((name) => name.endsWith('.avhdx')) as [string];
  expect(await json('Get-VHDSet', disk('a.vhds'))).toEqual({
    ComputerName: 'HV01',
    Path: disk('a.vhds'),
    SnapshotIdList: [],
    AllPaths: [],
  });
  expect(await json('Get-VHDSet', disk('a.vhds'), '-GetAllPaths')).toMatchObject({ AllPaths: [disk(file)] });
  expect(await ok('Get-VHDSnapshot', disk('a.vhds'))).toBe('');
  const bytes = change(disk('a.vhds'), 3);
  await ok('Optimize-VHDSet', disk('a.vhds'));
  await ok('Convert-VHD', disk('a.vhds'), disk('b.vhdx'));
  expect(content(disk('b.vhdx')).equals(bytes)).toBe(true);
  await ok('Convert-VHD', disk('b.vhdx'), disk('c.vhds'), '-WarningAction', 'SilentlyContinue');
  expect(content(disk('c.vhds')).equals(bytes)).toBe(true);
  await ok('Resize-VHD', disk('c.vhds'), '20MB');
  expect(await json('Get-VHD', disk('c.vhds'))).toMatchObject({ Size: 20 * MB, VhdFormat: 4 });
  await ok('Test-VHD', disk('c.vhds'));
});

test('snapshots are listed, mounted, and removed', async () => {
  const states = [1, 2].map((seed) => ({
    bytes: change(disk('a.vhds'), seed),
    ...snapshotSet(disk('a.vhds'), context),
  }));
  const last = change(disk('a.vhds'), 3);
  const [first, second] = states as [(typeof states)[number], (typeof states)[number]];
  const list = JSON.parse(await ok('Get-VHDSnapshot', disk('a.vhds'), '-GetParentPaths', '--json'));
  expect(list).toMatchObject([
    { FilePath: disk('a.vhds'), SnapshotId: first.id, SnapshotPath: disk(first.file), ParentPathsList: [] },
    { SnapshotId: second.id, SnapshotPath: disk(second.file), ParentPathsList: [disk(first.file)] },
  ]);
  expect(await json('Get-VHDSet', disk('a.vhds'))).toMatchObject({
    SnapshotIdList: [first.id.toUpperCase(), second.id.toUpperCase()],
  });
  await ok('Mount-VHD', disk('a.vhds'), '-SnapshotId', first.id);
  expect(await json('Get-VHD', '-DiskNumber', '1')).toMatchObject({ Path: disk(first.file) });
  await ok('Dismount-VHD', disk('a.vhds'), '-SnapshotId', first.id);
  await ok('Remove-VHDSnapshot', disk('a.vhds'), '-SnapshotId', first.id);
  expect(existsSync(disk(second.file))).toBe(false);
  expect(content(disk('a.vhds')).equals(last)).toBe(true);
  const unknown = await refused('Remove-VHDSnapshot', disk('a.vhds'), '-SnapshotId', first.id);
  expect(unknown).toContain('(0x80070490)');
  await ok('Remove-VHDSnapshot', disk('a.vhds'), '-SnapshotId', second.id);
  expect(content(disk('a.vhds')).equals(last)).toBe(true);
  expect(readdirSync(dir)).toHaveLength(2);
  expect(await refused('Get-VHDSnapshot', disk('a.vhds'), '-SnapshotId', second.id)).toContain('(0x80070490)');
});

test('the set of a running machine is in use, and so is its disk', async () => {
  const [file] = readdirSync(dir).filter((name) => name.endsWith('.avhdx')) as [string];
  await ok('New-VM', 'web1', '-MemoryStartupBytes', '512MB', '-Generation', '2', '-VHDPath', disk('a.vhds'));
  await ok('Start-VM', 'web1');
  for (const words of [
    ['Optimize-VHDSet', disk('a.vhds')],
    ['Convert-VHD', disk('a.vhds'), disk('b.vhdx')],
    ['Mount-VHD', disk('a.vhds')],
    ['Mount-VHD', disk(file)],
    ['Set-VHD', disk(file), '-ResetDiskIdentifier', '-Force'],
  ]) {
    expect(await refused(...words)).toContain('(0x80070020)');
  }
  await ok('Resize-VHD', disk('a.vhds'), '20MB');
});

test('what is no set of ours is refused with what is known about it', async () => {
  writeFileSync(disk('w.vhds'), Buffer.alloc(266240, 7));
  writeFileSync(disk('w_6C87351A-A39A-4581-B231-6D693B26485D.avhdx'), '');
  for (const name of ['Get-VHDSet', 'Get-VHDSnapshot', 'Optimize-VHDSet', 'Mount-VHD']) {
    const text = await refused(name, disk('w.vhds'));
    expect(text).toContain('(0xC03A0004)');
    expect(text).toContain('w_6C87351A-A39A-4581-B231-6D693B26485D.avhdx');
  }
  expect(await refused('Get-VHDSet', disk('w.vhdx'))).toContain('(0xC03A001B)');
  expect(await refused('Merge-VHD', disk('a.vhds'), '-Force')).toContain('(0xC03A001B)');
  expect(await refused('Get-VHDSet', disk('none.vhds'))).toContain('(0x80070002)');
});

test('Test-VHD says whether machines could share a disk at a place', async () => {
  const files = labFiles(disk('lab'), dir);
  const verdict = (path: string) => testSharing({ files } as World, path);
  for (const path of ['C:\\ClusterStorage\\Volume1\\a.vhdx', 'C:\\ClusterStorage\\Volume1', '\\\\fs1\\share\\a.vhds']) {
    expect(() => verdict(path)).not.toThrow();
  }
  for (const path of ['C:\\VMs\\a.vhdx', 'C:\\ClusterStorage\\Volume1\\a.vhd', disk('a.vhdx')]) {
    expect(() => verdict(path)).toThrow('does not support virtual hard disk sharing');
  }
  const text = await refused('Test-VHD', '-SupportPersistentReservations', disk('a.vhds'));
  expect(text).toContain('does not support virtual hard disk sharing');
});

test('Convert-VHD -DeleteSource takes the files of a set with it', async () => {
  await ok('Convert-VHD', disk('a.vhds'), disk('b.vhdx'), '-DeleteSource');
  expect(readdirSync(dir)).toEqual(['b.vhdx']);
});

/** Cmdlets that work on whole disk files, by command lines. */
import { copyFileSync, existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { createDisk, MB, nodeFiles, openDisk } from '../../src/vhd/index.ts';
import { lockDisk } from '../../src/vhd/lock.ts';
import { nodeProcesses } from '../../src/vhd/node-processes.ts';
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

function write(name: string, offset: number, bytes: Buffer): void {
  const open = openDisk(disk(name), context, { write: true });
  open.write(bytes, offset);
  open.close();
}

function content(name: string): Buffer {
  const open = openDisk(disk(name), context);
  const bytes = readAll(open);
  open.close();
  return bytes;
}

beforeEach(async () => {
  dir = temporary();
  world = await openLab({ memory: true, hosts: [{ profile: '2022', memoryBytes: 16 * 1024 * MB }] });
  await ok('New-VHD', disk('a.vhdx'), '12MB', '-BlockSizeBytes', '1MB');
  write('a.vhdx', 3 * MB, pattern(2 * MB, 1));
});

describe('Convert-VHD', () => {
  test.each([
    ['b.vhd', [], { VhdFormat: 2, VhdType: 3 }],
    ['b.vhd', ['-VHDType', 'Fixed'], { VhdFormat: 2, VhdType: 2, FileSize: 12 * MB + 512 }],
    ['b.vhdx', ['-VHDType', 'Fixed', '-BlockSizeBytes', '4MB'], { VhdFormat: 3, VhdType: 2, BlockSize: 4 * MB }],
    ['b.vhdx', [], { VhdFormat: 3, VhdType: 3, BlockSize: MB }],
  ])('to %s %j', async (name, more, facts) => {
    const made = await json('Convert-VHD', disk('a.vhdx'), disk(name), ...more, '-Passthru');
    expect(made).toMatchObject({ Path: disk(name), Size: 12 * MB, ...facts });
    expect(content(name).equals(content('a.vhdx'))).toBe(true);
  });

  test('to a raw image and back', async () => {
    await ok('Convert-VHD', disk('a.vhdx'), disk('a.raw'));
    expect(readFileSync(disk('a.raw')).equals(content('a.vhdx'))).toBe(true);
    await ok('Convert-VHD', disk('a.raw'), disk('c.vhdx'), '-DeleteSource');
    expect(existsSync(disk('a.raw'))).toBe(false);
    expect(content('c.vhdx').equals(content('a.vhdx'))).toBe(true);
  });

  test('a fixed VHD has whole megabytes', async () => {
    createDisk(disk('odd.vhdx'), { size: 12 * MB - 512 }, context);
    await ok('Convert-VHD', disk('odd.vhdx'), disk('odd.vhd'), '-VHDType', 'Fixed');
    expect(statSync(disk('odd.vhd')).size).toBe(12 * MB + 512);
  });

  test('New-VHD and Resize-VHD warn of a fixed VHD that has not', async () => {
    const warning = `WARNING: The size of '${disk('w.vhd')}' is not a whole number of megabytes. Azure does not accept it.\n`;
    expect((await run('New-VHD', disk('w.vhd'), `${12 * MB + 512}`, '-Fixed')).stderr).toBe(warning);
    expect((await run('Resize-VHD', disk('w.vhd'), `${12 * MB + 1024}`)).stderr).toBe(warning);
    await ok('Resize-VHD', disk('w.vhd'), '13MB');
  });

  test('long work shows how far it is, and leaves no bar behind', async () => {
    await ok('New-VHD', disk('long.vhd'), '64MB', '-Fixed');
    const { progress } = await run('Convert-VHD', disk('long.vhd'), disk('long.vhdx'));
    expect(progress[0]).toBe(`Convert-VHD [${'#'.repeat(10)}${'.'.repeat(30)}] 25 %`);
    expect(progress.at(-1)).toBe('');
  });

  test('what exists is not overwritten; sources that are no disks are named', async () => {
    expect(await refused('Convert-VHD', disk('a.vhdx'), disk('a.vhdx'))).toContain('(0x80070020)');
    await ok('New-VHD', disk('b.vhd'), '10MB');
    expect(await refused('Convert-VHD', disk('a.vhdx'), disk('b.vhd'))).toContain('The file exists. (0x80070050)');
    expect(await refused('Convert-VHD', disk('none.vhdx'), disk('c.vhd'))).toContain(
      `The system failed to convert '${disk('none.vhdx')}': The system cannot find the file specified. (0x80070002)`,
    );
    expect(nodeFiles.list(dir).filter((name) => /lock|partial/.test(name))).toEqual([]);
  });

  test('a disk that another process has is in use', async () => {
    const release = lockDisk(disk('a.vhdx'), 'write', 'test', nodeFiles, nodeProcesses);
    expect(await refused('Convert-VHD', disk('a.vhdx'), disk('b.vhd'))).toContain('(0x80070020)');
    expect(await refused('Resize-VHD', disk('a.vhdx'), '20MB')).toContain('(0x80070020)');
    const made = ['New-VM', 'web1', '-MemoryStartupBytes', '512MB', '-VHDPath', disk('a.vhdx')];
    expect(await refused(...made)).toContain('(0x80070020)');
    release();
    await ok('Convert-VHD', disk('a.vhdx'), disk('b.vhd'));
  });

  test('a disk of a running machine is in use', async () => {
    await ok('New-VM', 'web1', '-MemoryStartupBytes', '512MB', '-VHDPath', disk('a.vhdx'));
    await ok('Start-VM', 'web1');
    expect(await refused('Convert-VHD', disk('a.vhdx'), disk('b.vhd'))).toContain('(0x80070020)');
  });
});

describe('chains', () => {
  beforeEach(async () => {
    await ok('New-VHD', disk('b.vhdx'), '-ParentPath', disk('a.vhdx'));
    write('b.vhdx', 4 * MB, pattern(4096, 2));
    await ok('New-VHD', disk('c.vhdx'), '-ParentPath', disk('b.vhdx'));
    write('c.vhdx', 8 * MB, pattern(4096, 3));
  });

  test('Merge-VHD merges into the parent, or further up, and the merged files are gone', async () => {
    const before = content('c.vhdx');
    expect(await json('Merge-VHD', disk('c.vhdx'), '-Force', '-Passthru')).toMatchObject({ Path: disk('b.vhdx') });
    expect([existsSync(disk('c.vhdx')), content('b.vhdx').equals(before)]).toEqual([false, true]);
    await ok('New-VHD', disk('c.vhdx'), '-ParentPath', disk('b.vhdx'));
    await ok('Merge-VHD', disk('c.vhdx'), disk('a.vhdx'), '-Force');
    expect([existsSync(disk('b.vhdx')), content('a.vhdx').equals(before)]).toEqual([false, true]);
  });

  test('Merge-VHD asks first', async () => {
    const result = await runCmdlet(['Merge-VHD', disk('c.vhdx')], { world, answers: ['n'] });
    expect(result.asked).toHaveLength(1);
    expect(existsSync(disk('c.vhdx'))).toBe(true);
    expect(await refused('Merge-VHD', disk('a.vhdx'), '-Force')).toContain('(0xC03A001B)');
  });

  test('Test-VHD looks at the whole chain', async () => {
    expect(await ok('Test-VHD', disk('c.vhdx'))).toBe('True\n');
    write('a.vhdx', 0, pattern(512, 9));
    expect(await refused('Test-VHD', disk('c.vhdx'))).toContain('(0xC03A000E)');
    rmSync(disk('a.vhdx'));
    expect(await refused('Test-VHD', disk('c.vhdx'))).toContain('(0xC03A000D)');
  });

  test('Test-VHD warns of damage that a copy makes up for', async () => {
    const file = nodeFiles.open(disk('a.vhdx'), 'write');
    file.write(Buffer.alloc(4), 192 * 1024);
    file.close();
    const { stdout, stderr } = await run('Test-VHD', disk('a.vhdx'));
    expect([stdout, stderr]).toEqual([
      'True\n',
      `WARNING: ${disk('a.vhdx')}: One of the two region tables is not valid.\n`,
    ]);
  });

  test('Set-VHD reconnects a moved parent, and another one only if told so', async () => {
    const before = content('c.vhdx');
    await ok('Convert-VHD', disk('a.vhdx'), disk('other.vhdx'));
    nodeFiles.rename(disk('a.vhdx'), disk('moved.vhdx'));
    expect(await refused('Test-VHD', disk('c.vhdx'))).toContain('(0xC03A000D)');
    await ok('Set-VHD', disk('b.vhdx'), disk('moved.vhdx'));
    expect(content('c.vhdx').equals(before)).toBe(true);
    expect(await refused('Set-VHD', disk('b.vhdx'), disk('other.vhdx'))).toContain('(0xC03A000E)');
    await ok('Set-VHD', disk('b.vhdx'), disk('other.vhdx'), '-IgnoreIdMismatch');
    expect(content('c.vhdx').equals(before)).toBe(true);
    expect(await json('Get-VHD', disk('b.vhdx'))).toMatchObject({ ParentPath: disk('other.vhdx') });
  });
});

describe('Set-VHD and Optimize-VHD', () => {
  test('sector size and identifier', async () => {
    const before = await json('Get-VHD', disk('a.vhdx'));
    await ok('Set-VHD', disk('a.vhdx'), '-PhysicalSectorSizeBytes', '512');
    const after = await json('Set-VHD', disk('a.vhdx'), '-ResetDiskIdentifier', '-Force', '-Passthru');
    expect(after).toMatchObject({ PhysicalSectorSize: 512 });
    expect(after['DiskIdentifier']).not.toBe(before['DiskIdentifier']);
  });

  test.each(['vhd', 'vhdx'])('blocks of zeros are given back: %s', async (ext) => {
    const name = `z.${ext}`;
    createDisk(disk(name), { size: 32 * MB, blockSize: ext === 'vhd' ? 2 * MB : MB }, context);
    for (let at = 0; at < 32; at += 2) write(name, at * MB, pattern(4096, at));
    for (let at = 0; at < 24; at += 2) write(name, at * MB, Buffer.alloc(4096));
    const before = content(name);
    const { size } = statSync(disk(name));
    await ok('Optimize-VHD', disk(name), '-Mode', 'Quick');
    expect(statSync(disk(name)).size).toBe(size);
    await ok('Optimize-VHD', disk(name), '-Mode', 'Full');
    expect(statSync(disk(name)).size).toBeLessThan(size / 2);
    expect(content(name).equals(before)).toBe(true);
    await ok('Test-VHD', disk(name));
  });

  test('a disk is trimmed again while it is mounted for reading', async () => {
    expect(await refused('Optimize-VHD', disk('a.vhdx'), '-Mode', 'Retrim')).toContain('(0xC03A001C)');
    await ok('Mount-VHD', disk('a.vhdx'), '-ReadOnly');
    const before = content('a.vhdx');
    for (const mode of ['Retrim', 'Full', 'Quick']) await ok('Optimize-VHD', disk('a.vhdx'), '-Mode', mode);
    expect(content('a.vhdx').equals(before)).toBe(true);
  });

  test('a parent is exchanged under a running machine, where the leaf is named', async () => {
    await ok('New-VHD', disk('mid.vhdx'), '-ParentPath', disk('a.vhdx'));
    await ok('New-VHD', disk('leaf.vhdx'), '-ParentPath', disk('mid.vhdx'));
    await ok('New-VM', 'web1', '-MemoryStartupBytes', '512MB', '-VHDPath', disk('leaf.vhdx'));
    await ok('Start-VM', 'web1');
    const before = content('leaf.vhdx');
    copyFileSync(disk('a.vhdx'), disk('moved.vhdx'));
    expect(await refused('Set-VHD', disk('mid.vhdx'), disk('moved.vhdx'))).toContain('(0x80070020)');
    const other = ['-LeafPath', disk('a.vhdx')];
    expect(await refused('Set-VHD', disk('mid.vhdx'), disk('moved.vhdx'), ...other)).toContain('(0xC03A000D)');
    await ok('Set-VHD', disk('mid.vhdx'), disk('moved.vhdx'), '-LeafPath', disk('leaf.vhdx'));
    expect(await json('Get-VHD', disk('mid.vhdx'))).toMatchObject({ ParentPath: disk('moved.vhdx') });
    expect(content('leaf.vhdx').equals(before)).toBe(true);
  });

  test('what a running machine reads through its disk is in use as well', async () => {
    await ok('New-VHD', disk('leaf.vhdx'), '-ParentPath', disk('a.vhdx'));
    await ok('New-VM', 'web1', '-MemoryStartupBytes', '512MB', '-VHDPath', disk('leaf.vhdx'));
    await ok('Start-VM', 'web1');
    for (const words of [
      ['Resize-VHD', disk('a.vhdx'), '20MB'],
      ['Optimize-VHD', disk('a.vhdx')],
      ['Mount-VHD', disk('a.vhdx')],
      ['Set-VHD', disk('a.vhdx'), '-ResetDiskIdentifier', '-Force'],
      ['Convert-VHD', disk('a.vhdx'), disk('b.vhdx'), '-DeleteSource'],
      ['New-VHD', disk('b.vhdx'), '-ParentPath', disk('leaf.vhdx')],
    ]) {
      expect(await refused(...words)).toContain('(0x80070020)');
    }
    await ok('Convert-VHD', disk('a.vhdx'), disk('b.vhdx'));
    await ok('New-VHD', disk('other.vhdx'), '-ParentPath', disk('a.vhdx'));
    await ok('Mount-VHD', disk('a.vhdx'), '-ReadOnly');
  });

  test('a fixed disk cannot be made smaller', async () => {
    await ok('New-VHD', disk('f.vhdx'), '10MB', '-Fixed');
    expect(await refused('Optimize-VHD', disk('f.vhdx'))).toContain('(0xC03A001B)');
  });
});

describe('Mount-VHD and Dismount-VHD', () => {
  test('a mounted disk has a number, and is in use for everybody else', async () => {
    await ok('New-VHD', disk('b.vhd'), '10MB');
    expect(await json('Mount-VHD', disk('a.vhdx'), '-Passthru')).toMatchObject({
      Attached: true,
      DiskNumber: 1,
      Number: 1,
    });
    await ok('Mount-VHD', disk('b.vhd'), '-ReadOnly', '-NoDriveLetter');
    expect(await json('Get-VHD', '-DiskNumber', '2')).toMatchObject({ Path: disk('b.vhd'), Attached: true });
    expect(await refused('Mount-VHD', disk('b.vhd'))).toContain('(0x80070020)');
    await ok('Optimize-VHD', disk('b.vhd'));
    expect(await refused('Optimize-VHD', disk('a.vhdx'))).toContain('(0x80070020)');
    expect(await refused('Resize-VHD', disk('b.vhd'), '20MB')).toContain('(0x80070020)');
    await ok('Resize-VHD', disk('a.vhdx'), '20MB');
    await ok('New-VM', 'web1', '-MemoryStartupBytes', '512MB', '-VHDPath', disk('a.vhdx'));
    expect(await refused('Start-VM', 'web1')).toContain('(0x80070020)');
    await ok('Dismount-VHD', '-DiskNumber', '1');
    expect(await json('Dismount-VHD', disk('b.vhd'), '-Passthru')).toMatchObject({ Attached: false, DiskNumber: null });
    await ok('Start-VM', 'web1');
    expect(await refused('Mount-VHD', disk('a.vhdx'))).toContain('(0x80070020)');
  });

  test('a disk that another process has is not mounted', async () => {
    const other = { ...nodeProcesses, self: { process: process.ppid, started: '' } };
    for (const [mode, more] of [
      ['read', []],
      ['write', ['-ReadOnly']],
    ] as const) {
      const release = lockDisk(disk('a.vhdx'), mode, 'a test', nodeFiles, other);
      expect(await refused('Mount-VHD', disk('a.vhdx'), ...more)).toContain('(0x80070020)');
      release();
    }
    await ok('Mount-VHD', disk('a.vhdx'));
  });

  test('what is not mounted cannot be dismounted, what is no disk not mounted', async () => {
    expect(await refused('Dismount-VHD', disk('a.vhdx'))).toContain('(0xC03A0015)');
    expect(await refused('Dismount-VHD', '-DiskNumber', '7')).toContain('disk number 7');
    expect(await refused('Get-VHD', '-DiskNumber', '7')).toContain('disk number 7');
    expect(await refused('Mount-VHD', disk('none.vhdx'))).toContain('(0x80070002)');
  });
});

describe('New-VHD -SourceDisk', () => {
  beforeEach(() => ok('Convert-VHD', disk('a.vhdx'), disk('a.raw')));

  test.each([
    ['s.vhdx', '-Dynamic', { VhdFormat: 3, VhdType: 3, Size: 12 * MB }],
    ['s.vhd', '-Fixed', { VhdFormat: 2, VhdType: 2, FileSize: 12 * MB + 512 }],
    ['s.vhdx', '-Fixed', { VhdFormat: 3, VhdType: 2 }],
  ])('copies a raw image to %s %s', async (name, type, facts) => {
    expect(await json('New-VHD', disk(name), type, '-SourceDisk', disk('a.raw'))).toMatchObject(facts);
    expect(content(name).equals(readFileSync(disk('a.raw')))).toBe(true);
    expect(await refused('New-VHD', disk(name), type, '-SourceDisk', disk('a.raw'))).toContain('(0x80070050)');
  });

  test('copies a disk of the host by its number', async () => {
    await ok('Mount-VHD', disk('a.raw'));
    await ok('New-VHD', disk('s.vhdx'), '-Dynamic', '-SourceDisk', '1');
    expect(content('s.vhdx').equals(readFileSync(disk('a.raw')))).toBe(true);
    expect(await refused('New-VHD', disk('t.vhdx'), '-Dynamic', '-Number', '5')).toContain('disk number 5');
    expect(existsSync(disk('t.vhdx'))).toBe(false);
  });

  test('takes a raw image as it is, whatever it begins with', async () => {
    copyFileSync(disk('a.vhdx'), disk('inside.raw'));
    await ok('New-VHD', disk('s.vhdx'), '-Dynamic', '-SourceDisk', disk('inside.raw'));
    expect(content('s.vhdx').subarray(0, 8).toString()).toBe('vhdxfile');
  });
});

test('-DataAlignmentBytes puts the content of a fixed disk where it is asked for', async () => {
  const words = ['-Fixed', '-SizeBytes', '4MB', '-DataAlignmentBytes', '1GB'];
  expect(await json('New-VHD', disk('f.vhdx'), ...words)).toMatchObject({ FileSize: 1028 * MB });
  const open = openDisk(disk('f.vhdx'), context);
  expect(open.extentAt(0, 512).position).toBe(1024 * MB);
  open.close();
});

test('New-VFD makes an empty floppy disk', async () => {
  expect(await json('New-VFD', disk('a.vfd'))).toMatchObject({
    Name: 'a.vfd',
    Length: 1474560,
    FullName: disk('a.vfd'),
  });
  expect(statSync(disk('a.vfd')).size).toBe(1474560);
  expect(await refused('New-VFD', disk('a.vfd'))).toContain('The file exists. (0x80070050)');
  expect(await refused('New-VFD', disk('a.vhd'))).toContain('(0xC03A0014)');
});

/** Controllers, drives and disk files, by command lines. */
import { closeSync, existsSync, mkdirSync, openSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { openLab, type World } from '../../src/world.ts';
import { runCmdlet } from '../support/run.ts';
import { temporary } from '../support/temporary.ts';

const GB = 1024 ** 3;
let world: World;
let dir: string;
const disk = (name: string) => join(dir, name);
const run = (...words: string[]) => runCmdlet(words, { world });

/** Runs a line that must succeed silently on the error stream, and gives what it printed. */
async function ok(...words: string[]): Promise<string> {
  const result = await run(...words);
  expect(result.stderr).toBe('');
  expect(result.exitCode).toBe(0);
  return result.stdout;
}

async function json<T = Record<string, unknown>>(...words: string[]): Promise<T> {
  const result = await run(...words, '--json');
  // What is deeper than two levels is cut off, and said, as ConvertTo-Json does.
  expect(result.stderr).toMatch(/^(WARNING: Resulting JSON is truncated.*\n)?$/);
  expect(result.exitCode).toBe(0);
  return JSON.parse(result.stdout) as T;
}

/** Runs a line that must fail, and gives its message. */
async function refused(...words: string[]): Promise<string> {
  const result = await run(...words);
  expect(result.stdout).toBe('');
  expect(result.exitCode).toBe(1);
  return result.stderr;
}

beforeEach(async () => {
  dir = temporary();
  world = await openLab({ memory: true, hosts: [{ profile: '2022', memoryBytes: 16 * GB }] });
  await ok('New-VM', 'web1', '-MemoryStartupBytes', '512MB', '-NoVHD');
});

describe('New-VHD and Get-VHD', () => {
  test.each([
    ['a.vhdx', [], { VhdFormat: 3, VhdType: 3, FileSize: 4194304, BlockSize: 33554432, PhysicalSectorSize: 4096 }],
    ['a.vhdx', ['-Fixed'], { VhdFormat: 3, VhdType: 2, FragmentationPercentage: null }],
    [
      'a.vhd',
      ['-Fixed'],
      { VhdFormat: 2, VhdType: 2, FileSize: 10 * 1048576 + 512, BlockSize: 0, PhysicalSectorSize: 512 },
    ],
    ['a.vhd', [], { VhdFormat: 2, VhdType: 3, BlockSize: 2097152 }],
    [
      'a.vhdx',
      ['-LogicalSectorSizeBytes', '4096', '-BlockSizeBytes', '1MB'],
      { LogicalSectorSize: 4096, BlockSize: 1048576 },
    ],
  ])('%s %j', async (name, more, facts) => {
    const made = await json('New-VHD', '-Path', disk(name), '-SizeBytes', '10MB', ...more);
    expect(made).toMatchObject({ Path: disk(name), Size: 10 * 1048576, Attached: false, MinimumSize: null, ...facts });
    expect(await json('Get-VHD', disk(name))).toEqual(made);
  });

  test('a differencing disk names its parent; the parent gives the size', async () => {
    await ok('New-VHD', disk('parent.vhdx'), '64MB');
    const child = await json('New-VHD', disk('child.vhdx'), '-ParentPath', disk('parent.vhdx'), '-Differencing');
    expect(child).toMatchObject({
      VhdType: 4,
      ParentPath: disk('parent.vhdx'),
      Size: 64 * 1048576,
      BlockSize: 2097152,
    });
  });

  test('two disks made at one moment are two disks; the same script makes the same ones', async () => {
    const ids = async () => {
      const first = await json('New-VHD', disk('1.vhdx'), '10MB');
      const second = await json('New-VHD', disk('2.vhdx'), '10MB');
      return [first['DiskIdentifier'], second['DiskIdentifier']];
    };
    const [a, b] = await ids();
    expect(a).not.toBe(b);
    dir = temporary();
    world = await openLab({ memory: true });
    expect(await ids()).toEqual([a, b]);
  });

  test('what exists is not overwritten', async () => {
    await ok('New-VHD', disk('a.vhdx'), '10MB');
    expect(await refused('New-VHD', disk('a.vhdx'), '20MB')).toBe(
      [
        'New-VHD: Failed to create the virtual hard disk.',
        `The system failed to create '${disk('a.vhdx')}'.`,
        'Failed to create the virtual hard disk.',
        `The system failed to create '${disk('a.vhdx')}': The file exists. (0x80070050).`,
        '',
      ].join('\n'),
    );
    expect(await json('Get-VHD', disk('a.vhdx'))).toMatchObject({ Size: 10 * 1048576 });
  });

  test.each([
    ['a.vhdx', '1MB', '0xC03A0012'],
    ['a.vhdx', '10000001', '0xC03A0012'],
    ['a.vhdx', '65TB', '0xC03A0012'],
    ['a.vhd', '2041GB', '0xC03A0012'],
    ['a.img.txt', '10MB', '0xC03A0014'],
    ['a.img', '10MB', '0xC03A0014'],
    ['no/such/folder/a.vhdx', '10MB', '0x80070003'],
    ['nul\0.vhdx', '10MB', '0x8007007B'],
  ])('%j of %s is refused with %s, and nothing is left behind', async (name, size, code) => {
    expect(await refused('New-VHD', `${dir}/${name}`, size)).toContain(`(${code})`);
    if (!name.includes('\0')) expect(existsSync(disk(name))).toBe(false);
  });

  test('Windows paths live in the lab; a lab in memory has none', async () => {
    expect(await refused('New-VHD', 'C:\\VMs\\a.vhdx', '10MB')).toContain('(0x8007007B)');
  });

  test('-WhatIf makes nothing and says what it would do', async () => {
    const told = await ok('New-VHD', disk('a.vhdx'), '10MB', '-WhatIf');
    expect(told).toBe(`What if: New-VHD will create a new virtual hard disk with the path "${disk('a.vhdx')}".\n`);
    expect(existsSync(disk('a.vhdx'))).toBe(false);
  });
});

describe('Resize-VHD', () => {
  const resize = (...words: string[]) => refused('Resize-VHD', ...words);

  test.each([
    ['a.vhdx', []],
    ['a.vhdx', ['-Fixed']],
    ['a.vhd', []],
    ['a.vhd', ['-Fixed']],
  ])('%s %j grows', async (name, more) => {
    await ok('New-VHD', disk(name), '10MB', ...more);
    expect(await json('Resize-VHD', disk(name), '20MB', '-Passthru')).toMatchObject({ Size: 20 * 1048576 });
  });

  test('it prints nothing by itself', async () => {
    await ok('New-VHD', disk('a.vhdx'), '10MB');
    expect(await ok('Resize-VHD', disk('a.vhdx'), '20MB')).toBe('');
  });

  test('bad sizes and bad files', async () => {
    await ok('New-VHD', disk('a.vhdx'), '10MB');
    await ok('New-VHD', disk('a.vhd'), '10MB');
    // Smaller without a partition table: nobody can tell what would be lost.
    expect(await resize(disk('a.vhdx'), '5MB')).toContain('(0xC03A0026)');
    expect(await resize(disk('a.vhdx'), '-ToMinimumSize')).toContain('(0xC03A0026)');
    expect(await resize(disk('a.vhd'), '5MB')).toContain('(0xC03A001B)');
    expect(await resize(disk('a.vhdx'), '20000001')).toContain('(0xC03A0012)');
    expect(await resize(disk('missing.vhdx'), '20MB')).toContain(
      'The system cannot find the file specified. (0x80070002).',
    );
    mkdirSync(disk('folder.vhdx'));
    expect(await resize(disk('folder.vhdx'), '20MB')).toContain('(0x80070005)');
    truncateSync(disk('a.vhdx'), 100_000);
    expect(await resize(disk('a.vhdx'), '20MB')).toContain(
      'The file or directory is corrupted and unreadable. (0x80070570).',
    );
    closeSync(openSync(disk('empty.vhdx'), 'w'));
    expect(await resize(disk('empty.vhdx'), '20MB')).toMatch(/0xC03A0015|0x80070570/);
    expect(statSync(disk('a.vhdx')).size).toBe(100_000);
  });

  test.each([
    ['IDE', 'a.vhdx', 'A disk on an IDE controller cannot be resized'],
    ['SCSI', 'a.vhd', 'Only a VHDX can be resized'],
  ])('while the machine runs, a disk on %s in %s is refused', async (type, name, why) => {
    await ok('New-VHD', disk(name), '10MB');
    await ok('Add-VMHardDiskDrive', 'web1', type, '-Path', disk(name));
    await ok('Start-VM', 'web1');
    expect(await resize(disk(name), '20MB')).toContain(why);
    expect(await json('Get-VHD', disk(name))).toMatchObject({ Size: 10 * 1048576, Attached: true });
    await ok('Stop-VM', 'web1', '-TurnOff');
    expect(await ok('Resize-VHD', disk(name), '20MB')).toBe('');
  });

  test('while the machine runs, a VHDX on SCSI grows', async () => {
    await ok('New-VHD', disk('a.vhdx'), '10MB', '-Fixed');
    await ok('Add-VMHardDiskDrive', 'web1', 'SCSI', '-Path', disk('a.vhdx'));
    await ok('Start-VM', 'web1');
    expect(await ok('Resize-VHD', disk('a.vhdx'), '20MB')).toBe('');
    expect(await json('Get-VHD', disk('a.vhdx'))).toMatchObject({ Size: 20 * 1048576, Attached: true });
  });
});

describe('drives', () => {
  const drives = () =>
    json<{ ControllerType: number; ControllerNumber: number; ControllerLocation: number }[]>(
      'Get-VMHardDiskDrive',
      'web1',
    );

  test('free places are found: IDE first while the machine is off', async () => {
    for (const name of ['a', 'b', 'c', 'd']) await ok('New-VHD', disk(`${name}.vhdx`), '10MB');
    for (const name of ['a', 'b', 'c', 'd']) await ok('Add-VMHardDiskDrive', 'web1', '-Path', disk(`${name}.vhdx`));
    const places = (await drives()).map((d) => [d.ControllerType, d.ControllerNumber, d.ControllerLocation]);
    // IDE 1:0 is the DVD drive of generation 1.
    expect(places).toEqual([
      [0, 0, 0],
      [0, 0, 1],
      [0, 1, 1],
      [1, 0, 0],
    ]);
  });

  test('what cannot be plugged is refused, and the machine is as it was', async () => {
    await ok('New-VHD', disk('a.vhdx'), '10MB');
    await ok('New-VHD', disk('b.vhdx'), '10MB');
    await ok('Add-VMHardDiskDrive', 'web1', 'SCSI', '0', '0', disk('a.vhdx'));
    const before = await ok('Get-VMHardDiskDrive', 'web1');
    expect(await refused('Add-VMHardDiskDrive', 'web1', 'SCSI', '0', '0', disk('b.vhdx'))).toContain('already in use');
    expect(await refused('Add-VMHardDiskDrive', 'web1', 'SCSI', '0', '1', disk('a.vhdx'))).toContain(
      'already connected',
    );
    expect(await refused('Add-VMHardDiskDrive', 'web1', 'SCSI', '0', '64', disk('b.vhdx'))).toContain('0 to 63');
    expect(await refused('Add-VMHardDiskDrive', 'web1', 'SCSI', '3', '0', disk('b.vhdx'))).toContain(
      'controller with number 3',
    );
    expect(await refused('Add-VMHardDiskDrive', 'web1', 'SCSI', '-Path', disk('none.vhdx'))).toContain('(0x80070002)');
    expect(await refused('Add-VMHardDiskDrive', 'nobody', '-Path', disk('b.vhdx'))).toContain('"nobody"');
    await ok('Start-VM', 'web1');
    expect(await refused('Add-VMHardDiskDrive', 'web1', 'IDE', '-Path', disk('b.vhdx'))).toContain('current state');
    expect(await refused('Remove-VMHardDiskDrive', 'web1', 'SCSI', '0', '5')).toContain('SCSI 0:5');
    expect(await ok('Get-VMHardDiskDrive', 'web1')).toBe(before);
  });

  test('SCSI disks come and go while the machine runs', async () => {
    await ok('New-VHD', disk('a.vhdx'), '10MB');
    await ok('Start-VM', 'web1');
    const added = await json('Add-VMHardDiskDrive', 'web1', '-Path', disk('a.vhdx'), '-Passthru');
    expect(added).toMatchObject({
      ControllerType: 1,
      ControllerNumber: 0,
      ControllerLocation: 0,
      Path: disk('a.vhdx'),
    });
    expect(await ok('Remove-VMHardDiskDrive', 'web1', 'SCSI', '0', '0')).toBe('');
    expect(await ok('Get-VMHardDiskDrive', 'web1')).toBe('');
    expect(existsSync(disk('a.vhdx'))).toBe(true);
  });

  test('a drive moves, and changes its file', async () => {
    await ok('New-VHD', disk('a.vhdx'), '10MB');
    await ok('New-VHD', disk('b.vhdx'), '10MB');
    await ok('Add-VMHardDiskDrive', 'web1', 'IDE', '-Path', disk('a.vhdx'));
    await ok('Set-VMHardDiskDrive', 'web1', 'IDE', '0', '0', disk('b.vhdx'), '-ToControllerType', 'SCSI');
    expect(await json('Get-VMHardDiskDrive', 'web1')).toMatchObject({ ControllerType: 1, Path: disk('b.vhdx') });
  });

  test('two machines may name one disk, but only one may run with it', async () => {
    await ok('New-VHD', disk('a.vhdx'), '10MB');
    await ok('New-VM', 'web2', '-NoVHD');
    for (const name of ['web1', 'web2']) await ok('Add-VMHardDiskDrive', name, 'SCSI', '-Path', disk('a.vhdx'));
    await ok('Start-VM', 'web1');
    const told = await refused('Start-VM', 'web2');
    expect(told).toContain("'web2' failed to start.");
    expect(told).toContain('being used by another process');
    expect(await json('Get-VM', 'web2')).toMatchObject({ State: 3 });
  });

  test('a machine whose disk is gone does not start', async () => {
    await ok('New-VHD', disk('a.vhdx'), '10MB');
    await ok('Add-VMHardDiskDrive', 'web1', 'SCSI', '-Path', disk('a.vhdx'));
    truncateSync(disk('a.vhdx'), 0);
    expect(await refused('Start-VM', 'web1')).toContain(`Attachment '${disk('a.vhdx')}' failed to open`);
  });

  test('generation 2 has no IDE', async () => {
    await ok('New-VM', 'gen2', '-Generation', '2', '-NoVHD');
    expect(await ok('Get-VMIdeController', 'gen2')).toBe('');
    expect(await refused('Add-VMHardDiskDrive', 'gen2', 'IDE')).toContain('generation 2');
  });
});

describe('SCSI controllers', () => {
  const count = async () => [await json<unknown[] | object>('Get-VMScsiController', 'web1')].flat().length;

  test('at most four; the last can go; none while the machine runs', async () => {
    for (let n = 2; n <= 4; n++) await ok('Add-VMScsiController', 'web1');
    expect(await count()).toBe(4);
    expect(await refused('Add-VMScsiController', 'web1')).toContain('at most 4');
    await ok('Remove-VMScsiController', 'web1', '3');
    expect(await count()).toBe(3);
    expect(await refused('Remove-VMScsiController', 'web1', '3')).toContain('number 3');
    await ok('Start-VM', 'web1');
    expect(await refused('Add-VMScsiController', 'web1')).toContain('current state');
  });

  test('STO-01: generation 1 has IDE controllers 0 and 1', async () => {
    const found = await json<{ ControllerNumber: number }[]>('Get-VMIdeController', 'web1');
    expect(found.map((c) => c.ControllerNumber)).toEqual([0, 1]);
  });
});

describe('integration services', () => {
  test('IS-04: all but Guest Service Interface are on in a new machine', async () => {
    const services = await json<{ Name: string; Enabled: boolean }[]>('Get-VMIntegrationService', 'web1');
    expect(services.map((s) => [s.Name, s.Enabled])).toEqual([
      ['Guest Service Interface', false],
      ['Heartbeat', true],
      ['Key-Value Pair Exchange', true],
      ['Shutdown', true],
      ['Time Synchronization', true],
      ['VSS', true],
    ]);
  });

  test('IS-03: every service can be switched while the machine is off', async () => {
    await ok('Disable-VMIntegrationService', '*', 'web1');
    expect(await ok('Get-VMIntegrationService', 'web1')).not.toContain('True');
    await ok('Enable-VMIntegrationService', '-VMName', 'web1', '-Name', 'Guest Service Interface,VSS');
    expect(await ok('Get-VMIntegrationService', 'web1', 'VSS')).toContain('True');
    expect(await refused('Enable-VMIntegrationService', 'Nonsense', 'web1')).toContain('"Nonsense"');
  });
});

describe('Get-VMHost and Set-VMHost', () => {
  test('defaults, changes and bad values', async () => {
    expect(await json('Get-VMHost')).toMatchObject({
      Name: 'HV01',
      MemoryCapacity: 16 * GB,
      MaximumVirtualMachineMigrations: 2,
    });
    await ok(
      'Set-VMHost',
      '-VirtualHardDiskPath',
      '/srv/disks',
      '-MacAddressMinimum',
      '00-15-5d-01-00-00',
      '-MacAddressMaximum',
      '00155D01FFFF',
      '-EnableEnhancedSessionMode',
      'true',
    );
    const after = {
      VirtualHardDiskPath: '/srv/disks',
      MacAddressMinimum: '00155D010000',
      EnableEnhancedSessionMode: true,
    };
    expect(await json('Get-VMHost')).toMatchObject(after);
    expect(await refused('Set-VMHost', '-MacAddressMinimum', 'zz')).toContain('twelve hexadecimal digits');
    expect(await refused('Set-VMHost', '-MacAddressMinimum', '00155DFFFFFF')).toContain('above the maximum');
    expect(await json('Get-VMHost')).toMatchObject(after);
    expect(await refused('Get-VMHost', 'elsewhere')).toContain("computer 'elsewhere'");
  });
});

/** What programs that drive Hyper-V through PowerShell send, and what they look at. */

import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { openLab, type World } from '../../src/world.ts';
import { build, hyperv } from '../support/built.ts';
import { encoded, freshFolder, launch } from '../support/launch.ts';
import type { ScriptResult } from '../support/script.ts';

let world: World;
const location = freshFolder();
const powershell = (...words: string[]): Promise<ScriptResult> => launch(words, { dialect: '5.1', world, location });

beforeAll(async () => {
  world = await openLab({ memory: true, seed: 'test', hosts: [{}] });
});

/** docker-machine sends words that PowerShell joins, and reads the first line of stdout. */
describe('docker-machine', () => {
  const calls: readonly (readonly [words: readonly string[], first: string])[] = [
    [['@(Get-Module', '-ListAvailable', 'hyper-v).Name', '|', 'Get-Unique'], 'Hyper-V'],
    [
      [
        '@([Security.Principal.WindowsPrincipal][Security.Principal.WindowsIdentity]::GetCurrent()).IsInRole("S-1-5-32-578")',
      ],
      'True',
    ],
    [
      [
        '@([Security.Principal.WindowsPrincipal][Security.Principal.WindowsIdentity]::GetCurrent()).IsInRole([Security.Principal.WindowsBuiltInRole] "Administrator")',
      ],
      'True',
    ],
    [['Hyper-V\\New-VHD', '-Path', `'${location}/fixed.vhd'`, '-SizeBytes', '10MB', '-Fixed'], ''],
    [
      [
        ...['Hyper-V\\Convert-VHD', '-Path', `'${location}/fixed.vhd'`, '-DestinationPath', `'${location}/disk.vhd'`],
        ...['-VHDType', 'Dynamic', '-DeleteSource'],
      ],
      '',
    ],
    [['Hyper-V\\Resize-VHD', '-Path', `'${location}/disk.vhd'`, '-SizeBytes', '20000MB'], ''],
    [['Hyper-V\\New-VM', 'm1', '-Path', `'${location}/m1'`, '-MemoryStartupBytes', '1024MB'], ''],
    [['Hyper-V\\Add-VMHardDiskDrive', '-VMName', 'm1', '-Path', `'${location}/disk.vhd'`], ''],
    [['Hyper-V\\Start-VM', 'm1'], ''],
    [['(', 'Hyper-V\\Get-VM', 'm1', ').state'], 'Running'],
    [['Hyper-V\\Stop-VM', 'm1', '-TurnOff'], ''],
    [['(', 'Hyper-V\\Get-VM', 'm1', ').state'], 'Off'],
    [['Hyper-V\\Remove-VM', 'm1', '-Force'], ''],
  ];

  test('its calls, one after the other', async () => {
    for (const [words, first] of calls) {
      const { stdout, stderr, exitCode } = await powershell('-NoProfile', '-NonInteractive', ...words);
      expect({ words, first: stdout.split('\n')[0], stderr, exitCode }).toEqual({
        words,
        first,
        stderr: '',
        exitCode: 0,
      });
    }
  });
});

/** Packer writes a file with a param block, passes texts, and takes any word on stderr for a failure. */
describe('Packer', () => {
  const script = `param([string]$vmName, [long]$memory, [string]$enable)
$ErrorActionPreference = "Stop"
$on = [System.Boolean]::Parse($enable)
Write-Warning "careful"
Write-Verbose "v" -Verbose
$vm = Hyper-V\\New-VM -Name $vmName -MemoryStartupBytes $memory -NoVHD
"$($vm.Name) $on"
`;
  const run = (...args: string[]) =>
    powershell('-ExecutionPolicy', 'Bypass', '-NoProfile', '-File', 'Powershell123.ps1', ...args);

  test('warnings stay away from stderr', async () => {
    writeFileSync(join(location, 'Powershell123.ps1'), script);
    const { stdout, stderr, exitCode } = await run('pk', '1073741824', 'True');
    expect({ stdout, stderr, exitCode }).toEqual({
      stdout: 'WARNING: careful\nVERBOSE: v\npk True\n',
      stderr: '',
      exitCode: 0,
    });
  });

  test('a failure is told by stderr and exit code', async () => {
    const { stderr, exitCode } = await run('pk', 'no number', 'True');
    expect(exitCode).toBe(1);
    expect(stderr).toContain('memory');
  });
});

/** LISA sends base64 and reads errors out of CLIXML. */
describe('LISA', () => {
  const run = (text: string) => powershell('-EncodedCommand', encoded(text));

  test('JSON on stdout, nothing on stderr', async () => {
    const { stdout, stderr, exitCode } = await run('Get-VM -Name pk | Select-Object Name, State | ConvertTo-Json');
    expect({ json: JSON.parse(stdout), stderr, exitCode }).toEqual({
      json: { Name: 'pk', State: 3 },
      stderr: '',
      exitCode: 0,
    });
  });

  test('errors are strings of a stream, lines end with CRLF', async () => {
    const { stdout, stderr } = await run('Get-VM -Name nope');
    expect(stdout).toBe('');
    const [head, xml] = stderr.split('\r\n');
    expect(head).toBe('#< CLIXML');
    const errors = [...xml!.matchAll(/<S S="Error">(.*?)<\/S>/g)].map(([, text]) =>
      text!.replace('_x000D__x000A_', '\n'),
    );
    expect(errors.join('')).toMatch(
      /^Get-VM : Hyper-V was unable to find a virtual machine with name "nope"\.\nAt line:1 char:1\n/,
    );
    expect(xml).toMatch(
      /^<Objs Version="1\.1\.0\.1" xmlns="http:\/\/schemas\.microsoft\.com\/powershell\/2004\/04">.*<\/Objs>$/,
    );
  });

  test('an execution policy can be set', async () => {
    const { stderr, exitCode } = await run('Set-ExecutionPolicy -ExecutionPolicy Unrestricted -Scope CurrentUser');
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
  });
});

test('templates of the Terraform provider on standard input', async () => {
  const { stdout, stderr } = await launch(['-Command', '-'], {
    dialect: '5.1',
    world,
    stdin: `$ErrorActionPreference = 'Stop'
$x = '{"Name":"pk"}' | ConvertFrom-Json
$vm = Get-VM -Name "$($x.Name)*" | ?{$_.Name -eq $x.Name }
if ($vm){
  @{ Name=$vm.Name; State=[Microsoft.HyperV.PowerShell.VMState]$vm.State } | ConvertTo-Json
} else {
  '{}'
}
`,
  });
  expect({ json: JSON.parse(stdout), stderr }).toEqual({ json: { Name: 'pk', State: 3 }, stderr: '' });
});

describe('the launchers', () => {
  const bin = join(freshFolder(), 'bin');
  const lab = join(freshFolder(), 'lab');
  const unix = process.platform === 'win32' ? test.skip : test;

  unix('stand on PATH, overwrite their own kind only, and say nothing of themselves', () => {
    build();
    expect(hyperv(['lab', 'install-powershell', bin])).toMatchObject({ status: 0, stderr: '' });
    expect(hyperv(['lab', 'install-powershell', bin]).status).toBe(0);
    const run = (name: string, words: string[]) =>
      spawnSync(join(bin, name), words, {
        encoding: 'utf8',
        env: { PATH: process.env['PATH'], HYPERV_LAB: lab, HOME: bin },
      });
    expect(run('powershell.exe', ['-NoProfile', '$PSEdition; exit 5'])).toMatchObject({
      stdout: 'Desktop\n',
      stderr: '',
      status: 5,
    });
    expect(run('pwsh', ['-v'])).toMatchObject({ stdout: 'PowerShell 7.6.5\n', stderr: '', status: 0 });
    writeFileSync(join(bin, 'pwsh'), '#!/bin/sh\necho mine\n');
    chmodSync(join(bin, 'pwsh'), 0o755);
    const refused = hyperv(['lab', 'install-powershell', bin]);
    expect(refused.status).toBe(1);
    expect(refused.stderr).toContain('has a pwsh that hyperv did not make');
    expect(readFileSync(join(bin, 'pwsh'), 'utf8')).toContain('mine');
    expect(hyperv(['lab', 'install-powershell', bin, '-Force']).status).toBe(0);
    expect(run('pwsh', ['-c', '1'])).toMatchObject({ stdout: '1\n' });
  });
});

/** How the words that a shell hands over are read and bound. */
import { expect, test } from '@jest/globals';
import { readArgv } from '../../src/cli/argv.ts';
import { findCmdlet } from '../../src/cli/cmdlets.ts';
import { type Json, jsonOf } from '../../src/cli/explain.ts';
import { Binding } from '../../src/powershell/binder/binder.ts';
import { metadataOf } from '../../src/powershell/binder/metadata.ts';
import { PSError } from '../../src/powershell/errors.ts';

async function bind(line: string): Promise<Record<string, Json> | string> {
  const [name = '', ...argv] = line.split(' ').map((word) => word.replaceAll('_', ' '));
  const def = (await findCmdlet(name))!;
  try {
    const { elements } = readArgv(argv, metadataOf(def));
    const { bound } = new Binding(def, elements);
    return Object.fromEntries([...bound].map(([parameter, value]) => [parameter.name, jsonOf(value)]));
  } catch (error) {
    if (error instanceof PSError) return error.record.id;
    throw error;
  }
}

/** Words are split at blanks; `_` stands for a blank inside a word. */
const lines: readonly (readonly [line: string, bound: Record<string, Json> | string])[] = [
  ['Set-VMMemory web1 -MaximumBytes 8GB', { MaximumBytes: 8589934592, VMName: ['web1'] }],
  ['Set-VMMemory web1 -MaximumBytes 0x10', { MaximumBytes: 16, VMName: ['web1'] }],
  ['Set-VMMemory web1 -MaximumBytes 3.5GB', { MaximumBytes: 3758096384, VMName: ['web1'] }],
  ['Set-VM web1 -Notes 007', { Notes: '007', Name: ['web1'] }],
  ['Set-VM web1 -Notes $x;y', { Notes: '$x;y', Name: ['web1'] }],
  ['Set-VM web1 -Notes a,b', { Notes: 'a,b', Name: ['web1'] }],
  ['Set-VM web1 -Notes ', { Notes: '', Name: ['web1'] }],
  ['Set-VM web1 -Notes:-x', { Notes: '-x', Name: ['web1'] }],
  ['Set-VM web1 -Notes:a:b', { Notes: 'a:b', Name: ['web1'] }],
  ['Set-VM web1 -Notes -unknown', { Notes: '-unknown', Name: ['web1'] }],
  ['Get-VM web1,my_vm', { Name: ['web1', 'my vm'] }],
  ["Get-VM 'a,b',c", { Name: ['a,b', 'c'] }],
  ["Get-VM 'a,b'", { Name: ['a,b'] }],
  ['Get-VM "it""s"', { Name: ['it"s'] }],
  ["Get-VM it's,that's", { Name: ["it's", "that's"] }],
  ['Get-VM 5,0x10', { Name: ['5', '16'] }],
  ['Get-VM 0x10', { Name: ['0x10'] }],
  ['Get-VM true', { Name: ['true'] }],
  ['Get-VM -- -Name', { Name: ['-Name'] }],
  ['Set-VMMemory web1 -DynamicMemoryEnabled true', { DynamicMemoryEnabled: true, VMName: ['web1'] }],
  ['Set-VMMemory web1 -DynamicMemoryEnabled $FALSE', { DynamicMemoryEnabled: false, VMName: ['web1'] }],
  ['Set-VMMemory web1 -DynamicMemoryEnabled 1', { DynamicMemoryEnabled: true, VMName: ['web1'] }],
  ['Set-VM web1 -AutomaticCheckpointsEnabled:false', { AutomaticCheckpointsEnabled: false, Name: ['web1'] }],
  ['Stop-VM web1 -Force:false', { Force: false, Name: ['web1'] }],
  ['Stop-VM web1 -Confirm: -WhatIf:', { Confirm: false, WhatIf: false, Name: ['web1'] }],
  ['Stop-VM web1 -cf:', { Confirm: false, Name: ['web1'] }],
  ['Stop-VM web1 -Force:', 'ParameterRequiresArgument'],
  ['Stop-VM web1 -Force:maybe', 'CannotConvertArgument'],
  ['Set-VMFirmware web1 -EnableSecureBoot $null', { EnableSecureBoot: null, VMName: ['web1'] }],
  [
    'Set-VMMemory --vmname=web1 --maximumbytes 1GB --passthru',
    { VMName: ['web1'], MaximumBytes: 1073741824, Passthru: true },
  ],
  ['Set-VMMemory web1 –Buffer 5', { Buffer: 5, VMName: ['web1'] }],
  ['Set-VMMemory web1 —Buffer 5', { Buffer: 5, VMName: ['web1'] }],
  ['Set-VMMemory web1 -Buffer -5', { Buffer: -5, VMName: ['web1'] }],
  ['Set-VMMemory web1 -Buffer 5,6', 'CannotConvertArgument'],
  ['Set-VM web1 -Notes 1,000', { Notes: '1,000', Name: ['web1'] }],
  ['Get-VMSwitch -SwitchType internal,ext', { SwitchType: ['Internal', 'External'] }],
  ['Set-VM web1 -LowMmio 1GB', { LowMemoryMappedIoSpace: 1073741824, Name: ['web1'] }],
  ['Get-VM --json', {}],
  ['Get-VM --format list web1', { Name: ['web1'] }],
  ['Get-VM --jso', 'NamedParameterNotFound'],
];

test.each(lines)('%s', async (line, bound) => {
  expect(await bind(line)).toEqual(bound);
});

test('formats are whole words, and the last one counts', async () => {
  const metadata = metadataOf((await findCmdlet('Get-VM'))!);
  expect(readArgv(['--json'], metadata)).toMatchObject({ format: 'json', elements: [] });
  expect(readArgv(['--format', 'List'], metadata)).toMatchObject({ format: 'list', help: false });
  expect(readArgv(['--json', '--format=table', '-?'], metadata)).toMatchObject({ format: 'table', help: true });
});

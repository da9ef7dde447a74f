import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { runScript } from '../../src/cli/run-script.ts';
import { GB, TestLab } from '../support/lab.ts';
import { GAP, runLabScript } from '../support/script.ts';
import { temporary } from '../support/temporary.ts';

const V2 = 'root\\virtualization\\v2';
const SETTINGS = `gwmi -n ${V2} -class Msvm_VirtualSystemSettingData`;

async function twoMachines(): Promise<TestLab> {
  const lab = await TestLab.make({ profile: '2016', name: 'HV01' });
  await lab.ok('New-VM web1', 'New-VM db1', ['Set-VM', 'db1', '-Notes', 'a < b & "c"']);
  return lab;
}

const scripts: readonly (readonly [name: string, script: string, stdout: (lab: TestLab) => string])[] = [
  [
    'names in any letter case',
    `(GET-WMIOBJECT msvm_virtualsystemsettingdata -namespace ROOT/Virtualization/V2).elementname -join ','`,
    () => 'db1,web1\n',
  ],
  ['a filter', `(${SETTINGS} -Filter "ElementName = 'WEB1'").ElementName`, () => 'web1\n'],
  [
    'a filter with LIKE and AND',
    `(${SETTINGS} -Filter "ElementName LIKE 'w%' AND LowMmioGapSize = 128").ElementName`,
    () => 'web1\n',
  ],
  [
    'OR, NOT and brackets',
    `(gwmi -ns ${V2} -Query "SELECT * FROM Msvm_ComputerSystem WHERE (EnabledState <> 2 OR Name = 'x') AND NOT ElementName = 'db1'").ElementName`,
    () => 'web1\n',
  ],
  [
    'IS NULL finds the host among machines',
    `(gwmi -ns ${V2} -Query 'select ElementName from Msvm_ComputerSystem where OnTimeInMilliseconds is null').ElementName`,
    () => 'HV01\n',
  ],
  [
    'states as numbers',
    `$null = Start-VM web1; (gwmi -ns ${V2} Msvm_ComputerSystem -Filter "Caption = 'Virtual Machine'" | sort ElementName | % { $_.EnabledState }) -join ','`,
    () => '3,2\n',
  ],
  [
    'identifiers and paths',
    `$s = ${SETTINGS} -Filter "ElementName = 'web1'"; $s.InstanceID; $s.__PATH -eq $s.Path.Path; "$s"`,
    (lab) => {
      const id = `Microsoft:${lab.id('web1').toUpperCase()}`;
      return `${id}\nTrue\n\\\\HV01\\root\\virtualization\\v2:Msvm_VirtualSystemSettingData.InstanceID="${id}"\n`;
    },
  ],
  [
    'PSBase',
    `$s = ${SETTINGS} -Filter "ElementName = 'web1'"; $s.PSBase.GetText(2) -ceq $s.GetText(1)`,
    () => 'True\n',
  ],
  [
    'the high gap only where Windows has it',
    `$null -eq (${SETTINGS} | select -First 1).psobject.Properties['HighMmioGapSize']`,
    () => 'True\n',
  ],
  ['nothing found', `$null -eq (${SETTINGS} -Filter "ElementName = 'nope'")`, () => 'True\n'],
  [
    'a machine that is not there',
    `${GAP}\n$null -eq (Settings nope localhost); SetGap 512 nope`,
    () => 'True\nno such machine\n',
  ],
  [
    'names and notes',
    `$m = gwmi -n ${V2} Msvm_VirtualSystemManagementService
    $s = ${SETTINGS} -Filter "ElementName = 'db1'"; $s.Notes[0]
    $s.ElementName = 'db<2>'; $s.Notes = 'x & y'; $m.ModifySystemSettings($s.GetText(1)).ReturnValue
    (Get-VM 'db<2>').Notes`,
    () => 'a < b & "c"\n0\nx & y\n',
  ],
  [
    'text that is no settings',
    `$m = gwmi -n ${V2} Msvm_VirtualSystemManagementService
    '', '<INSTANCE', '<INSTANCE CLASSNAME="Msvm_ComputerSystem"></INSTANCE>', '<INSTANCE CLASSNAME="Msvm_VirtualSystemSettingData"></INSTANCE>' | % { $m.ModifySystemSettings($_).ReturnValue }`,
    () => '32773\n'.repeat(4),
  ],
  [
    'Get-CimInstance and Invoke-CimMethod',
    `$s = gwmi -n ${V2} Msvm_VirtualSystemSettingData -Filter "ElementName = 'web1'"; $s.LowMmioGapSize = 512
    $m = Get-CimInstance -Namespace root/virtualization/v2 -ClassName Msvm_VirtualSystemManagementService
    (Invoke-CimMethod -InputObject $m -MethodName ModifySystemSettings -Arguments @{ SystemSettings = $s.GetText(1) }).ReturnValue
    (gcim -n root/virtualization/v2 Msvm_VirtualSystemSettingData -Filter "ElementName = 'web1'").LowMmioGapSize`,
    () => '0\n512\n',
  ],
  [
    'memory of the host in kilobytes',
    `$o = gwmi Win32_OperatingSystem; $o.TotalVisibleMemorySize * 1KB -eq (Get-VMHost).MemoryCapacity; $o.FreePhysicalMemory -gt 0 -and $o.FreePhysicalMemory -lt $o.TotalVisibleMemorySize`,
    () => 'True\nTrue\n',
  ],
];

describe('scripts', () => {
  test.each(scripts)('%s', async (_, script, stdout) => {
    const lab = await twoMachines();
    expect(await runLabScript(lab, script)).toEqual({ stdout: stdout(lab), stderr: '', exitCode: 0 });
  });
});

const OLD = 'GetWMIManagementException,Microsoft.PowerShell.Commands.GetWmiObjectCommand';
const NEW = 'Microsoft.Management.Infrastructure.CimCmdlets.GetCimInstanceCommand';
const failures: readonly (readonly [script: string, id: string, message: string, category: string])[] = [
  ['gwmi Win32_Nope', OLD, 'Invalid class "Win32_Nope"', 'InvalidType: (:) [Get-WmiObject], ManagementException'],
  [
    'gwmi Msvm_ComputerSystem',
    OLD,
    'Invalid class "Msvm_ComputerSystem"',
    'InvalidType: (:) [Get-WmiObject], ManagementException',
  ],
  [
    'gwmi -n root\\nope X',
    OLD,
    'Invalid namespace "root\\nope"',
    'InvalidArgument: (:) [Get-WmiObject], ManagementException',
  ],
  [
    'gwmi -Query "select from"',
    OLD,
    'Invalid query "select from"',
    'InvalidArgument: (:) [Get-WmiObject], ManagementException',
  ],
  [
    'gwmi Win32_OperatingSystem -Filter "Nope = 1"',
    OLD,
    'Invalid query "select * from Win32_OperatingSystem where Nope = 1"',
    'InvalidArgument: (:) [Get-WmiObject], ManagementException',
  ],
  [
    'gwmi Win32_OperatingSystem -ComputerName elsewhere',
    'GetWMICOMException,Microsoft.PowerShell.Commands.GetWmiObjectCommand',
    'The RPC server is unavailable. (Exception from HRESULT: 0x800706BA)',
    'InvalidOperation: (:) [Get-WmiObject], COMException',
  ],
  [
    'gcim Win32_Nope',
    `HRESULT 0x80041010,${NEW}`,
    'Invalid class ',
    'MetadataError: (root\\cimv2:Win32_Nope:String) [Get-CimInstance], CimException',
  ],
  [
    'gcim -Namespace root/nope X',
    `HRESULT 0x8004100e,${NEW}`,
    'Invalid namespace ',
    'MetadataError: (root/nope:X:String) [Get-CimInstance], CimException',
  ],
];

describe('errors', () => {
  test.each(failures)('%s', async (script, id, message, category) => {
    const lab = await TestLab.make();
    const show = `$e = $Error[0]; $e.FullyQualifiedErrorId; $e.Exception.Message; "$($e.CategoryInfo)"`;
    const result = await runLabScript(lab, `${script} -ErrorAction SilentlyContinue; ${show}`);
    expect(result.stdout).toBe(`${id}\n${message}\n${category}\n`);
  });

  test.each([
    [
      '(gwmi -n root\\virtualization\\v2 Msvm_VirtualSystemManagementService).DestroySystem(1)',
      'is not available in this simulation',
    ],
    ['(gwmi Win32_OperatingSystem).Put()', 'is not available in this simulation'],
    ['(gwmi Win32_OperatingSystem).Nope()', "does not contain a method named 'Nope'"],
    ['(gwmi Win32_OperatingSystem).GetText(0)', 'is not available in this simulation'],
    ['(gwmi Win32_OperatingSystem).__CLASS = 1', "'__CLASS' is a ReadOnly property."],
    ['gwmi -n root\\virtualization\\v2 Msvm_ComputerSystem -Credential x', "matches parameter name 'Credential'"],
  ])('%s', async (script, text) => {
    const lab = await TestLab.make();
    const result = await runLabScript(lab, `try { ${script} } catch { "$_" }`);
    expect(result.stdout).toContain(text);
  });
});

test('a script file of `hyperv -File`, and what it leaves', async () => {
  const lab = await twoMachines();
  const file = join(temporary(), 'gap.ps1');
  writeFileSync(file, `${GAP}\nforeach ($size in 1024, 64, 3585) { (SetGap $size web1 HV01) -eq 0 }\n`);
  let stdout = '';
  const code = await runScript(['-File', file], {
    terminal: {
      out: (text) => {
        stdout += text;
      },
      err: (text) => {
        throw new Error(text);
      },
      hints: false,
      color: false,
    },
    world: async () => lab.world,
  });
  expect([stdout, code]).toEqual(['True\nFalse\nFalse\n', 0]);
  expect(lab.vm('web1').doc.lowMmioGap).toBe(GB);
});

import { describe, expect, test } from '@jest/globals';
import { TestLab } from '../support/lab.ts';
import { runLabScript as run } from '../support/script.ts';

const scripts: readonly (readonly [name: string, script: string, stdout: string])[] = [
  [
    'a loop over machines',
    '1..3 | % { $null = New-VM "web$_" -MemoryStartupBytes 512MB }; (Get-VM web*).Name -join \',\'',
    'web1,web2,web3\n',
  ],
  [
    'objects are live and states compare with text and members',
    '$vm = New-VM a -MemoryStartupBytes 512MB; "$($vm.State)"; Start-VM a; $vm.State -eq \'Running\'; $vm.State -eq [Microsoft.HyperV.PowerShell.VMState]::Running',
    'Off\nTrue\nTrue\n',
  ],
  [
    'an error that is caught',
    'try { Get-VM nope -ErrorAction Stop } catch { "caught: $_" }',
    'caught: Hyper-V was unable to find a virtual machine with name "nope".\n',
  ],
  [
    'the state of the last command',
    'Get-VM nope -ErrorAction SilentlyContinue; $?; $Error.Count; $null = Get-VM; $?',
    'False\n1\nTrue\n',
  ],
  [
    'machines through a pipeline',
    '$null = New-VM b -MemoryStartupBytes 1GB; Get-VM b | Set-VMMemory -StartupBytes 2GB; (Get-VM b | Get-VMMemory).Startup / 1GB',
    '2\n',
  ],
  ['a splatted table', "$p = @{ Name = 'c'; MemoryStartupBytes = 1GB; Generation = 2 }; (New-VM @p).Generation", '2\n'],
  ['a qualified name', '$null = New-VM d -MemoryStartupBytes 1GB; (Hyper-V\\Get-VM d).Name', 'd\n'],
  [
    'waiting lets the time of the lab pass',
    '$a = Get-Date; Start-Sleep -Seconds 90; [int]((Get-Date) - $a).TotalSeconds',
    '90\n',
  ],
  ['exit', "'x'; exit 7", 'x\n'],
];

describe('scripts with cmdlets', () => {
  test.each(scripts)('%s', async (name, script, stdout) => {
    const lab = await TestLab.make();
    const result = await run(lab, script);
    expect(result).toEqual({ stdout, stderr: '', exitCode: name === 'exit' ? 7 : 0 });
  });

  test('a syntax error runs nothing', async () => {
    const lab = await TestLab.make();
    const result = await run(lab, "'before'\nif (");
    expect(result.stdout).toBe('');
    expect(result.exitCode).toBe(1);
    expect(result.stderr).toContain('test.ps1:2');
  });

  test('thousands of nested calls work, endless ones are an error', async () => {
    const lab = await TestLab.make();
    const result = await run(
      lab,
      'function f($n) { if ($n) { f ($n - 1) } else { "deep" } }; f 5000; function g { g }; try { g } catch { $_.FullyQualifiedErrorId }',
    );
    expect(result.stdout).toBe('deep\nCallDepthOverflow\n');
  });
});

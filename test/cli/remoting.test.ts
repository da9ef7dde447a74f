/** Scripts that reach the other hosts of the lab: Invoke-Command, PSSession, CimSession, -AsJob. */
import { describe, expect, test } from '@jest/globals';
import { TestLab } from '../support/lab.ts';
import { runLabScript as run } from '../support/script.ts';

const VMS =
  '$null = New-VM a -MemoryStartupBytes 512MB; $null = New-VM b -MemoryStartupBytes 512MB -ComputerName HV02;';
const CREDENTIAL = "$cred = [pscredential]::new('u', (ConvertTo-SecureString 'p' -AsPlainText -Force));";

const scripts: readonly (readonly [name: string, script: string, stdout: string])[] = [
  [
    'here',
    '1,2 | Invoke-Command { param($x) "$x $input" } -ArgumentList 3; $y = 1; Invoke-Command { $y = 2 }; $y; Invoke-Command { $y = 2 } -NoNewScope; $y',
    '3 1 2\n1\n2\n',
  ],
  [
    'on another host its own machines are the local ones',
    `${VMS} Invoke-Command -ComputerName HV02 { (Get-VM).Name; $env:COMPUTERNAME; (Get-VMHost).Name }`,
    'b\nHV02\nHV02\n',
  ],
  [
    'copies that tell where they came from',
    `${VMS} $r = Invoke-Command HV01,HV02 { Get-VM }; $r | % { "$($_.Name) $($_.PSComputerName) $($_.PSObject.TypeNames[0])" }; $r[0].RunspaceId.GetType().Name`,
    'a HV01 Deserialized.Microsoft.HyperV.PowerShell.VirtualMachine\nb HV02 Deserialized.Microsoft.HyperV.PowerShell.VirtualMachine\nGuid\n',
  ],
  [
    'shown as there, with the computer',
    `${VMS} (Invoke-Command HV02 { Get-VM } | Out-String -Width 200).Trim(); Invoke-Command HV02 { [pscustomobject]@{ x = 1 } } -HideComputerName | % { $_.PSObject.Properties.Name -join ',' }`,
    'Name State CPUUsage(%) MemoryAssigned(M) Uptime   Status             Version PSComputerName\n---- ----- ----------- ----------------- ------   ------             ------- --------------\nb    Off   0           0                 00:00:00 Operating normally 10.0    HV02\nx,PSComputerName,RunspaceId,PSShowComputerName\n',
  ],
  [
    'computers work side by side',
    '$a = Get-Date; (Invoke-Command HV01,HV02 { Start-Sleep 5; 1 } | Measure-Object).Count; [int]((Get-Date) - $a).TotalSeconds; (Invoke-Command HV01,HV02 -ThrottleLimit 1 { Start-Sleep 5; 1 } | Measure-Object).Count; [int]((Get-Date) - $a).TotalSeconds',
    '2\n5\n2\n15\n',
  ],
  [
    'variables, arguments and input go along as copies',
    '$h = @{ k = 7 }; $v = \'v\'; 5 | Invoke-Command HV02 { param($x) "$x $using:v $($using:h.k) $input"; ($using:h).k = 8 } -ArgumentList z; $h.k',
    'z v 7 5\n7\n',
  ],
  [
    'a session keeps its variables and functions',
    '$s = New-PSSession HV02 -Name s1; Invoke-Command $s { $y = 5; function f { "f$y" } }; Invoke-Command -Session $s { f }; (Get-PSSession).Name; $s.ComputerName; "$($s.State) $($s.Availability)"; Remove-PSSession $s; $s.State; @(Get-PSSession).Count',
    'f5\ns1\nHV02\nOpened Available\nClosed\n0\n',
  ],
  [
    'as a job',
    `${VMS} $j = Invoke-Command HV01,HV02 { Start-Sleep 3; (Get-VM).Name } -AsJob -JobName jj; "$($j.Name) $($j.State) $($j.PSJobTypeName) $($j.Location)"; ($j.ChildJobs | % Location) -join ','; $null = Wait-Job $j; (Receive-Job $j) -join ','`,
    'jj Running RemoteJob HV01,HV02\nHV01,HV02\na,b\n',
  ],
  [
    'what is thrown there is caught here; what is said there is said here',
    'try { Invoke-Command HV02 { throw \'there\' } } catch { "$_ $($_.Exception.GetType().Name)" }; Invoke-Command HV02 { Write-Warning w; Write-Error e; \'o\' } 2>&1 3>&1 | % { "$($_.GetType().Name) $_" }',
    'there RemoteException\nWarningRecord w\nErrorRecord e\nString o\n',
  ],
  [
    '-CimSession reaches the host of the session',
    `${VMS} $c = New-CimSession HV02; (Get-VM -CimSession $c).Name; (Get-VM -CimSession (Get-VM a).CimSession).Name; $c.Id, $c.ComputerName, $c.Protocol -join ' '; (Get-CimSession).Name; Remove-CimSession $c; @(Get-CimSession).Count`,
    'b\na\n1 HV02 WSMAN\nCimSession1\n0\n',
  ],
];

const errors: readonly (readonly [script: string, id: string])[] = [
  ['Invoke-Command nosuch { 1 }', 'NetworkPathNotFound,PSSessionStateBroken'],
  ['New-PSSession nosuch', 'NetworkPathNotFound,PSSessionStateBroken'],
  [
    '$s = New-PSSession HV02; Remove-PSSession $s; Invoke-Command $s { 1 }',
    'RunspaceNotInOpenedState,Microsoft.PowerShell.Commands.InvokeCommandCommand',
  ],
  ['Get-PSSession -Id 7', 'PSSessionIdNotFound,Microsoft.PowerShell.Commands.GetPSSessionCommand'],
  [
    `${VMS} ${CREDENTIAL} Invoke-Command -VMName a -Credential $cred { 1 }`,
    'InvalidVMState,Microsoft.PowerShell.Commands.InvokeCommandCommand',
  ],
  [
    `${CREDENTIAL} Invoke-Command -VMName zz -Credential $cred { 1 }`,
    'InvalidVMNameNotSingle,Microsoft.PowerShell.Commands.InvokeCommandCommand',
  ],
  [`${VMS} ${CREDENTIAL} Start-VM a; Invoke-Command -VMName a -Credential $cred { 1 }`, '2100,PSSessionStateBroken'],
  [
    '$c = New-CimSession HV02; Remove-CimSession $c; Get-VM -CimSession $c',
    'ObjectDisposed,Microsoft.HyperV.PowerShell.Commands.GetVM',
  ],
  [
    'Invoke-Command -HostName x { 1 }',
    'RemotingTransportNotAvailable,Microsoft.PowerShell.Commands.InvokeCommandCommand',
  ],
  ['Enter-PSSession HV02', 'EnterPSSessionNotAvailable,Microsoft.PowerShell.Commands.EnterPSSessionCommand'],
];

describe('other computers', () => {
  test.each(scripts)('%s', async (_, script, stdout) => {
    const lab = await TestLab.make({ name: 'HV01' }, [{ name: 'HV02' }]);
    expect(await run(lab, script)).toEqual({ stdout, stderr: '', exitCode: 0 });
  });

  test.each(errors)('%s', async (script, id) => {
    const lab = await TestLab.make({ name: 'HV01' }, [{ name: 'HV02' }]);
    const { stdout } = await run(
      lab,
      `$Error.Clear(); try { ${script} 2>$null | Out-Null } catch { }; $Error[0].FullyQualifiedErrorId`,
    );
    expect(stdout).toBe(`${id}\n`);
  });
});

/** Jobs on the lab's clock: what runs side by side takes as long as the longest, and every run gives the same. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { TestLab } from '../support/lab.ts';
import { runLabScript as run } from '../support/script.ts';

const folder = mkdtempSync(join(tmpdir(), 'hv'));
afterAll(() => rmSync(folder, { recursive: true }));

const T0 = '$t0 = Get-Date; function sec { [int]((Get-Date) - $t0).TotalSeconds };';

const scripts: readonly (readonly [name: string, script: string, stdout: string])[] = [
  [
    'jobs sleep side by side',
    `${T0} $j = 1..4 | % { Start-Job { Start-Sleep 10; $using:_ } }; $j | Wait-Job | Receive-Job; sec`,
    '1\n2\n3\n4\n10\n',
  ],
  [
    'a job goes on while the script sleeps',
    `${T0} $j = Start-Job { Start-Sleep 5; 'x' }; $j.State; Start-Sleep 2; $j.State; Start-Sleep 4; $j.State; sec; Receive-Job $j; $j.HasMoreData`,
    'Running\nRunning\nCompleted\n6\nx\nFalse\n',
  ],
  [
    'a job that never ends: Wait-Job gives up, Stop-Job stops it',
    `${T0} $j = Start-Job { while ($true) { } }; Wait-Job $j -Timeout 3; sec; Stop-Job $j; $j.State; "$($j.JobStateInfo)"`,
    '3\nStopped\nStopped\n',
  ],
  [
    'a stopped job runs what stands in finally',
    "$j = Start-Job { try { Start-Sleep 100 } catch { 'caught' } finally { 'finally' } }; Start-Sleep 1; Stop-Job $j; Receive-Job $j",
    'finally\n',
  ],
  [
    'a script that only looks at the state',
    "$j = Start-Job { Start-Sleep 1; 'x' }; while ($j.State -eq 'Running') { }; $j.State; $k = Start-Job { Start-Sleep 1 }; while ((Get-Job -Id $k.Id).State -eq 'Running') { }; $k.State",
    'Completed\nCompleted\n',
  ],
  [
    'the first of several',
    "$a = Start-Job -Name slow { Start-Sleep 9 }; $b = Start-Job -Name fast { Start-Sleep 1 }; (Wait-Job $a, $b -Any).Name; (Wait-Job $a, $b -Timeout 1).Name; (Wait-Job $a, $b).Name -join ','",
    'fast\nslow,fast\n',
  ],
  [
    'everything that a job says comes back in order',
    "$j = Start-Job { 'out'; Write-Host 'host'; Write-Warning 'w'; Write-Error 'e'; 'last' }; Wait-Job $j | Out-Null; Receive-Job $j 2>&1 3>&1 6>&1 | % { \"$($_.GetType().Name): $_\" }; $j.ChildJobs[0].Error.Count",
    'String: out\nInformationRecord: host\nWarningRecord: w\nErrorRecord: e\nString: last\n0\n',
  ],
  [
    'what ended a job',
    "$j = Start-Job { 'a'; throw 'no' } | Wait-Job; $j.State; $j.ChildJobs[0].JobStateInfo.Reason.Message; 1..2 | % { Receive-Job $j -ErrorVariable e -ErrorAction SilentlyContinue; $e[0].Exception.GetType().Name }",
    'Failed\nno\na\nRemoteException\nRemoteException\n',
  ],
  [
    'objects from a job are copies',
    '$null = New-VM a -MemoryStartupBytes 1GB; $r = Start-Job { Get-VM a } | Receive-Job -Wait -AutoRemoveJob; $r.Name; $r.PSObject.TypeNames[0]; @(Get-Job).Count',
    'a\nDeserialized.Microsoft.HyperV.PowerShell.VirtualMachine\n0\n',
  ],
  [
    'machines start side by side',
    `1..3 | % { $null = New-VM "w$_" -MemoryStartupBytes 512MB }; $j = 1..3 | % { Start-Job { Start-VM "w$using:_"; (Get-VM "w$using:_").State } }; ($j | Wait-Job | Receive-Job) -join ','`,
    'Running,Running,Running\n',
  ],
  [
    'names, numbers and children',
    "$j = Start-Job -Name n { 1 }; $k = Start-Job { 2 }; $j.Id, $k.Id, $k.Name, $j.ChildJobs[0].Name -join ','; (Get-Job | % Id) -join ','; (Get-Job -IncludeChildJob | % Id) -join ','; (Get-Job n*).Name; (Get-Job -Newest 1).Id",
    '1,3,Job3,Job2\n1,3\n1,2,3,4\nn\n3\n',
  ],
  [
    'thread jobs share objects and keep to their limit',
    `${T0} $h = @{}; 1..7 | % { Start-ThreadJob { Start-Sleep 2; ($using:h)[$using:_] = 1 } } | Wait-Job | Remove-Job; $h.Count; sec`,
    '7\n4\n',
  ],
  [
    'the background operator takes variables along',
    '$x = 20; $j = $x + 1 &; $j.PSJobTypeName; $j | Wait-Job | Receive-Job',
    'BackgroundJob\n21\n',
  ],
  [
    '-Parallel: results as they come, so many at a time',
    `${T0} (1..6 | ForEach-Object -Parallel { Start-Sleep (7 - $_); $_ }) -join ' '; sec; (1..6 | ForEach-Object -ThrottleLimit 2 -Parallel { Start-Sleep 1; $_ }) -join ' '; sec`,
    '5 4 6 3 2 1\n6\n1 2 3 4 5 6\n9\n',
  ],
  [
    '-Parallel: variables',
    `$a = 5; 1 | ForEach-Object -Parallel { "[$a] $using:a $_ $PSItem $($args.Count)" }; 1..2 | ForEach-Object -Parallel { $x = $_; 1..2 | ForEach-Object -Parallel { "$using:x$_" } }`,
    '[] 5 1 1 0\n11\n12\n21\n22\n',
  ],
  [
    '-Parallel: the time is up',
    `${T0} 1..2 | ForEach-Object -Parallel { Start-Sleep 10; $_ } -TimeoutSeconds 3 2>&1 | % { $_.FullyQualifiedErrorId }; sec`,
    'PSTaskException\nPSTaskException\n3\n',
  ],
  [
    '-Parallel -AsJob: a child for every object',
    "$j = 1..3 | ForEach-Object -Parallel { $_; if ($_ -eq 2) { throw 'bad' } } -AsJob; $j.PSJobTypeName; $null = Wait-Job $j; $j.State; ($j.ChildJobs | % State) -join ','; Receive-Job $j 2>&1 | % { \"$_\" }",
    'PSTaskJob\nFailed\nCompleted,Failed,Completed\n1\n2\nbad\n3\n',
  ],
  [
    '-AsJob: machines start side by side, the job has what the cmdlet says',
    "1..3 | % { $null = New-VM \"w$_\" -MemoryStartupBytes 512MB }; $j = Get-VM | Start-VM -AsJob -Passthru; ($j | % State) -join ','; (Get-VM | % State) -join ','; $null = $j | Wait-Job; ($j | Receive-Job | % { \"$($_.Name) $($_.State)\" }) -join ','",
    'Running,Running,Running\nOff,Off,Off\nw1 Running,w2 Running,w3 Running\n',
  ],
  [
    '-AsJob: a refusal is in the job',
    '$j = Stop-VM nope -AsJob; $j.State; $null = Wait-Job $j; $j.State; Receive-Job $j 2>&1 | % { $_.FullyQualifiedErrorId }; @($j.Error).Count',
    'Running\nFailed\nObjectNotFound,Microsoft.HyperV.PowerShell.Commands.StopVM\n0\n',
  ],
  [
    '-AsJob: work on disks',
    `$f = "${join(folder, 'a.vhdx')}"; $j = New-VHD $f -SizeBytes 20MB -AsJob; Test-Path $f; while ($j.State -eq 'Running') { Start-Sleep 1 }; (Receive-Job $j).Size; Test-Path $f`,
    'False\n20971520\nTrue\n',
  ],
  [
    '-AsJob: stopping one that waits',
    '$null = New-VM w -MemoryStartupBytes 512MB; $j = Wait-VM w -AsJob -Timeout 500; $a = Get-Date; Start-Sleep 2; Stop-Job $j; $j.State; [int]((Get-Date) - $a).TotalSeconds',
    'Stopped\n2\n',
  ],
  [
    '-AsJob under -WhatIf makes no job',
    '$null = New-VM w -MemoryStartupBytes 512MB; Start-VM w -AsJob -WhatIf; @(Get-Job).Count',
    'What if: Start-VM will start the virtual machine "w".\n0\n',
  ],
];

/** Errors of the commands on jobs, by their ids. */
const errors: readonly (readonly [script: string, id: string])[] = [
  ['Get-Job -Id 99', 'JobWithSpecifiedSessionNotFound,Microsoft.PowerShell.Commands.GetJobCommand'],
  ['Get-Job -Name nosuch', 'JobWithSpecifiedNameNotFound,Microsoft.PowerShell.Commands.GetJobCommand'],
  ['Stop-Job -Id 7', 'JobWithSpecifiedSessionNotFound,Microsoft.PowerShell.Commands.StopJobCommand'],
  [
    'Remove-Job (Start-Job { sleep 9 })',
    'JobObjectNotFinishedCannotBeRemoved,Microsoft.PowerShell.Commands.RemoveJobCommand',
  ],
  [
    'Remove-Job (Start-Job { 1 } | Wait-Job).ChildJobs[0]',
    'CannotRemoveJob,Microsoft.PowerShell.Commands.RemoveJobCommand',
  ],
  ['Receive-Job (Start-Job { 1 }) -AutoRemoveJob', 'InvalidOperation,Microsoft.PowerShell.Commands.ReceiveJobCommand'],
  [
    'Receive-Job (Start-Job { 1 }) -Wait -Keep',
    'ParameterBindingFailed,Microsoft.PowerShell.Commands.ReceiveJobCommand',
  ],
  ['Start-Job { $using:nosuch }', 'UsingVariableIsUndefined,Microsoft.PowerShell.Commands.StartJobCommand'],
  ['$using:x', 'UsingWithoutInvokeCommand'],
  [
    '{ 1 } | ForEach-Object -Parallel { 1 }',
    'ParallelPipedInputObjectCannotBeScriptBlock,Microsoft.PowerShell.Commands.ForEachObjectCommand',
  ],
  [
    '1 | ForEach-Object -Parallel { 1 } -AsJob -TimeoutSeconds 1',
    'ParallelCannotUseTimeoutWithJob,Microsoft.PowerShell.Commands.ForEachObjectCommand',
  ],
  [
    '1 | ForEach-Object -Parallel { 1 } -ErrorAction Stop',
    'ParallelCommonParametersNotSupported,Microsoft.PowerShell.Commands.ForEachObjectCommand',
  ],
];

describe('jobs', () => {
  test.each(scripts)('%s', async (_, script, stdout) => {
    const lab = await TestLab.make();
    expect(await run(lab, script)).toEqual({ stdout, stderr: '', exitCode: 0 });
  });

  test.each(errors)('%s', async (script, id) => {
    const lab = await TestLab.make();
    const { stdout } = await run(
      lab,
      `$Error.Clear(); try { ${script} 2>$null | Out-Null } catch { }; $Error[0].FullyQualifiedErrorId`,
    );
    expect(stdout).toBe(`${id}\n`);
  });
});

/** Parameters of settings, walked: what is set is what the object shows; sentences of -WhatIf; host profiles. */
import { describe, expect, test } from '@jest/globals';
import { findProfile, PROFILE_IDS, profiles } from '../../src/host/profiles.ts';
import { MB, TestLab } from '../support/lab.ts';

/** The first object of `line` as JSON. */
async function json(lab: TestLab, line: string): Promise<Record<string, unknown>> {
  const result = await lab.run(`${line} --json -WarningAction SilentlyContinue`);
  return JSON.parse(result.stdout);
}

describe('Set-VM', () => {
  test.each([
    ['-ProcessorCount 4', 'ProcessorCount', 4],
    ['-DynamicMemory', 'DynamicMemoryEnabled', true],
    ['-StaticMemory', 'DynamicMemoryEnabled', false],
    ['-MemoryMinimumBytes 256MB', 'MemoryMinimum', 256 * MB],
    ['-MemoryMaximumBytes 4GB', 'MemoryMaximum', 4096 * MB],
    ['-MemoryStartupBytes 2GB', 'MemoryStartup', 2048 * MB],
    ['-AutomaticStartAction Start', 'AutomaticStartAction', 4],
    ['-AutomaticStopAction ShutDown', 'AutomaticStopAction', 4],
    ['-AutomaticStartDelay 30', 'AutomaticStartDelay', 30],
    ['-AutomaticCriticalErrorAction None', 'AutomaticCriticalErrorAction', 0],
    ['-AutomaticCriticalErrorActionTimeout 5', 'AutomaticCriticalErrorActionTimeout', 5],
    ['-AutomaticCheckpointsEnabled $true', 'AutomaticCheckpointsEnabled', true],
    ['-LockOnDisconnect On', 'LockOnDisconnect', 0],
    ["-Notes 'for tests'", 'Notes', 'for tests'],
    ['-NewVMName other', 'Name', 'other'],
    ['-SnapshotFileLocation C:\\snap', 'SnapshotFileLocation', 'C:\\snap'],
    ['-SmartPagingFilePath C:\\page', 'SmartPagingFilePath', 'C:\\page'],
    ['-CheckpointType ProductionOnly', 'CheckpointType', 4],
    ['-EnhancedSessionTransportType HvSocket', 'EnhancedSessionTransportType', 1],
    ['-GuestControlledCacheTypes $true', 'GuestControlledCacheTypes', true],
    ['-LowMemoryMappedIoSpace 1GB', 'LowMemoryMappedIoSpace', 1024 * MB],
    ['-HighMmioGapSize 2GB', 'HighMemoryMappedIoSpace', 2048 * MB],
    ['-BatteryPassthroughEnabled $false', 'BatteryPassthroughEnabled', false],
  ])('%s', async (words, property, value) => {
    const lab = await TestLab.make();
    await lab.ok('New-VM v -MemoryStartupBytes 1GB');
    expect((await json(lab, `Set-VM v ${words} -Passthru`))[property]).toEqual(value);
    const name = words.includes('NewVMName') ? 'other' : 'v';
    expect((await json(lab, `Get-VM ${name}`))[property]).toEqual(value);
  });
});

describe('Set-VMProcessor', () => {
  test.each([
    ['-Count 2', 'Count', 2],
    ['-CompatibilityForMigrationEnabled $true', 'CompatibilityForMigrationEnabled', true],
    ['-CompatibilityForOlderOperatingSystemsEnabled $true', 'CompatibilityForOlderOperatingSystemsEnabled', true],
    ['-HwThreadCountPerCore 1', 'HwThreadCountPerCore', 1],
    ['-Maximum 75', 'Maximum', 75],
    ['-Reserve 10', 'Reserve', 10],
    ['-RelativeWeight 200', 'RelativeWeight', 200],
    ['-MaximumCountPerNumaNode 8', 'MaximumCountPerNumaNode', 8],
    ['-MaximumCountPerNumaSocket 2', 'MaximumCountPerNumaSocket', 2],
    ['-ResourcePoolName primordial', 'ResourcePoolName', 'Primordial'],
    ['-EnableHostResourceProtection $true', 'EnableHostResourceProtection', true],
    ['-ExposeVirtualizationExtensions $true', 'ExposeVirtualizationExtensions', true],
    ['-Perfmon pmu,Ipt', 'EnablePerfmonIpt', true],
    ['-EnableLegacyApicMode $true', 'EnableLegacyApicMode', true],
    ['-AllowACountMCount $false', 'AllowACountMCount', false],
  ])('%s', async (words, property, value) => {
    const lab = await TestLab.make();
    await lab.ok('New-VM v');
    expect((await json(lab, `Set-VMProcessor v ${words} -Passthru`))[property]).toEqual(value);
    expect((await json(lab, 'Get-VMProcessor v'))[property]).toEqual(value);
  });

  test.each(['-ResourcePoolName Other', '-Reserve 101', '-Maximum -1', '-Reserve 50 -Maximum 40', '-RelativeWeight 0'])(
    'refuses %s',
    async (words) => {
      const lab = await TestLab.make();
      await lab.ok('New-VM v');
      const before = lab.vm('v').doc;
      expect((await lab.run(`Set-VMProcessor v ${words.replace(/ -(\d)/, ':-$1')}`)).exitCode).toBe(1);
      expect(lab.vm('v').doc).toEqual(before);
    },
  );

  test('weights may change while running, counts may not', async () => {
    const lab = await TestLab.make();
    await lab.ok('New-VM v', 'Start-VM v', 'Set-VMProcessor v -Reserve 10 -Maximum 50 -RelativeWeight 300');
    expect((await lab.run('Set-VMProcessor v -CompatibilityForMigrationEnabled $true')).exitCode).toBe(1);
  });
});

test('what each cmdlet would do', async () => {
  const lab = await TestLab.make();
  await lab.ok('New-VM v', 'Start-VM v');
  const sentences: Record<string, string> = {
    'Stop-VM v': 'Stop-VM will shut down the virtual machine "v".',
    'Stop-VM v -TurnOff': 'Stop-VM will turn off the virtual machine "v".',
    'Stop-VM v -Save': 'Stop-VM will save the virtual machine "v".',
    'Start-VM v': 'Start-VM will start the virtual machine "v".',
    'Save-VM v': 'Save-VM will save the virtual machine "v".',
    'Suspend-VM v': 'Suspend-VM will suspend the virtual machine "v".',
    'Resume-VM v': 'Resume-VM will resume the virtual machine "v".',
    'Restart-VM v': 'Restart-VM will restart the virtual machine "v".',
    'Remove-VM v': 'Remove-VM will remove virtual machine "v".',
    'Rename-VM v w': 'Rename-VM will rename the virtual machine "v".',
    'Set-VM v -Notes x': 'Set-VM will configure the virtual machine "v".',
    'Set-VMMemory v -Buffer 9': 'Set-VMMemory will configure the memory settings of the virtual machine "v".',
    'Set-VMProcessor v -Reserve 9': 'Set-VMProcessor will configure the processor settings of the virtual machine "v".',
  };
  const before = lab.vm('v').doc;
  for (const [line, sentence] of Object.entries(sentences)) {
    expect(await lab.ok(`${line} -WhatIf`)).toBe(`What if: ${sentence}\n`);
  }
  expect(lab.vm('v').doc).toEqual(before);
});

describe('host profiles', () => {
  test.each(PROFILE_IDS)('%s makes and starts a machine of either generation with its defaults', async (profile) => {
    const facts = profiles[profile];
    expect(facts.configurationVersions.at(-1)).toBe(facts.defaultVersion);
    expect(findProfile(`Windows Server ${profile.replace('R2', ' R2')}`)).toBe(facts);
    const lab = await TestLab.make({ profile });
    await lab.ok('New-VM one', 'New-VM two -Generation 2', 'Start-VM one,two');
    const { doc } = lab.vm('one');
    const [low, high] = facts.limits.lowMmioGap;
    expect(doc.lowMmioGap).toBeGreaterThanOrEqual(low);
    expect(doc.lowMmioGap).toBeLessThanOrEqual(high);
    expect(doc).toMatchObject({ version: facts.defaultVersion, checkpointType: facts.defaults.checkpointType });
    expect(lab.vm('two').doc.controllers.map((c) => c.type)).toEqual(['SCSI']);
    expect(doc.controllers.map((c) => `${c.type}${c.number}`)).toEqual(['IDE0', 'IDE1', 'SCSI0']);
  });
});

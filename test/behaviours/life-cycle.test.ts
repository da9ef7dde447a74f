/** Rows GEN, LC of the acceptance checks of public test suites, as far as one command line at a time reaches. */
import { existsSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { findVms } from '../../src/host/find.ts';
import { LiveVm } from '../../src/objects/live-vm.ts';
import { TestLab } from '../support/lab.ts';
import { temporary } from '../support/temporary.ts';

const NOT_FOUND = 'Hyper-V was unable to find a virtual machine with name "x".';

/** The machine as an object that a script keeps. */
async function kept(lab: TestLab, name: string): Promise<LiveVm> {
  await lab.world.prepare();
  const columns = lab.world.readNow(lab.hostId, (host) => host.columns(findVms(host, name)[0] ?? ''));
  if (!columns) throw new Error(`no machine ${name}`);
  const place = { world: lab.world, hostId: lab.hostId, computerName: 'HV01', lacks: new Set<string>() };
  return new LiveVm(place, columns);
}

describe('GEN', () => {
  test('GEN-01: a kept object shows the present without Get-VM', async () => {
    const lab = await TestLab.make();
    await lab.machine('v');
    const vm = await kept(lab, 'v');
    expect([vm.state, vm.memoryAssigned, vm.uptime]).toEqual(['Off', 0, 0]);
    await lab.boot('v');
    expect([vm.state, vm.memoryAssigned]).toEqual(['Running', 1 << 30]);
    expect(vm.uptime).toBeGreaterThan(0);
    const before = vm.uptime;
    await lab.advance(60);
    expect(vm.uptime).toBe(before + 60e6);
    await lab.ok('Stop-VM v -TurnOff', 'Remove-VM v -Force');
    expect(vm.isDeleted).toBe(true);
  });

  test('GEN-02: addresses of an adapter fetched before the guest has one appear later', async () => {
    const lab = await TestLab.make();
    await lab.machine('v');
    const [adapter] = (await kept(lab, 'v')).networkAdapters;
    expect(adapter?.ipAddresses).toEqual([]);
    await lab.boot('v');
    await lab.advance(60);
    const id = lab.id('v');
    await lab.world.change(lab.hostId, (host) => {
      // What the KVP daemon of a guest with a network answers.
      host.vm(id).doc.run!.kvp['NetworkAddressIPv4'] = '10.0.0.4';
    });
    expect(adapter?.ipAddresses).toEqual(['10.0.0.4']);
  });

  test('GEN-04, GEN-05: a name that nothing bears', async () => {
    const lab = await TestLab.make();
    const silent = await lab.run('Get-VM -Name x -ErrorAction SilentlyContinue');
    expect(silent).toMatchObject({ stdout: '', stderr: '', exitCode: 1 });
    const loud = await lab.run('Get-VM -Name x');
    expect(loud).toMatchObject({ stdout: '', stderr: `Get-VM: ${NOT_FOUND}\n`, exitCode: 1 });
  });

  test('GEN-06: the guest answers only after a boot delay', async () => {
    const lab = await TestLab.make();
    await lab.machine('v');
    await lab.ok('Start-VM v');
    expect(lab.vm('v').heartbeat).toBe('NoContact');
    const started = lab.now;
    await lab.ok('Wait-VM v -For Heartbeat -Timeout 600');
    expect((lab.now - started) / 1e6).toBeGreaterThan(5);
    expect(lab.vm('v').heartbeat).toBe('OkApplicationsUnknown');
  });

  test('GEN-07: idle machines operate normally', async () => {
    const lab = await TestLab.make();
    await lab.machine('v');
    expect(lab.vm('v').status).toBe('Operating normally');
    await lab.boot('v');
    expect(lab.vm('v').status).toBe('Operating normally');
  });

  test('GEN-08: a failure shows in the exit code and its text', async () => {
    const lab = await TestLab.make();
    expect(await lab.run('Start-VM x')).toMatchObject({ exitCode: 1, stderr: `Start-VM: ${NOT_FOUND}\n` });
  });
});

describe('LC', () => {
  test('LC-01, LC-02: starting, and starting again', async () => {
    const lab = await TestLab.make();
    await lab.machine('v');
    await lab.ok('Start-VM -Name v -ComputerName HV01');
    expect(lab.vm('v').state).toBe('Running');
    await lab.ok('Wait-VM v -For Heartbeat');
    const { doc } = lab.vm('v');
    const again = await lab.run('Start-VM v -ErrorAction Stop');
    expect(again.exitCode).toBe(0);
    expect(again.stderr).toBe('WARNING: The virtual machine is already in the specified state.\n');
    expect(lab.vm('v').doc).toEqual(doc);
  });

  test('LC-03: turning off', async () => {
    const lab = await TestLab.make();
    await lab.machine('v');
    await lab.boot('v');
    const at = lab.now;
    await lab.ok('Stop-VM -Name v -TurnOff -Force -Confirm:$false');
    expect(lab.vm('v')).toMatchObject({ state: 'Off', memoryAssigned: 0, heartbeat: '' });
    expect(lab.now).toBe(at);
    expect(lab.events().at(-1)).toBe(18502);
  });

  test('LC-04: shutdown without -Force where nobody can be asked', async () => {
    const lab = await TestLab.make();
    await lab.machine('v');
    await lab.boot('v');
    await lab.ok('Stop-VM v');
    expect(lab.vm('v').state).toBe('Off');
    expect(lab.events().at(-1)).toBe(18504);
  });

  test('LC-05: saving and starting again is no reboot', async () => {
    const lab = await TestLab.make();
    await lab.machine('v');
    await lab.boot('v');
    const uptime = () => lab.inside('v', (guest) => guest.uptime);
    const before = await uptime();
    const boots = lab.vm('v').doc.powerOns;
    await lab.ok('Save-VM v');
    expect(lab.vm('v')).toMatchObject({ state: 'Saved', memoryAssigned: 0 });
    expect(lab.vm('v').doc.run?.memory.assigned).toBe(1 << 30);
    await lab.advance(3600);
    await lab.ok('Start-VM v');
    expect(lab.vm('v')).toMatchObject({ state: 'Running', memoryAssigned: 1 << 30 });
    expect(lab.vm('v').doc.powerOns).toBe(boots);
    expect((await uptime()) - before).toBeLessThan(1e6);
  });

  test.each([
    ['Save-VM', 'Start-VM'],
    ['Suspend-VM', 'Resume-VM'],
    ['Suspend-VM', 'Start-VM'],
  ])('LC-06: %s, ten minutes, %s: the guest clock is right again', async (down, up) => {
    const lab = await TestLab.make();
    await lab.machine('v');
    await lab.boot('v');
    await lab.advance(60);
    await lab.ok(`${down} v`);
    await lab.advance(600);
    await lab.ok(`${up} v`);
    expect(lab.vm('v').state).toBe('Running');
    await lab.advance(5);
    const off = (await lab.inside('v', (guest) => guest.wall)) - lab.now;
    expect(Math.abs(off)).toBeLessThan(5e6);
  });

  test('LC-07: removing', async () => {
    const lab = await TestLab.make();
    await lab.ok('New-VM v', 'Remove-VM -Name v -Force');
    expect((await lab.run('Get-VM')).stdout).toBe('');
    expect(lab.world.lab.store.read((reader) => reader.count('guest'))).toBe(0);
  });

  test('LC-09, LC-17: names need not be unique', async () => {
    const lab = await TestLab.make();
    await lab.ok('New-VM -Name n', "New-VM -Name N -Generation 2 -Version 9.0 -SwitchName 'Default Switch'");
    const table = await lab.ok('Get-VM -Name n');
    expect(table.split('\n').filter((line) => /^n /i.test(line))).toHaveLength(2);
  });

  test('LC-09: with an existing disk, with a new one, with none that can be had', async () => {
    const folder = temporary();
    const lab = await TestLab.make();
    await lab.ok(['New-VHD', '-Path', `${folder}/d.vhdx`, '-SizeBytes', '1GB']);
    await lab.ok([
      'New-VM',
      '-Name',
      'n',
      '-Path',
      folder,
      '-VHDPath',
      `${folder}/d.vhdx`,
      '-MemoryStartupBytes',
      '1GB',
    ]);
    expect(lab.vm('n').doc.controllers[0]?.drives).toMatchObject([
      { kind: 'disk', location: 0, path: `${folder}/d.vhdx` },
    ]);
    await lab.ok([
      'New-VM',
      'm',
      '-Path',
      folder,
      '-NewVHDPath',
      'm.vhdx',
      '-NewVHDSizeBytes',
      '2GB',
      '-Generation',
      '2',
    ]);
    const path = `${folder}/m/Virtual Hard Disks/m.vhdx`;
    expect(lab.vm('m').doc.controllers[0]?.drives).toMatchObject([{ kind: 'disk', path }]);
    expect(existsSync(path)).toBe(true);
    const bad = await lab.run([
      'New-VM',
      'x',
      '-NewVHDPath',
      `${folder}/x.vhdx`,
      '-NewVHDSizeBytes',
      '2GB',
      '-MemoryStartupBytes',
      '3MB',
    ]);
    expect(bad.exitCode).toBe(1);
    expect([lab.id('x'), existsSync(`${folder}/x.vhdx`)]).toEqual(['', false]);
    const missing = await lab.run(['New-VM', 'y', '-VHDPath', `${folder}/none.vhdx`]);
    expect([missing.exitCode, lab.id('y')]).toEqual([1, '']);
  });

  test('LC-11, LC-24: parameters are there on every host, what they do is not', async () => {
    const old = await TestLab.make({ profile: '2012R2' });
    await old.ok('New-VM v', 'Set-VM v -AutomaticCheckpointsEnabled $false');
    const result = await old.run('Set-VMProcessor v -ExposeVirtualizationExtensions $true');
    expect(result.stderr).toContain('is not supported on Windows Server 2012 R2');
    const now = await TestLab.make();
    await now.ok('New-VM v', 'Set-VMProcessor v -ExposeVirtualizationExtensions $true');
    expect(now.vm('v').doc.processor.exposeVirtualizationExtensions).toBe(true);
  });

  test('LC-12: the number of processors', async () => {
    const lab = await TestLab.make();
    await lab.machine('v');
    await lab.ok('Set-VM -Name v -ProcessorCount 3');
    expect(lab.vm('v').processors).toBe(3);
    await lab.ok('Set-VMProcessor -VMName v -Count 4');
    await lab.boot('v');
    expect(await lab.inside('v', (guest) => guest.run.hardware.processors)).toBe(4);
    expect((await lab.run('Set-VMProcessor v -Count 2')).stderr).toContain("Failed to modify device 'Processor'.");
  });

  test('LC-13: more processors than the host has', async () => {
    const lab = await TestLab.make({ logicalProcessors: 8 });
    await lab.ok('New-VM v', 'Set-VMProcessor v -Count 8');
    for (const count of [0, -1, 9]) {
      const result = await lab.run(['Set-VMProcessor', 'v', '-Count', String(count)]);
      expect(result.stderr).toContain('must be from 1 to 8');
    }
    expect(lab.vm('v').processors).toBe(8);
  });

  test('LC-14: renaming', async () => {
    const lab = await TestLab.make();
    await lab.ok('New-VM v', 'Rename-VM v -NewName n', 'Get-VM n');
    expect((await lab.run('Get-VM v')).exitCode).toBe(1);
  });
});

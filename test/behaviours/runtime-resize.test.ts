/** Rows RT: memory of a machine without dynamic memory, changed while it runs. */
import { describe, expect, test } from '@jest/globals';
import { MB, TestLab } from '../support/lab.ts';

async function running(mb: number, os = 'ubuntu-22.04'): Promise<TestLab> {
  const lab = await TestLab.make({ profile: '2022' });
  await lab.machine('v', { memory: mb, os });
  await lab.boot('v');
  await lab.advance(60);
  return lab;
}

/** Asks for a size and gives the guest five seconds. */
async function resize(lab: TestLab, mb: number): Promise<void> {
  await lab.ok(`Set-VMMemory -VMName v -ComputerName HV01 -DynamicMemoryEnabled $false -StartupBytes ${mb}MB`);
  await lab.advance(5);
  expect(lab.vm('v').memoryAssigned / MB).toBe(mb);
}

describe('RT', () => {
  test('RT-02: the configuration version begins with a digit of at least 7', async () => {
    for (const profile of ['2016', '2019'] as const) {
      const lab = await TestLab.make({ profile });
      await lab.ok('New-VM v');
      expect(Number(lab.vm('v').version[0])).toBeGreaterThanOrEqual(7);
    }
  });

  test('RT-03: less', async () => {
    const lab = await running(4096);
    await resize(lab, 2048);
    expect(lab.vm('v').doc.run?.memory.ballooned).toBe(2048 * MB);
  });

  test.each([
    ['RT-04', 128],
    ['RT-05', 100],
  ])('%s: four times %i MB more', async (_, step) => {
    const lab = await running(2048);
    const before = await lab.totalMb('v');
    for (let i = 1; i <= 4; i++) await resize(lab, 2048 + i * step);
    expect((await lab.totalMb('v')) - before).toBeGreaterThanOrEqual(128);
  });

  test('RT-06: more and less in turn', async () => {
    const lab = await running(3072);
    let size = 3072;
    for (const change of [2048, -2048, 1024, -2048]) {
      size += change;
      await resize(lab, size);
    }
  });

  test('RT-07: less under load', async () => {
    const lab = await running(4096);
    await lab.load('v', 1500 * MB);
    await lab.advance(10);
    const demand = lab.vm('v').memoryDemand / MB;
    const size = Math.round((demand + 300) / 2) * 2;
    await resize(lab, size);
    await lab.load('v', null);
    await lab.advance(60);
    expect(lab.vm('v').memoryDemand / MB).toBeLessThan(demand);
  });

  test('RT-08: a change survives a restart', async () => {
    const lab = await running(5000);
    await resize(lab, 6000);
    await lab.ok('Restart-VM v -Force', 'Wait-VM v -For Heartbeat -Timeout 120');
    await lab.advance(60);
    expect(lab.vm('v').memoryAssigned / MB).toBe(6000);
    await resize(lab, 7000);
  });

  test('RT-09: a guest without the driver does not follow', async () => {
    const lab = await running(2048, 'ubuntu-12.04');
    await lab.ok('Set-VMMemory v -StartupBytes 3072MB');
    await lab.advance(30);
    expect(lab.vm('v').memoryAssigned / MB).toBe(2048);
  });

  test('hosts before 2016 refuse it, and so does a host without the memory', async () => {
    const old = await TestLab.make({ profile: '2012R2' });
    await old.machine('v');
    await old.ok('Start-VM v');
    expect((await old.run('Set-VMMemory v -StartupBytes 2GB')).stderr).toContain("failed to modify device 'Memory'");
    const lab = await running(1024);
    const result = await lab.run('Set-VMMemory v -StartupBytes 100GB');
    expect(result.stderr).toContain('Not enough memory in the system');
    expect(lab.vm('v').doc.memory.startup).toBe(1024 * MB);
  });
});

/** Rows NMI and MMIO of the acceptance checks of public test suites. */
import { describe, expect, test } from '@jest/globals';
import { GB, MB, TestLab } from '../support/lab.ts';

const CANNOT = 'Cannot inject a non-maskable interrupt into the virtual machine';
const NMI = 'Debug-VM -Name v -InjectNonMaskableInterrupt -ComputerName HV01 -Confirm:$False -Force';

const counters = (lab: TestLab) => lab.inside('v', (guest) => [...guest.run.kernel.nmi]);

describe('NMI', () => {
  test.each([
    ['NMI-01', '2012R2', [1, 1, 1, 1]],
    ['NMI-02', '2016', [1, 0, 0, 0]],
    ['NMI-02', '2019', [1, 0, 0, 0]],
    ['NMI-02', '2022', [1, 0, 0, 0]],
    ['NMI-02', '2025', [1, 0, 0, 0]],
  ] as const)('%s: %s counts it on %j', async (_, profile, expected) => {
    const lab = await TestLab.make({ profile });
    await lab.machine('v', { processors: 4 });
    await lab.boot('v');
    expect(await counters(lab)).toEqual([0, 0, 0, 0]);
    expect(await lab.ok(NMI)).toBe('');
    expect(await counters(lab)).toEqual(expected);
  });

  test('NMI-03: without -Force nothing holds a script up', async () => {
    const lab = await TestLab.make({ profile: '2012R2' });
    await lab.machine('v', { processors: 2 });
    await lab.boot('v');
    await lab.ok('Debug-VM -Name v -InjectNonMaskableInterrupt -ComputerName HV01');
    expect(await counters(lab)).toEqual([1, 1]);
  });

  test('a person is asked', async () => {
    const lab = await TestLab.make();
    await lab.machine('v');
    await lab.boot('v');
    const no = await lab.run('Debug-VM v -InjectNonMaskableInterrupt', { answers: ['n'] });
    expect(no.asked).toHaveLength(1);
    expect(await counters(lab)).toEqual([0]);
    await lab.run('Debug-VM v -InjectNonMaskableInterrupt', { answers: ['y'] });
    expect(await counters(lab)).toEqual([1]);
  });

  test.each([
    ['NMI-05', 'Off', [] as string[]],
    ['NMI-06', 'Saved', ['Start-VM v', 'Save-VM v']],
    ['bad input', 'Paused', ['Start-VM v', 'Suspend-VM v']],
  ])('%s: %s', async (_, state, before) => {
    const lab = await TestLab.make();
    await lab.machine('v');
    await lab.ok(...before);
    const result = await lab.run(NMI);
    expect(result.stderr).toContain(CANNOT);
    expect(result.exitCode).toBe(1);
    expect(lab.vm('v').state).toBe(state);
    if (state === 'Saved') await lab.ok('Start-VM v', 'Wait-VM v -For Heartbeat -Timeout 300');
  });

  test('NMI-07, NMI-08: the same ends a script under -ErrorAction Stop', async () => {
    const lab = await TestLab.make();
    await lab.machine('v');
    const off = await lab.run(`${NMI} -ErrorAction Stop`);
    expect(off.stderr).toContain(CANNOT);
    await lab.ok('Start-VM v', 'Save-VM v');
    expect((await lab.run(`${NMI} -ErrorAction Stop`)).exitCode).toBe(1);
    await lab.ok('Start-VM v', 'Wait-VM v -For Heartbeat -Timeout 300');
  });

  test('NMI-11: nothing but the counter moves', async () => {
    const lab = await TestLab.make();
    await lab.machine('v');
    await lab.boot('v');
    await lab.ok(NMI);
    await lab.advance(60);
    expect(lab.vm('v')).toMatchObject({ state: 'Running', heartbeat: 'OkApplicationsUnknown' });
  });

  test('bad input: a missing machine, nothing to inject', async () => {
    const lab = await TestLab.make();
    expect((await lab.run(NMI)).stderr).toBe('Debug-VM: Hyper-V was unable to find a virtual machine with name "v".\n');
    await lab.ok('New-VM v');
    expect((await lab.run('Debug-VM v -Force')).stderr).toContain('give -InjectNonMaskableInterrupt');
  });
});

/** Sets the gap in bytes and says whether the host took it. */
async function takes(lab: TestLab, bytes: number): Promise<boolean> {
  const result = await lab.run(['Set-VM', '-Name', 'v', '-LowMmioGapSize', String(bytes)]);
  return result.exitCode === 0;
}

describe('MMIO', () => {
  test('MMIO-01 to MMIO-04, MMIO-08: sizes that are taken', async () => {
    const lab = await TestLab.make({ profile: '2012R2' });
    await lab.machine('v');
    for (const size of [1024, 128, 3584, 131, 3581, 2555, 1238, 943]) {
      expect([size, await takes(lab, size * MB)]).toEqual([size, true]);
      expect(lab.vm('v').doc.lowMmioGap).toBe(size * MB);
    }
    await lab.ok('Set-VM v -LowMemoryMappedIoSpace 1GB', 'Start-VM v', 'Wait-VM v -For Heartbeat -Timeout 150');
    expect(await lab.inside('v', (guest) => guest.run.hardware.lowGapBytes)).toBe(1024 * MB);
  });

  test('MMIO-05 to MMIO-08: sizes that are refused leave the old one', async () => {
    const lab = await TestLab.make({ profile: '2012R2' });
    await lab.ok('New-VM v', 'Set-VM v -LowMmioGapSize 256MB');
    for (const size of [64, 126, 127, 3585, 3586, 3587, 3600, 4010, 4094, 4095]) {
      expect([size, await takes(lab, size * MB)]).toEqual([size, false]);
      expect(lab.vm('v').doc.lowMmioGap).toBe(256 * MB);
    }
    // 4096 MB and more do not fit the parameter's type: the binder refuses them.
    expect((await lab.run('Set-VM v -LowMmioGapSize 4096MB')).stderr).toContain('LowMemoryMappedIoSpace');
    await lab.ok('Start-VM v');
  });

  test('MMIO-09: together with dynamic memory', async () => {
    const lab = await TestLab.make({ profile: '2012R2' });
    await lab.machine('v');
    for (const [n, gap] of [
      [512, 3584],
      [1024, 745],
      [2048, 2785],
      [3072, 386],
      [4096, 128],
    ] as const) {
      await lab.ok(`Set-VMMemory v -StartupBytes ${n}MB -MaximumBytes ${n}MB -Buffer 20 -DynamicMemoryEnabled 1`);
      expect(await takes(lab, gap * MB)).toBe(true);
      await lab.boot('v');
      await lab.ok('Stop-VM v');
    }
  });

  test('MMIO-10: the guest finds its window where the gap begins', async () => {
    const lab = await TestLab.make({ profile: '2012R2' });
    await lab.machine('v');
    for (const gap of [128, 1024, 3584]) {
      await lab.ok(`Set-VM v -LowMmioGapSize ${gap}MB`);
      await lab.boot('v');
      const log = await lab.inside('v', (guest) => guest.run.kernel.log.map(([, , text]) => text));
      const line = log.find((text) => /pci_bus.*resource 8/.test(text)) ?? '';
      const start = Number.parseInt(/0x([0-9a-f]+)-0xfffbffff/.exec(line)?.[1] ?? '', 16);
      expect((0x1_0000_0000 - start) / MB).toBe(gap);
      await lab.ok('Stop-VM v');
    }
  });

  test('MMIO-12: the high gap, with a suffix in mixed case', async () => {
    const lab = await TestLab.make({ profile: '2016' });
    await lab.ok('New-VM v', 'Set-VM -HighMemoryMappedIoSpace 5120Mb -VMName v');
    expect(lab.vm('v').doc.highMmioGap).toBe(5120 * MB);
    expect((await lab.run('Set-VM v -HighMmioGapSize 125GB')).stderr).toContain('must be from 0 MB to 124 GB');
    await lab.ok('Set-VM v -HighMmioGapSize 124GB', 'Start-VM v');
    const { highGapBase, highGapBytes } = await lab.inside('v', (guest) => guest.run.hardware);
    expect([highGapBase, highGapBase + highGapBytes]).toEqual([4 * GB, 128 * GB]);
  });

  test('bad input: bytes that were meant as megabytes; a machine that runs', async () => {
    const lab = await TestLab.make({ profile: '2012R2' });
    await lab.machine('v');
    const bytes = await lab.run('Set-VM v -LowMmioGapSize 512');
    expect(bytes.stderr).toContain('512 is a number of bytes and was probably meant as 512MB.');
    expect((await lab.run('Set-VM v -LowMmioGapSize 127MB')).stderr).not.toContain('probably');
    await lab.ok('Start-VM v');
    expect((await lab.run('Set-VM v -LowMmioGapSize 512MB')).stderr).toContain('while it is in its current state');
    expect(lab.vm('v').doc.lowMmioGap).toBe(128 * MB);
  });
});

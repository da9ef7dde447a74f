/** Rows of the acceptance checks that go through WMI, as the scripts of public test suites do. */
import { expect, test } from '@jest/globals';
import { GB, MB, TestLab } from '../support/lab.ts';
import { GAP, runLabScript } from '../support/script.ts';

const ACCEPTED = [1024, 128, 3584, 131, 386, 745, 943, 1238, 1468, 2555, 2785, 3129, 3581];
const REFUSED = [64, 126, 127, 3585, 3586, 3587, 3588, 4010, 4094, 4096, 4098, 0];

test('MMIO-01 to MMIO-04, MMIO-08: WMI takes these sizes and shows them', async () => {
  const lab = await TestLab.make({ profile: '2012R2' });
  await lab.ok('New-VM v');
  for (const size of ACCEPTED) {
    const result = await runLabScript(lab, `${GAP}\nSetGap ${size}; (Settings v localhost).LowMmioGapSize`);
    expect(result).toEqual({ stdout: `0\n${size}\n`, stderr: '', exitCode: 0 });
    expect(lab.vm('v').doc.lowMmioGap).toBe(size * MB);
  }
});

test('MMIO-05 to MMIO-08: WMI refuses these sizes and leaves the old one', async () => {
  const lab = await TestLab.make({ profile: '2012R2' });
  await lab.ok('New-VM v', 'Set-VM v -LowMmioGapSize 256MB');
  for (const size of REFUSED) {
    const result = await runLabScript(lab, `${GAP}\nSetGap ${size}; (Settings v localhost).LowMmioGapSize`);
    expect(result).toEqual({ stdout: '4096\n256\n', stderr: '', exitCode: 0 });
    expect(lab.vm('v').doc.lowMmioGap).toBe(256 * MB);
  }
  await lab.ok('Start-VM v');
});

test('MMIO-01: a guest starts with the gap that WMI set, and WMI refuses while it runs', async () => {
  const lab = await TestLab.make({ profile: '2012R2' });
  await lab.machine('v', { memory: 2048 });
  expect((await runLabScript(lab, `${GAP}\nSetGap 1024`)).stdout).toBe('0\n');
  await lab.boot('v');
  const log = await lab.inside('v', (guest) => guest.run.kernel.log.map(([, , text]) => text).join('\n'));
  expect(log).toMatch(/pci_bus.*resource 8 .*0xc0000000-0xfffbffff/);
  expect((await runLabScript(lab, `${GAP}\nSetGap 512; SetGap 1024`)).stdout).toBe('32775\n0\n');
  expect(lab.vm('v').doc.lowMmioGap).toBe(GB);
});

test.each([
  ['2012R2', '9600', '6.3.9600', 'True,False'],
  ['2016', '14393', '10.0.14393', 'True,True'],
  ['2019', '17763', '10.0.17763', 'True,True'],
  ['2022', '20348', '10.0.20348', 'True,True'],
] as const)('GEN-03: the build number of %s', async (profile, build, version, gates) => {
  const lab = await TestLab.make({ profile });
  const script = `
    $os = Get-WmiObject -Class Win32_OperatingSystem -ComputerName localhost
    $os.BuildNumber; $os.Version; $os.Version.Split('.')[2]
    "$([int]$os.BuildNumber -ge 9600),$([int](gwmi Win32_OperatingSystem).BuildNumber -gt 10000)"
    (gcim Win32_OperatingSystem).BuildNumber`;
  const stdout = `${[build, version, build, gates, build].join('\n')}\n`;
  expect(await runLabScript(lab, script)).toEqual({ stdout, stderr: '', exitCode: 0 });
});

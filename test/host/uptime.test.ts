/** What counts as uptime, what a crash leaves, and what the event log says about a life. */
import { describe, expect, test } from '@jest/globals';
import { TestLab } from '../support/lab.ts';

/** Seconds. */
function uptime(lab: TestLab, name: string): number {
  const { upSince, upFor } = lab.vm(name);
  return Math.round((upSince === null ? upFor : lab.now - upSince) / 1e6);
}

describe('uptime', () => {
  test('runs while the machine runs, stands still in a pause, begins anew at reset and restore', async () => {
    const lab = await TestLab.make();
    await lab.ok('New-VM v', 'Start-VM v');
    await lab.advance(100);
    expect(uptime(lab, 'v')).toBe(100);
    await lab.ok('Suspend-VM v');
    await lab.advance(1000);
    expect(uptime(lab, 'v')).toBe(100);
    await lab.ok('Resume-VM v');
    await lab.advance(50);
    expect(uptime(lab, 'v')).toBe(150);
    await lab.ok('Restart-VM v -Force');
    expect(uptime(lab, 'v')).toBe(0);
    await lab.advance(20);
    await lab.ok('Save-VM v');
    expect(uptime(lab, 'v')).toBe(0);
    await lab.advance(1000);
    await lab.ok('Start-VM v');
    expect(uptime(lab, 'v')).toBe(0);
    await lab.ok('Stop-VM v -TurnOff');
    expect(uptime(lab, 'v')).toBe(0);
  });

  test('the event log tells it', async () => {
    const lab = await TestLab.make();
    await lab.machine('v');
    await lab.boot('v');
    await lab.ok('Suspend-VM v', 'Resume-VM v', 'Restart-VM v -Force', 'Save-VM v', 'Start-VM v');
    await lab.ok('Wait-VM v -For Heartbeat', 'Stop-VM v', 'Start-VM v', 'Stop-VM v -TurnOff', 'Remove-VM v -Force');
    expect(lab.events()).toEqual([13002, 18500, 18516, 18518, 18512, 18510, 18596, 18504, 18500, 18502, 13003]);
  });
});

describe('what a guest does by itself', () => {
  test('a restart that the guest was asked for', async () => {
    const lab = await TestLab.make();
    await lab.machine('v');
    await lab.boot('v');
    await lab.advance(100);
    await lab.ok('Restart-VM v -Type Reboot -Force', 'Wait-VM v -For Heartbeat');
    expect(lab.events().at(-1)).toBe(18514);
    expect(lab.vm('v').doc).toMatchObject({ powerOns: 2, run: { boots: 2 } });
    expect(uptime(lab, 'v')).toBeLessThan(100);
  });

  test('a crash with kernel.panic set restarts it', async () => {
    const lab = await TestLab.make();
    await lab.machine('v', { os: 'ubuntu-22.04' });
    await lab.boot('v');
    await lab.inside('v', (guest) => {
      guest.run.kernel.sysctl['kernel/unknown_nmi_panic'] = '1';
      guest.run.kernel.sysctl['kernel/panic'] = '10';
      guest.touch();
    });
    await lab.ok('Debug-VM v -InjectNonMaskableInterrupt');
    await lab.advance(120);
    expect(lab.events().slice(-2)).toEqual([18590, 18514]);
    expect(lab.vm('v')).toMatchObject({ state: 'Running', heartbeat: 'OkApplicationsUnknown' });
  });

  test('waiting for a restart', async () => {
    const lab = await TestLab.make();
    await lab.machine('v');
    await lab.boot('v');
    expect((await lab.run('Wait-VM v -For Reboot -Timeout 30')).stderr).toContain('has timed out');
    await lab.ok('Restart-VM v -Force -Wait -For Heartbeat -Timeout 300');
    expect(lab.vm('v').heartbeat).toBe('OkApplicationsUnknown');
  });
});

test('a wait for what never comes ends where the clock stands still', async () => {
  const lab = await TestLab.make();
  await lab.ok('New-VM v');
  const result = await lab.run('Wait-VM v -For Heartbeat');
  expect(result.stderr).toContain('The wait for Heartbeat of virtual machine "v" has timed out.');
});

/** Rows DM of the acceptance checks of public test suites. Sizes in MB; "share" is of what the host has free at the start. */
import { describe, expect, test } from '@jest/globals';
import { pagesIn } from '../../src/guest/kernel/memory.ts';
import { capacity } from '../../src/host/host-memory.ts';
import type { NewHost } from '../../src/host/make-host.ts';
import { GB, MB, TestLab } from '../support/lab.ts';

const HOST: NewHost = { profile: '2012R2', memoryBytes: 16 * GB };

interface Wish {
  readonly min: number;
  readonly max: number;
  readonly startup: number;
  readonly priority?: number;
}

/** A machine with dynamic memory that runs and has reported; sizes in MB. */
async function running(lab: TestLab, name: string, { min, max, startup, priority = 50 }: Wish): Promise<void> {
  await dynamic(lab, name, { min, max, startup, priority });
  await lab.boot(name);
  await lab.advance(60);
}

async function dynamic(lab: TestLab, name: string, { min, max, startup, priority = 50 }: Wish): Promise<void> {
  await lab.machine(name);
  await lab.ok(
    `Set-VMMemory -VMName ${name} -DynamicMemoryEnabled $true -MinimumBytes ${min}MB -MaximumBytes ${max}MB -StartupBytes ${startup}MB -Priority ${priority}`,
  );
}

/** MB that are this share of the host's memory for machines, on a whole 128 MB. */
function share(lab: TestLab, percent: number): number {
  const bytes = lab.world.readNow(lab.hostId, capacity);
  return Math.floor((bytes * percent) / 100 / (128 * MB)) * 128;
}

const assigned = (lab: TestLab, name: string) => lab.vm(name).memoryAssigned / MB;
const demand = (lab: TestLab, name: string) => lab.vm(name).memoryDemand / MB;

describe('DM', () => {
  test('DM-01: settings while off', async () => {
    const lab = await TestLab.make(HOST);
    await dynamic(lab, 'v', { min: 512, max: 4096, startup: 1024, priority: 80 });
    expect(lab.vm('v').doc.memory).toMatchObject({
      dynamic: true,
      minimum: 512 * MB,
      maximum: 4 * GB,
      startup: GB,
      priority: 80,
    });
    expect(await lab.ok('Get-VMMemory v')).toMatch(/^v +True +512 +1024 +4096$/m);
  });

  test('DM-02: figures appear within two minutes', async () => {
    const lab = await TestLab.make(HOST);
    await dynamic(lab, 'v', { min: 512, max: 4096, startup: 1024 });
    await lab.ok('Start-VM v');
    expect(lab.vm('v').memoryDemand).toBe(0);
    await lab.advance(120);
    expect(assigned(lab, 'v')).toBeGreaterThan(0);
    expect(demand(lab, 'v')).toBeGreaterThan(0);
    expect(lab.vm('v').memoryStatus).toBe('OK');
  });

  test('DM-06, DM-13, DM-23: pressure raises the demand', async () => {
    const lab = await TestLab.make(HOST);
    await running(lab, 'v', { min: 1024, max: 4096, startup: 1024, priority: 100 });
    const before = demand(lab, 'v');
    await lab.load('v', 800 * MB);
    await lab.advance(30);
    expect(demand(lab, 'v')).toBeGreaterThan(before);
  });

  test('DM-07: a machine without dynamic memory reports its demand too', async () => {
    const lab = await TestLab.make(HOST);
    await lab.machine('v', { memory: 4096 });
    await lab.boot('v');
    await lab.advance(60);
    const before = demand(lab, 'v');
    expect(before).toBeGreaterThan(0);
    await lab.load('v', 2 * GB);
    await lab.advance(30);
    expect(demand(lab, 'v')).toBeGreaterThan(before);
    expect(lab.vm('v')).toMatchObject({ memoryAssigned: 4 * GB, memoryStatus: '' });
  });

  test('DM-08: what a busy machine of high priority needs comes from an idle one', async () => {
    const lab = await TestLab.make(HOST);
    await running(lab, 'a', { min: 1024, max: share(lab, 40), startup: 1024, priority: 100 });
    await running(lab, 'b', { min: 512, max: share(lab, 85), startup: share(lab, 80), priority: 0 });
    const before = { a: assigned(lab, 'a'), b: share(lab, 80), demand: demand(lab, 'a') };
    await lab.load('a', 3 * GB);
    await lab.advance(400);
    expect(demand(lab, 'a')).toBeGreaterThan(before.demand);
    expect(assigned(lab, 'a')).toBeGreaterThan(before.a);
    expect(assigned(lab, 'b')).toBeLessThan(before.b);
    expect(lab.vm('b').heartbeat).toBe('OkApplicationsUnknown');
  });

  test('DM-09, DM-10: an idle machine shrinks, grows under pressure, and shrinks again', async () => {
    const lab = await TestLab.make(HOST);
    const top = share(lab, 20);
    await dynamic(lab, 'v', { min: 1024, max: top, startup: top, priority: 20 });
    await lab.boot('v');
    expect(assigned(lab, 'v')).toBe(top);
    await lab.advance(420);
    const idle = { assigned: assigned(lab, 'v'), demand: demand(lab, 'v') };
    expect(idle.assigned).toBeLessThan(top);
    await lab.load('v', 2 * GB);
    await lab.advance(50);
    const busy = { assigned: assigned(lab, 'v'), demand: demand(lab, 'v') };
    expect(busy.assigned).toBeGreaterThan(idle.assigned);
    expect(busy.demand).toBeGreaterThan(idle.demand);
    await lab.load('v', null);
    await lab.advance(420);
    expect(assigned(lab, 'v')).toBeLessThan(busy.assigned);
    expect(demand(lab, 'v')).toBeLessThan(busy.demand);
  });

  test('DM-11: a machine starts on what another gives back', async () => {
    const lab = await TestLab.make(HOST);
    const top = share(lab, 80);
    await dynamic(lab, 'a', { min: 512, max: top, startup: top, priority: 0 });
    // Busy enough that nothing is taken for idleness alone.
    await dynamic(lab, 'b', { min: 512, max: share(lab, 50), startup: share(lab, 40), priority: 0 });
    await lab.boot('a');
    await lab.load('a', share(lab, 46) * MB);
    await lab.advance(60);
    const before = assigned(lab, 'a');
    await lab.ok('Start-VM b');
    expect(lab.vm('b').state).toBe('Running');
    expect(assigned(lab, 'a')).toBeLessThan(before);
    await lab.advance(120);
    for (const name of ['a', 'b']) {
      expect(assigned(lab, name)).toBeGreaterThan(0);
      expect(demand(lab, name)).toBeGreaterThan(0);
    }
  });

  test('DM-14, DM-20: never below the minimum', async () => {
    const lab = await TestLab.make(HOST);
    const min = share(lab, 40);
    await running(lab, 'a', { min, max: share(lab, 80), startup: share(lab, 70) });
    await dynamic(lab, 'b', { min: 512, max: share(lab, 50), startup: share(lab, 45), priority: 100 });
    await lab.ok('Start-VM b');
    for (let i = 0; i < 60; i++) {
      await lab.advance(5);
      expect(assigned(lab, 'a')).toBeGreaterThanOrEqual(min);
    }
  });

  test('DM-15: never above the maximum', async () => {
    const lab = await TestLab.make(HOST);
    const max = share(lab, 40);
    await running(lab, 'b', { min: 512, max, startup: max, priority: 100 });
    await lab.load('b', max * MB * 2);
    for (let i = 0; i < 60; i++) {
      await lab.advance(20);
      expect(assigned(lab, 'b')).toBeLessThanOrEqual(max);
    }
  });

  test('DM-16: a ballooned machine shuts down cleanly', async () => {
    const lab = await TestLab.make(HOST);
    await running(lab, 'a', { min: 512, max: share(lab, 20), startup: share(lab, 20) });
    await lab.advance(120);
    expect(lab.vm('a').doc.run?.memory.ballooned).toBeGreaterThan(0);
    const at = lab.now;
    await lab.ok('Stop-VM a -Force');
    expect(lab.vm('a').state).toBe('Off');
    expect(lab.events().at(-1)).toBe(18504);
    expect((lab.now - at) / 1e6).toBeLessThan(120);
  });

  test.each([
    ['DM-17', 5],
    ['DM-18', 1],
  ])('%s: bursts of %i s', async (_, seconds) => {
    const lab = await TestLab.make(HOST);
    await running(lab, 'v', { min: 512, max: 4096, startup: 1024 });
    const before = demand(lab, 'v');
    let highest = 0;
    for (let i = 0; i < 10; i++) {
      await lab.load('v', 1536 * MB);
      await lab.advance(seconds);
      highest = Math.max(highest, demand(lab, 'v'));
      await lab.load('v', null);
      await lab.advance(seconds);
    }
    expect(highest).toBeGreaterThan(before);
    await lab.advance(300);
    expect(demand(lab, 'v')).toBeLessThan(highest);
    const log = await lab.inside('v', (guest) => guest.run.kernel.log.map(([, , text]) => text).join('\n'));
    expect(log).not.toContain('Memory hot add failed');
  });

  test('DM-19: what may change while running', async () => {
    const lab = await TestLab.make(HOST);
    await running(lab, 'v', { min: 1024, max: 2048, startup: 1024 });
    await lab.ok('Set-VMMemory v -MaximumBytes 4GB', 'Set-VMMemory v -MinimumBytes 512MB -Buffer 30 -Priority 70');
    expect(lab.vm('v').doc.memory).toMatchObject({ maximum: 4 * GB, minimum: 512 * MB, buffer: 30, priority: 70 });
    for (const change of [
      '-MaximumBytes 2GB',
      '-MinimumBytes 768MB',
      '-StartupBytes 2GB',
      '-DynamicMemoryEnabled $false',
    ]) {
      const result = await lab.run(`Set-VMMemory v ${change}`);
      expect(result.stderr).toContain("'v' failed to modify device 'Memory'.");
    }
    expect(lab.vm('v').doc.memory).toMatchObject({ maximum: 4 * GB, minimum: 512 * MB, startup: GB, dynamic: true });
  });

  test('DM-25: pages given back for others show in the guest', async () => {
    const lab = await TestLab.make({ ...HOST, profile: '2022' });
    await running(lab, 'v', { min: 512, max: 4096, startup: 2048 });
    await lab.advance(120);
    const { memory } = lab.vm('v').doc.run!;
    expect(memory.ballooned).toBeGreaterThan(0);
    expect(memory.assigned).toBe(memory.bootBytes + memory.hotAdded - memory.ballooned);
    expect(await lab.inside('v', (guest) => pagesIn(guest.run.memory.ballooned))).toBe(memory.ballooned / 4096);
  });

  test('DM-26: the guest has about what is assigned when nothing is ballooned', async () => {
    const lab = await TestLab.make(HOST);
    await running(lab, 'v', { min: 1024, max: 4096, startup: 1024 });
    await lab.load('v', 1536 * MB);
    await lab.advance(60);
    const { memory } = lab.vm('v').doc.run!;
    expect(memory.ballooned).toBe(0);
    expect(memory.hotAdded).toBeGreaterThan(0);
    expect(memory.hotAdded % (128 * MB)).toBe(0);
    const total = await lab.totalMb('v');
    expect(Math.abs(total - memory.assigned / MB)).toBeLessThan(512);
  });

  test('DM-28: a host without enough memory', async () => {
    const lab = await TestLab.make({ profile: '2022', memoryBytes: 8 * GB });
    await lab.machine('v', { memory: 9 * 1024 });
    const result = await lab.run('Start-VM v');
    expect(result.exitCode).toBe(1);
    expect(result.stderr).toContain(
      'Not enough memory in the system to start the virtual machine v with ram size 9216 megabytes.',
    );
    expect(lab.vm('v').state).toBe('Off');
    expect(lab.events().at(-1)).toBe(19544);
  });

  test('DM-29: startup memory of several sizes', async () => {
    const lab = await TestLab.make(HOST);
    await lab.machine('v');
    for (const size of [512, 1024, 2048, 8192]) {
      await lab.ok(`Set-VMMemory v -StartupBytes ${size}MB`);
      await lab.boot('v');
      const total = await lab.totalMb('v');
      expect(Math.abs(total - size)).toBeLessThan(128 + size * 0.05);
      await lab.ok('Stop-VM v');
    }
  });
});

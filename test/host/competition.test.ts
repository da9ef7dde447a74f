/** Machines that compete for a host's memory: priority decides; a start that finds none comes to nothing. */
import { describe, expect, test } from '@jest/globals';
import { capacity } from '../../src/host/host-memory.ts';
import * as lifecycle from '../../src/host/lifecycle.ts';
import { GB, MB, TestLab } from '../support/lab.ts';

async function pair(): Promise<TestLab> {
  const lab = await TestLab.make({ profile: '2022', memoryBytes: 8 * GB });
  for (const [name, priority] of [
    ['low', 0],
    ['high', 100],
  ] as const) {
    await lab.machine(name, { memory: 1024, os: 'ubuntu-22.04' });
    await lab.ok(
      `Set-VMMemory ${name} -DynamicMemoryEnabled $true -MinimumBytes 512MB -MaximumBytes 16GB -Priority ${priority}`,
    );
    await lab.boot(name);
  }
  await lab.advance(60);
  return lab;
}

describe('equal load, unequal priority', () => {
  test('the higher has more in the end', async () => {
    const lab = await pair();
    await lab.load('high', 3 * GB);
    await lab.load('low', 3 * GB);
    await lab.advance(600);
    const { memoryAssigned: high, memoryStatus } = lab.vm('high');
    const { memoryAssigned: low, memoryStatus: lowStatus } = lab.vm('low');
    expect(high).toBeGreaterThan(low);
    expect(['OK', 'Low']).toContain(memoryStatus);
    expect(lowStatus).toBe('Warning');
  });

  test('what the lower has above its floor goes to the higher; what its programs hold cannot be taken', async () => {
    const lab = await pair();
    await lab.load('low', 4 * GB);
    await lab.advance(60);
    const before = lab.vm('low').memoryAssigned;
    await lab.load('high', 4 * GB);
    await lab.advance(600);
    const after = lab.vm('low').memoryAssigned;
    expect(before - after).toBeGreaterThan(512 * MB);
    expect(after).toBeGreaterThan(4 * GB);
    const free = lab.world.readNow(lab.hostId, (host) => capacity(host) - host.doc.memoryInUse);
    expect(free).toBeGreaterThanOrEqual(0);
    // Less than a hot-add chunk is left.
    expect(free).toBeLessThan(128 * MB);
  });

  test('what is left over goes back to who wants it when the other is done', async () => {
    const lab = await pair();
    await lab.load('high', 4 * GB);
    await lab.load('low', 4 * GB);
    await lab.advance(120);
    const before = lab.vm('low').memoryAssigned;
    await lab.load('high', null);
    await lab.advance(300);
    expect(lab.vm('low').memoryAssigned).toBeGreaterThan(before);
    expect(lab.vm('low').memoryStatus).toBe('OK');
  });
});

test('a start whose memory does not come fails after its wait, with its error and event', async () => {
  const lab = await TestLab.make({ profile: '2022', memoryBytes: 8 * GB });
  await lab.machine('a', { memory: 5120, os: 'ubuntu-22.04' });
  await lab.ok('Set-VMMemory a -DynamicMemoryEnabled $true -MaximumBytes 16GB');
  await lab.boot('a');
  await lab.load('a', 3 * GB);
  await lab.advance(60);
  await lab.machine('b', { memory: 3200, os: 'ubuntu-22.04' });
  const id = lab.id('b');
  await lab.world.change(lab.hostId, (host) => void lifecycle.start(host.vm(id)));
  expect(lab.vm('b').state).toBe('Starting');
  // What could have been given back is needed after all.
  await lab.load('a', 6 * GB);
  const started = lab.now;
  const failure = await lab.world.waitFor(lab.hostId, started + 120e6, (host) =>
    lifecycle.settled(host.vm(id)) ? host.vm(id).doc.failure : undefined,
  );
  expect(failure).toEqual({ code: 'startOutOfMemory', bytes: 3200 * MB });
  expect((lab.now - started) / 1e6).toBeCloseTo(30, 0);
  expect(lab.vm('b')).toMatchObject({ state: 'Off', memoryAssigned: 0 });
  expect(lab.events().at(-1)).toBe(19544);
  const refused = await lab.run('Start-VM b');
  expect(refused.stderr).toContain('Not enough memory in the system');
});

/** Programs that load a guest: what they take, and that a load outlives the OOM killer. */
import { expect, test } from '@jest/globals';
import { accounts } from '../../src/guest/kernel/memory.ts';
import { userland } from '../../src/guest/process/userland.ts';
import { openShell } from '../support/guest-shell.ts';
import { GB } from '../support/lab.ts';

const small = () => openShell({ boot: 60, profile: 'ubuntu-24.04', hardware: { memoryBytes: 1 * GB } });
const restarts = (text: string) => text.split('assuming killed by OOM killer, restarting again').length - 1;

test('a worker that the OOM killer takes is started again, until the time is over', () => {
  const world = small();
  const { err, code } = world.run('stress-ng -v --vm 1 --vm-bytes 3G --timeout 10s');
  expect(code).toBe(0);
  expect(restarts(err)).toBeGreaterThan(2);
  expect(world.guest.run.memory.oomKills).toBe(restarts(err));
  expect(err).toMatch(/successful run completed in 10\.00s\n$/);
});

test('--oomable leaves it dead', () => {
  const world = small();
  const { err } = world.run('stress-ng -v --vm 1 --vm-bytes 3G --timeout 10s --oomable');
  expect(restarts(err)).toBe(0);
  expect(world.guest.run.memory.oomKills).toBe(1);
});

test('what is mapped counts as committed before it is touched, and goes with the manager', () => {
  const world = small();
  const before = accounts(world.guest).committed;
  world.run('stress-ng -q --vm 2 --vm-bytes 256M --timeout 60s & echo $! > /tmp/pid');
  expect(accounts(world.guest).committed - before).toBe((2 * 256 * 1024) / 4);
  expect(world.run('pgrep -c stress-ng').out).toBe('3\n');
  world.run('kill $(cat /tmp/pid); sleep 1');
  expect(world.run('pgrep -c stress-ng').out).toBe('0\n');
  expect(accounts(world.guest).committed).toBe(before);
});

test('each worker keeps a processor busy', () => {
  const world = openShell({ boot: 60, hardware: { processors: 4 } });
  world.run('stress-ng -q --cpu 3 --timeout 60s &');
  expect(userland.load(world.guest)).toBe(3);
});

test('long lists of lines and words pass through the tools', () => {
  const world = openShell({ boot: 60 });
  expect(world.run('seq 1 200000 | wc; seq 1 200000 | tail -n 1; echo {1..150000} | wc -w').out).toMatch(
    /^ 200000 +200000 1288895\n200000\n150000\n$/,
  );
});

/** Tools with which a person looks around: each prints what the machine's other faces say. */
import { describe, expect, test } from '@jest/globals';
import { accounts } from '../../src/guest/kernel/memory.ts';
import { openShell } from '../support/guest-shell.ts';
import { hardware, SECOND } from '../support/guest-world.ts';

describe.each(['sles-11-sp3', 'ubuntu-24.04', 'rhel-9', 'rhel-6.5'])('%s', (profile) => {
  const world = openShell({ boot: 60, profile });
  const old = world.guest.profile.era === '2013';

  test('top -b shows the machine of free and ps, the busiest first', () => {
    const { out, code } = world.run('stress-ng -q --cpu 1 --timeout 100s & sleep 10; top -b -n 1');
    const lines = out.split('\n');
    const { total } = accounts(world.guest);
    expect(code).toBe(0);
    expect(lines[0]).toMatch(/^top - \d\d:\d\d:\d\d up \d+ min, {2}\d users?, {2}load average: /);
    expect(lines[3]).toContain(
      old ? `Mem: ${`${total * 4}k`.padStart(10)} total` : `MiB Mem : ${(total / 256).toFixed(1)}`.slice(0, 8),
    );
    expect(lines[7]).toMatch(/ stress-ng-cpu$/);
    expect(lines.at(-2)).toMatch(/^ *\d+ root +20 +0 /);
  });

  test('vmstat adds a line per interval', () => {
    const lines = world.run('vmstat 1 3').out.split('\n');
    expect(lines).toHaveLength(6);
    const free = accounts(world.guest).free * 4;
    expect(Number(lines[4]?.trim().split(/ +/)[3])).toBe(free);
    expect(world.run('vmstat 0').err).toContain("failed to parse argument: '0'");
  });

  test('dmidecode, lspci and the name in its files', () => {
    expect(world.run('dmidecode -s system-product-name').out).toBe('Virtual Machine\n');
    expect(world.run('dmidecode -s nothing')).toMatchObject({
      code: 1,
      err: expect.stringContaining('Invalid string keyword'),
    });
    expect(world.run('lspci | wc -l').out).toBe('5\n');
    expect(world.run('grep -c "$(hostname)" /etc/hosts').out).toBe('1\n');
  });

  test('kernel threads lead no session', () => {
    expect(world.run('ps -eo pid,stat,comm | awk \'$3 == "kswapd0" {print $2}\'').out).toBe('S\n');
  });

  test('journalctl is the kernel log with the wall clock; before systemd there is none', () => {
    const { out, code } = world.run('journalctl -k -n 1');
    if (old) expect(code).toBe(127);
    else {
      const last = world
        .run('dmesg')
        .out.trimEnd()
        .split('\n')
        .at(-1)
        ?.replace(/^\[.*?\] /, '');
      expect(out).toMatch(/^[A-Z][a-z]{2} \d\d \d\d:\d\d:\d\d \S+ kernel: /);
      expect(out.trimEnd().endsWith(last ?? '-')).toBe(true);
      expect(world.run('journalctl -u ssh').out).toBe('-- No entries --\n');
    }
  });
});

test('a name changed in its file is the name after the next boot', () => {
  const world = openShell({ boot: 60, profile: 'debian-12' });
  world.run('echo shop > /etc/hostname');
  expect(world.run('uname -n').out).not.toBe('shop\n');
  world.run('sync');
  world.host.powerOn(hardware(), world.at);
  world.at += 60 * SECOND;
  world.guest.advanceTo(world.at);
  expect(world.run('uname -n').out).toBe('shop\n');
});

/** Boot, integration services and the machine's life; saving in the middle of anything changes nothing. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { installGuest } from '../../src/guest/index.ts';
import { renderInterrupts } from '../../src/guest/kernel/interrupts.ts';
import { procEntries } from '../../src/guest/proc/entries.ts';
import { PROFILES } from '../../src/guest/profiles/index.ts';
import { sysEntries } from '../../src/guest/sys/entries.ts';
import { noUserSpace } from '../../src/guest/userspace.ts';
import type { Packet } from '../../src/vmbus/channels.ts';
import { openShell } from '../support/guest-shell.ts';
import { GB, type GuestUnderTest, HOST_2022, hardware, MB, openGuest, SECOND, START } from '../support/guest-world.ts';

const MINUTE = 60 * SECOND;

describe('boot', () => {
  test.each(PROFILES.map((profile) => [profile.id]))('%s reaches its login in 20 to 35 seconds', (profile) => {
    const world = openGuest({ profile, boot: 1 });
    expect(world.guest.run.stage).toBe('firmware');
    const stages = new Set<string>();
    let seconds = 1;
    while (world.guest.run.stage !== 'running' && seconds < 60) {
      world.pass(SECOND);
      seconds++;
      stages.add(world.guest.run.stage);
    }
    expect(seconds).toBeGreaterThanOrEqual(17);
    expect(seconds).toBeLessThanOrEqual(35);
    expect([...stages]).toEqual(['firmware', 'kernel', 'services', 'running']);
    expect(world.guest.run.drivers.heartbeat.phase).toBe('ready');
    world.pass(10 * MINUTE);
    expect(world.guest.nextEventAt).toBeNull();
    expect(JSON.stringify(world.guest.save()).length).toBeLessThan(20_000);
  });

  test('time stamps rise', () => {
    for (const { id } of PROFILES) {
      const stamps = openGuest({ profile: id }).guest.run.kernel.log.map(([at]) => at);
      expect(stamps).toEqual([...stamps].sort((a, b) => a - b));
    }
  });

  test('no system installed: no boot device, silent for ever', () => {
    const world = openGuest({ boot: 0 });
    world.guest.state.installed = null;
    world.pass(MINUTE);
    expect(world.guest.run.stage).toBe('noBootDevice');
    expect(world.guest.nextEventAt).toBeNull();
    expect(world.guest.cpuShare).toBeLessThan(0.01);
  });

  test('a Windows guest answers its services and has no log', () => {
    const world = openGuest({ profile: 'windows-server-2022', hardware: { host: HOST_2022 }, boot: 120 });
    expect(world.lines()).toEqual([]);
    expect(world.sent('heartbeat', 'negotiated')).toHaveLength(1);
    expect(world.sent('balloon', 'statusReport')).toHaveLength(1);
    world.host.deliver(
      { channel: 'shutdown', message: { type: 'request', reason: '', restart: false, force: false } },
      world.at,
    );
    world.pass(MINUTE);
    expect(world.host.exits).toEqual([{ kind: 'poweroff' }]);
  });

  test('VMBus: the newest version that both know', () => {
    const version = (profile: string, vmbusVersion: number) => {
      const host = { ...HOST_2022, vmbusVersion };
      return openGuest({ profile, hardware: { host } }).guest.run.drivers.bus;
    };
    expect(version('sles-11-sp3', 0x5_0003)).toBe(0x2_0004);
    expect(version('ubuntu-14.04', 0x5_0003)).toBe(0x3_0000);
    expect(version('debian-12', 0x5_0003)).toBe(0x5_0003);
    expect(version('debian-12', 0x3_0000)).toBe(0x3_0000);
    expect(version('debian-12', 0x1_0001)).toBeNull();
  });

  test('the low gap of 2013 is resource 8: field 11 of the line', () => {
    const world = openGuest({ hardware: { lowGapBytes: 1 * GB, memoryBytes: 2 * GB } });
    const line = world.dmesg().match(/^.*pci_bus.*resource 8.*$/m)?.[0] ?? '';
    expect(line.split(' ')[10]).toBe('0xc0000000-0xfffbffff]');
  });
});

describe('services', () => {
  const answerTo = (world: GuestUnderTest, packet: Packet) => {
    const before = world.host.trace.length;
    world.host.deliver(packet, world.at);
    return world.host.trace.slice(before + 1).map(({ packet: sent }) => sent.message);
  };

  test('heartbeat adds one', () => {
    const world = openGuest();
    const beat = { channel: 'heartbeat', message: { type: 'beat', sequence: 41 } } as const;
    expect(answerTo(world, beat)).toEqual([{ type: 'answer', sequence: 42 }]);
  });

  test('shutdown: answered at once, off some seconds later', () => {
    const world = openGuest();
    const message = { type: 'request', reason: 'test', restart: false, force: false } as const;
    expect(answerTo(world, { channel: 'shutdown', message })).toEqual([{ type: 'response', status: 0 }]);
    expect(world.lines().at(-1)).toBe('hv_utils: Shutdown request received - graceful shutdown initiated');
    expect(world.host.exits).toEqual([]);
    world.pass(15 * SECOND);
    expect(world.host.exits).toEqual([{ kind: 'poweroff' }]);
    expect(world.guest.state.run).toBeNull();
    expect(world.guest.nextEventAt).toBeNull();
  });

  test('restart ends in a reset, and the next boot is like the first but not the same', () => {
    const world = openGuest();
    const first = world.dmesg();
    const message = { type: 'request', reason: '', restart: true, force: false } as const;
    world.host.deliver({ channel: 'shutdown', message }, world.at);
    world.pass(15 * SECOND);
    expect(world.host.exits).toEqual([{ kind: 'reset' }]);
    world.host.powerOn(hardware(), world.at);
    world.pass(40 * SECOND);
    expect(world.guest.run.stage).toBe('running');
    expect(world.dmesg()).not.toBe(first);
    expect(world.lines()).toEqual(openGuest().lines());
  });

  test('a shutdown request before the driver is there is not answered', () => {
    const world = openGuest({ boot: 5 });
    const message = { type: 'request', reason: '', restart: false, force: false } as const;
    expect(answerTo(world, { channel: 'shutdown', message })).toEqual([]);
  });

  test('a service that is enabled later is negotiated at once', () => {
    const world = openGuest({ hardware: { services: [] } });
    expect(world.guest.run.drivers.heartbeat.phase).toBe('closed');
    const v3 = [{ major: 3, minor: 0 }];
    const negotiate = { type: 'negotiate', frameworks: v3, services: v3 } as const;
    expect(answerTo(world, { channel: 'heartbeat', message: negotiate }).at(-1)).toEqual({
      type: 'negotiated',
      framework: v3[0],
      service: v3[0],
    });
    const newer = { type: 'negotiate', frameworks: v3, services: [{ major: 9, minor: 0 }] } as const;
    expect(answerTo(world, { channel: 'shutdown', message: newer }).at(-1)).toEqual({
      type: 'negotiated',
      framework: null,
      service: null,
    });
  });

  test('time: behind after standing still, right again after a sync', () => {
    const world = openGuest();
    const uptime = world.guest.uptime;
    const saved = world.at;
    world.at += 600 * SECOND;
    world.guest.resume(saved, world.at);
    expect(world.guest.uptime).toBe(uptime);
    expect(world.guest.wall).toBe(saved);
    world.host.deliver(
      { channel: 'timesync', message: { type: 'time', hostTime: world.at, kind: 'sample' } },
      world.at,
    );
    expect(world.guest.wall).toBe(saved);
    world.host.deliver({ channel: 'timesync', message: { type: 'time', hostTime: world.at, kind: 'sync' } }, world.at);
    expect(world.guest.wall).toBe(world.at);
    world.pass(MINUTE);
    expect(world.guest.wall).toBe(world.at);
    expect(world.guest.uptime).toBe(uptime + MINUTE);
  });

  test('keys: ten automatic ones in order, then the end; the external pool can be written', () => {
    const world = openGuest();
    const ask = (message: Extract<Packet, { channel: 'kvp' }>['message']) =>
      answerTo(world, { channel: 'kvp', message })[0];
    const keys = Array.from({ length: 11 }, (_, index) => {
      const reply = ask({ type: 'enumerate', pool: 'auto', index });
      return reply?.type === 'reply' ? (reply.pair?.key ?? reply.status) : null;
    });
    expect(keys).toEqual([
      'FullyQualifiedDomainName',
      'IntegrationServicesVersion',
      'NetworkAddressIPv4',
      'NetworkAddressIPv6',
      'OSBuildNumber',
      'OSName',
      'OSMajorVersion',
      'OSMinorVersion',
      'OSVersion',
      'ProcessorArchitecture',
      0x80070103,
    ]);
    const pair = { key: 'a', value: '1' };
    expect(ask({ type: 'set', pool: 'external', pair })).toEqual({ type: 'reply', status: 0, pair: null });
    expect(ask({ type: 'get', pool: 'external', key: 'a' })).toEqual({ type: 'reply', status: 0, pair });
    expect(ask({ type: 'delete', pool: 'external', key: 'b' })).toMatchObject({ status: 0x80070103 });
    expect(ask({ type: 'delete', pool: 'external', key: 'a' })).toMatchObject({ status: 0 });
  });

  test('keys without the daemon: the kernel answers with a failure', () => {
    let alive = true;
    const names: string[] = [];
    const userSpace = {
      ...noUserSpace,
      runs: (_: unknown, name: string) => {
        names.push(name);
        return alive;
      },
    };
    const world = openGuest({ userSpace });
    const ask = () => answerTo(world, { channel: 'kvp', message: { type: 'enumerate', pool: 'auto', index: 0 } })[0];
    expect(ask()).toMatchObject({ status: 0 });
    alive = false;
    expect(ask()).toEqual({ type: 'reply', status: 0x80004005, pair: null });
    expect(names).toEqual(['hv_kvp_daemon', 'hv_kvp_daemon']);
  });

  test('balloon: versions are tried downwards; refusal and silence fail the probe', () => {
    const offered = (versions: readonly number[], deaf = false) => {
      const world = openGuest({
        prepare(host) {
          host.balloonVersions = versions;
          if (deaf) host.deaf.add('balloon');
        },
      });
      world.pass(MINUTE);
      return [
        world
          .sent('balloon', 'versionRequest')
          .map((message) => (message.type === 'versionRequest' ? message.version : 0)),
        world.guest.run.drivers.balloon.phase,
        world.lines().filter((line) => line.includes('probe failed')),
      ];
    };
    expect(offered([0x1_0000])).toEqual([[0x1_0000], 'initialized', []]);
    expect(offered([0x0_0003])).toEqual([[0x1_0000, 0x0_0003], 'initialized', []]);
    const failed = ['hv_vmbus: probe failed for device vmbus_0_4 (-110)'];
    expect(offered([])).toEqual([[0x1_0000, 0x0_0003], 'initError', failed]);
    expect(offered([0x1_0000], true)).toEqual([[0x1_0000], 'initError', failed]);
  });

  test('Ubuntu 12.04 has no balloon driver: nothing is ever sent', () => {
    const world = openGuest({ profile: 'ubuntu-12.04', boot: 300, hardware: { dynamicMemory: true } });
    expect(world.sent('balloon')).toEqual([]);
    expect(world.sent('heartbeat', 'negotiated')).toHaveLength(1);
  });
});

test('installing: unknown profiles and running machines are refused', () => {
  expect(() => installGuest(null, 'plan9', { hostName: 'x' })).toThrow('no guest profile plan9');
  const world = openGuest();
  expect(() => installGuest(world.guest.save(), 'debian-12', { hostName: 'x' })).toThrow('must be off');
  expect(installGuest(null, 'none', { hostName: 'x' })).toMatchObject({ installed: null });
});

/** Everything a person or the host can see of a guest. */
function observe(world: GuestUnderTest): unknown {
  const { guest } = world;
  if (!guest.state.run) return { state: guest.state, trace: world.host.trace, exits: world.host.exits };
  const read = (entries: Map<string, unknown>) =>
    [...entries].map(([path, entry]) => [
      path,
      'read' in (entry as object) ? (entry as { read(g: unknown): string }).read(guest) : entry,
    ]);
  return {
    log: world.dmesg(),
    interrupts: renderInterrupts(guest),
    proc: read(procEntries(guest)),
    sys: read(sysEntries(guest)),
    trace: world.host.trace,
    exits: world.host.exits,
    next: guest.nextEventAt,
  };
}

type Step = readonly [
  kind: 'pass' | 'balloon' | 'unballoon' | 'hotAdd' | 'nmi' | 'beat' | 'stop' | 'stand',
  amount: number,
];

function play(world: GuestUnderTest, [kind, amount]: Step): void {
  const deliver = (packet: Packet) => world.host.deliver(packet, world.at);
  if (kind === 'pass') world.pass(amount * 37_003);
  else if (!world.guest.state.run) return;
  else if (kind === 'balloon') {
    deliver({ channel: 'balloon', message: { type: 'balloonRequest', pages: (amount % 300) * 512 } });
  } else if (kind === 'unballoon') {
    const ranges = world.guest.run.memory.ballooned.slice(0, 1);
    deliver({ channel: 'balloon', message: { type: 'unballoonRequest', morePages: amount % 2 === 0, ranges } });
  } else if (kind === 'hotAdd') {
    const range = { start: (40 + (amount % 20)) * 32_768, pages: ((amount % 3) + 1) * 20_000 };
    deliver({ channel: 'balloon', message: { type: 'hotAddRequest', range, region: null } });
  } else if (kind === 'nmi') world.guest.injectNmi(amount % 2 ? 'all' : 'first', world.at);
  else if (kind === 'beat') deliver({ channel: 'heartbeat', message: { type: 'beat', sequence: amount } });
  else if (kind === 'stop') {
    if (amount % 10 === 0) {
      deliver({ channel: 'shutdown', message: { type: 'request', reason: '', restart: false, force: false } });
    }
  } else if (kind === 'stand') {
    const since = world.at;
    world.at += amount * SECOND;
    world.guest.resume(since, world.at);
  }
}

const steps = fc.array(
  fc.tuple(
    fc.constantFrom<Step[0]>('pass', 'pass', 'pass', 'balloon', 'unballoon', 'hotAdd', 'nmi', 'beat', 'stop', 'stand'),
    fc.nat(2_000),
  ),
  { maxLength: 25 },
);

describe('a guest goes on the same', () => {
  const start = (profile: string) =>
    openGuest({
      profile,
      boot: 3,
      hardware: { memoryBytes: 1 * GB, maximumMemoryBytes: 8 * GB, dynamicMemory: true, lowGapBytes: 512 * MB },
    });

  test.each([['sles-11-sp3'], ['debian-12'], ['rhel-6.5']])('%s, stored and reopened after every step', (profile) => {
    fc.assert(
      fc.property(steps, (script) => {
        const plain = start(profile);
        const stored = start(profile);
        for (const step of script) {
          play(plain, step);
          play(stored, step);
          stored.reopen();
        }
        for (const world of [plain, stored]) world.pass(2 * MINUTE);
        expect(observe(stored)).toEqual(observe(plain));
      }),
      { numRuns: 25 },
    );
  });

  test('with user space, stored every second of its boot', () => {
    const world = openShell({ boot: 1 });
    for (let second = 0; second < 40; second++) {
      world.pass(SECOND);
      world.reopen();
    }
    const plain = openShell({ boot: 41 });
    const command = 'ls /bin; cat /proc/mounts; df -k';
    expect(world.run(command)).toEqual(plain.run(command));
    expect(world.run('free').code).toBe(0);
  });

  test('in one leap or in many small steps', () => {
    const leap = start('debian-12');
    const walk = start('debian-12');
    leap.pass(100 * SECOND);
    for (let index = 0; index < 1000; index++) walk.pass(SECOND / 10);
    expect(observe(walk)).toEqual(observe(leap));
  });

  test('the same seed gives the same bytes, another seed does not', () => {
    const run = (seed: string) => JSON.stringify(observe(openGuest({ seed })));
    expect(run('a')).toBe(run('a'));
    expect(run('a')).not.toBe(run('b'));
  });

  test('looking changes nothing, and an idle guest is not dirty', () => {
    const world = openGuest({ boot: 200 });
    world.reopen();
    expect(world.guest.dirty).toBe(false);
    observe(world);
    world.pass(MINUTE);
    expect(world.guest.dirty).toBe(false);
    expect(world.guest.uptime).toBeGreaterThan(0);
    expect(world.at).toBeGreaterThan(START);
  });
});

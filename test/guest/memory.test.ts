/** Memory: the accounts, pressure reports, balloon and hot-add, against captured figures where there are any. */
import { describe, expect, test } from '@jest/globals';
import { splitRanges } from '../../src/guest/drivers/balloon-inflate.ts';
import { merge, subtract } from '../../src/guest/kernel/hotplug.ts';
import { accounts, balloonFloor, cacheFiles } from '../../src/guest/kernel/memory.ts';
import { procEntries } from '../../src/guest/proc/entries.ts';
import { sysEntries } from '../../src/guest/sys/entries.ts';
import { noUserSpace, type UserSpace } from '../../src/guest/userspace.ts';
import { hotAddRanges, ramRanges } from '../../src/vmbus/memory-map.ts';
import { between, capture, field, kernelLines } from '../support/ground-truth.ts';
import { GB, type GuestUnderTest, HOST_2022, hardware, MB, openGuest, SECOND } from '../support/guest-world.ts';

const PAGE = 4096;
const CHUNK = 32_768;

function read(world: GuestUnderTest, path: string): string {
  const entry = path.startsWith('/proc/')
    ? procEntries(world.guest).get(path.slice(6))
    : sysEntries(world.guest).get(path.slice(5));
  if (!entry || !('read' in entry)) throw new Error(`no ${path}`);
  return entry.read(world.guest);
}

function write(world: GuestUnderTest, path: string, text: string): string | null {
  return world.guest.act(world.at, (guest) => {
    const entry = sysEntries(guest).get(path.slice(5));
    if (!entry || !('read' in entry)) throw new Error(`no ${path}`);
    return entry.write?.(guest, text, { pid: 1, name: 'sh' }) ?? null;
  });
}

/** The captured guest: Debian's 6.1, 2 GiB, room for more. */
function debian(userSpace: UserSpace = noUserSpace): GuestUnderTest {
  return openGuest({
    profile: 'debian-12',
    userSpace,
    boot: 100,
    hardware: { maximumMemoryBytes: 86 * GB, dynamicMemory: true, host: HOST_2022 },
  });
}

function request(world: GuestUnderTest, message: { pages: number } | { start: number; pages: number }): void {
  const packet =
    'start' in message
      ? ({ type: 'hotAddRequest', range: message, region: null } as const)
      : ({ type: 'balloonRequest', pages: message.pages } as const);
  world.host.deliver({ channel: 'balloon', message: packet }, world.at);
}

const committed = (world: GuestUnderTest) => {
  const last = world.sent('balloon', 'statusReport').at(-1);
  return last?.type === 'statusReport' ? last.committedPages * PAGE : null;
};
const pagesOf = (mib: number) => (mib * MB) / PAGE;

describe('the captured sequence without onlining (6.1)', () => {
  const text = capture('mem-hvballoon-manual-online-6.1.txt');
  const at = (title: string) => between(text, `--- ${title}`, '--- ');
  const world = debian();
  const total = () => field(read(world, '/proc/meminfo'), 'MemTotal');
  const close = (name: string, title: string) => {
    const wanted = field(at(title), name);
    // In the capture the kernel's own use fell from 154 to 127 MB while nothing happened: caches per processor emptied.
    return Math.abs(field(read(world, '/proc/meminfo'), name) - wanted) < 32_000;
  };

  test('initial', () => {
    expect(total()).toBe(field(at('initial'), 'MemTotal'));
    expect(close('MemFree', 'initial')).toBe(true);
    expect(close('MemAvailable', 'initial')).toBe(true);
    // MemFree less MemAvailable follows from the watermarks.
    const gap = field(at('initial'), 'MemFree') - field(at('initial'), 'MemAvailable');
    const ours = read(world, '/proc/meminfo');
    expect(Math.abs(field(ours, 'MemFree') - field(ours, 'MemAvailable') - gap)).toBeLessThan(300);
    expect(committed(world)).toBe(454_197_248);
  });

  test('512 MiB, then 1 GiB given away: MemTotal falls by as much, nothing is logged', () => {
    const lines = world.lines().length;
    request(world, { pages: pagesOf(512) });
    world.pass(3 * SECOND);
    expect(total()).toBe(field(at('after balloon to 1536 MiB'), 'MemTotal'));
    expect(committed(world)).toBe(923_959_296);
    request(world, { pages: pagesOf(512) });
    world.pass(3 * SECOND);
    expect(total()).toBe(field(at('after balloon to 1024 MiB'), 'MemTotal'));
    expect(close('MemFree', 'after balloon to 1024 MiB')).toBe(true);
    expect(committed(world)).toBe(1_393_721_344);
    expect(world.lines()).toHaveLength(lines);
  });

  test('given back', () => {
    const ranges = world.guest.run.memory.ballooned;
    const message = { type: 'unballoonRequest', morePages: false, ranges } as const;
    world.host.deliver({ channel: 'balloon', message }, world.at);
    world.pass(3 * SECOND);
    expect(total()).toBe(field(at('after deflate to 2048 MiB'), 'MemTotal'));
    expect(committed(world)).toBe(454_197_248);
    expect(world.sent('balloon', 'unballoonResponse')).toHaveLength(1);
  });

  test('1 GiB added: blocks come one after another, offline, and count for nothing', () => {
    const lines = world.lines().length;
    request(world, { start: 256 * CHUNK, pages: pagesOf(1024) });
    world.pass(27 * SECOND);
    expect(world.guest.run.memory.blocks).toHaveLength(6);
    expect(world.sent('balloon', 'hotAddResponse')).toHaveLength(0);
    expect(total()).toBe(field(at('after hot-add to 3072 MiB'), 'MemTotal'));
    expect(read(world, '/proc/iomem')).toContain('800000000-82fffffff : System RAM\n');
    expect(world.lines()).toHaveLength(lines);
    // MemFree falls by about 2.2 MiB a block.
    const fell = field(at('after deflate to 2048 MiB'), 'MemFree') - field(at('after hot-add to 3072 MiB'), 'MemFree');
    expect(Math.abs(fell - 6 * 2_240)).toBeLessThan(500);
    world.pass(15 * SECOND);
    expect(world.sent('balloon', 'hotAddResponse')).toEqual([{ type: 'hotAddResponse', pages: 262_144, result: 1 }]);
  });

  test('seven of the eight onlined by hand: the eighth counts as committed', () => {
    for (let index = 256; index < 263; index++) {
      expect(write(world, `/sys/devices/system/memory/memory${index}/state`, 'online\n')).toBeNull();
    }
    world.pass(5 * SECOND);
    expect(total()).toBe(field(at('after onlining by hand'), 'MemTotal'));
    expect(close('MemFree', 'after onlining by hand')).toBe(true);
    expect(world.lines().slice(-3).slice(0, 1)).toEqual(['Fallback order for Node 0: 0 ']);
    expect(world.lines().at(-1)).toBe('Policy zone: Normal');
    const gap = field(at('after onlining by hand'), 'MemFree') - field(at('after onlining by hand'), 'MemAvailable');
    const ours = read(world, '/proc/meminfo');
    expect(Math.abs(field(ours, 'MemFree') - field(ours, 'MemAvailable') - gap)).toBeLessThan(300);
    expect(read(world, '/sys/devices/system/memory/memory263/state')).toBe('offline\n');
    expect(read(world, '/sys/devices/system/memory/memory263/valid_zones')).toBe('Normal Movable\n');
  });

  test('2 GiB given away: the worked example to the page', () => {
    request(world, { pages: pagesOf(2048) });
    world.pass(5 * SECOND);
    expect(total()).toBe(780_072);
    // The captured report has 32 pages more: its Committed_AS had grown by 128 kB meanwhile.
    expect(committed(world)).toBe((631_112 - 32) * PAGE);
    const [, rows = ''] = /cat \/sys\/kernel\/debug\/hv-balloon\)\n([\s\S]*?)#####/.exec(text) ?? [];
    const withoutTotal = (lines: string) => lines.replace(/^total_pages_committed.*$/m, '');
    expect(withoutTotal(read(world, '/sys/kernel/debug/hv-balloon'))).toBe(withoutTotal(rows));
  });
});

test('hot-add with memhp_default_state=online as captured', () => {
  const text = capture('mem-hvballoon-auto-online.txt');
  const world = openGuest({
    profile: 'debian-12',
    kernelArguments: ['memhp_default_state=online'],
    boot: 100,
    hardware: { maximumMemoryBytes: 86 * GB, dynamicMemory: true, host: HOST_2022 },
  });
  const before = world.lines().length;
  request(world, { start: 256 * CHUNK, pages: pagesOf(1024) });
  world.pass(3 * SECOND);
  expect(field(read(world, '/proc/meminfo'), 'MemTotal')).toBe(
    field(between(text, '--- after hot-add to 3072 MiB', '---'), 'MemTotal'),
  );
  expect(committed(world)).toBe(530_100_224);
  const printed = world.lines().slice(before);
  const console = kernelLines(between(text, '--- console', '[...]'));
  const masked = (lines: readonly string[]) => lines.map((line) => line.replace(/pages: \d+/, 'pages: N'));
  expect(masked(printed)).toEqual(masked(console));
  expect(read(world, '/proc/iomem')).toContain('800000000-83fffffff : System RAM\n');
  request(world, { start: 264 * CHUNK, pages: pagesOf(3072) });
  world.pass(5 * SECOND);
  expect(field(read(world, '/proc/meminfo'), 'MemTotal')).toBe(
    field(between(text, '--- after target 6144 MiB', '---'), 'MemTotal'),
  );
  // The zone lists are printed once.
  expect(world.lines().filter((line) => line.startsWith('Policy zone: Normal'))).toHaveLength(1);
});

test('6.12 onlines by itself, as captured', () => {
  const text = capture('mem-hvballoon-auto-online.txt');
  const block = text.slice(text.indexOf('=== B: 6.12'));
  const world = openGuest({
    profile: 'debian-13',
    boot: 100,
    hardware: { maximumMemoryBytes: 86 * GB, dynamicMemory: true, host: HOST_2022 },
  });
  request(world, { start: 256 * CHUNK, pages: pagesOf(1024) });
  world.pass(3 * SECOND);
  const captured = between(block, '--- after hot-add to 3072 MiB', '---');
  const ours = read(world, '/proc/meminfo');
  expect(field(ours, 'MemTotal')).toBe(field(captured, 'MemTotal'));
  expect(Math.abs(field(ours, 'MemFree') - field(captured, 'MemFree'))).toBeLessThan(5_000);
  expect(committed(world)).toBe(488_370_176);
});

test('who onlines: sysfs, a rule, or nobody; the module can be told to refuse', () => {
  const online = (kernelArguments: string[], setting: string | null, rule: boolean | null) => {
    const world = openGuest({
      profile: 'debian-12',
      kernelArguments,
      boot: 60,
      userSpace: rule === null ? noUserSpace : { ...noUserSpace, onlinesMemory: () => rule },
      hardware: { maximumMemoryBytes: 86 * GB },
    });
    if (setting) write(world, '/sys/devices/system/memory/auto_online_blocks', setting);
    request(world, { start: 256 * CHUNK, pages: CHUNK });
    world.pass(20 * SECOND);
    const [answer] = world.sent('balloon', 'hotAddResponse');
    return [world.guest.run.memory.blocks.map((block) => block.online), answer];
  };
  const done = { type: 'hotAddResponse', pages: CHUNK, result: 1 };
  expect(online([], null, null)).toEqual([[false], done]);
  expect(online([], 'online', null)).toEqual([[true], done]);
  expect(online([], null, true)).toEqual([[true], done]);
  expect(online(['memhp_default_state=online'], 'offline', false)).toEqual([[false], done]);
  expect(online(['hv_balloon.hot_add=0'], null, null)).toEqual([[], { ...done, pages: 0 }]);
});

test('the driver of 2013 rolls back a block that nobody onlines', () => {
  const world = openGuest({
    profile: 'ubuntu-14.04',
    boot: 60,
    userSpace: { ...noUserSpace, onlinesMemory: () => false },
    hardware: { maximumMemoryBytes: 8 * GB, dynamicMemory: true },
  });
  request(world, { start: 40 * CHUNK, pages: 2 * CHUNK });
  world.pass(10 * SECOND);
  expect(world.guest.run.memory.blocks).toEqual([]);
  expect(world.lines().slice(-2)).toEqual(['hv_balloon: hot_add memory timedout', 'hv_balloon: Memory hot add failed']);
  expect(world.sent('balloon', 'hotAddResponse')).toEqual([{ type: 'hotAddResponse', pages: 0, result: 0 }]);
});

describe('SLES 11 SP3: the driver of 2013', () => {
  const start = () =>
    openGuest({
      boot: 100,
      hardware: { memoryBytes: 786 * MB, maximumMemoryBytes: 8 * GB, dynamicMemory: true },
    });

  test('the udev rule onlines new memory; MemTotal rises by 131072 kB a block', () => {
    const world = start();
    const first = (hotAddRanges(hardware({ memoryBytes: 786 * MB }))[0]?.start ?? 0) / PAGE;
    const before = field(read(world, '/proc/meminfo'), 'MemTotal');
    request(world, { start: first, pages: 3 * CHUNK });
    world.pass(2 * SECOND);
    expect(field(read(world, '/proc/meminfo'), 'MemTotal')).toBe(before + 3 * 131_072);
    expect(world.sent('balloon', 'hotAddResponse')).toEqual([{ type: 'hotAddResponse', pages: 3 * CHUNK, result: 1 }]);
  });

  test('memory that is there already ends hot-add for good', () => {
    const world = start();
    request(world, { start: (786 * MB) / PAGE, pages: CHUNK });
    world.pass(2 * SECOND);
    expect(world.lines()).toEqual(expect.arrayContaining(['hv_balloon: hot_add memory failed error is -17']));
    expect(world.sent('balloon', 'hotAddResponse')).toEqual([{ type: 'hotAddResponse', pages: 0, result: 1 }]);
  });

  test('a balloon leaves MemTotal alone and takes free memory; no floor is checked', () => {
    const world = start();
    const before = accounts(world.guest);
    request(world, { pages: pagesOf(256) });
    world.pass(2 * SECOND);
    const after = accounts(world.guest);
    expect(after.total).toBe(before.total);
    expect(before.free - after.free).toBe(pagesOf(256));
    // 4 KiB units: 510 of them in an answer.
    const answers = world.sent('balloon', 'balloonResponse');
    expect(answers).toHaveLength(Math.ceil(pagesOf(256) / 510));
    expect(answers.filter((answer) => answer.type === 'balloonResponse' && !answer.morePages)).toHaveLength(1);
    request(world, { pages: pagesOf(4096) });
    world.pass(8 * SECOND);
    // All that was free or could be dropped is gone, more was not there.
    expect(accounts(world.guest).cached * 4).toBeLessThan(1_000);
    expect(world.dmesg()).not.toContain('partially fulfilled');
  });

  test('nothing is reported while nothing changes, and the first report waits 45 s', () => {
    const world = openGuest({ boot: 45, hardware: { dynamicMemory: true } });
    expect(world.sent('balloon', 'statusReport')).toHaveLength(0);
    world.pass(60 * SECOND);
    expect(world.sent('balloon', 'statusReport')).toHaveLength(1);
    expect(world.guest.nextEventAt).toBeNull();
    world.pass(30 * 86_400 * SECOND);
    expect(world.sent('balloon', 'statusReport')).toHaveLength(1);
  });
});

test('a later driver keeps its floor', () => {
  const world = debian();
  const before = accounts(world.guest);
  request(world, { pages: pagesOf(2000) });
  world.pass(5 * SECOND);
  const given = before.total - accounts(world.guest).total;
  expect(given % 512).toBe(0);
  expect(given).toBe(Math.floor((before.available - balloonFloor(before.total, 'modern')) / 512) * 512);
  expect(world.lines().at(-1)).toBe('hv_balloon: Balloon request will be partially fulfilled. Not enough memory.');
  request(world, { pages: pagesOf(4096) });
  world.pass(5 * SECOND);
  // Nothing can be given: the guest still answers once.
  const last = world.sent('balloon', 'balloonResponse').at(-1);
  expect(last).toMatchObject({ type: 'balloonResponse', morePages: false });
});

test('requests that come while another is in hand are warned about and answered', () => {
  const world = debian();
  request(world, { pages: pagesOf(512) });
  request(world, { pages: pagesOf(2) });
  world.pass(5 * SECOND);
  expect(world.lines()).toContain('hv_balloon: Currently ballooning');
  expect(world.guest.run.memory.ballooned.reduce((sum, { pages }) => sum + pages, 0)).toBe(pagesOf(514));
});

describe('floor', () => {
  const table: [mib: number, old: number, modern: number][] = [
    [64, 40, 40],
    [128, 72, 72],
    [256, 104, 104],
    [512, 168, 168],
    [1024, 232, 232],
    [2048, 360, 360],
    [4096, 424, 488],
    [8192, 552, 744],
    [16_384, 808, 1000],
    [32_768, 1320, 1512],
    [131_072, 4392, 4584],
  ];
  test.each(table)('%i MiB', (mib, old, modern) => {
    expect(balloonFloor(mib * 256, '2013')).toBe(old * 256);
    expect(balloonFloor(mib * 256, 'modern')).toBe(modern * 256);
  });
});

describe('where RAM lies', () => {
  const A = { highGapBytes: 512 * MB, highGapBase: 64 * GB - 512 * MB };
  const B = { highGapBytes: 512 * MB, highGapBase: 128 * GB - 512 * MB };
  const rows: [gb: number, gap: number, gaps: typeof A, ranges: string][] = [
    [2, 2048, A, '0-7fffffff'],
    [2, 3584, A, '0-1fffffff 100000000-15fffffff'],
    [4, 128, A, '0-f7ffffff 100000000-107ffffff'],
    [8, 1024, B, '0-bfffffff 100000000-23fffffff'],
    [64, 128, A, '0-f7ffffff 100000000-fdfffffff 1000000000-1027ffffff'],
    [64, 128, B, '0-f7ffffff 100000000-1007ffffff'],
    [130, 3584, A, '0-1fffffff 100000000-fdfffffff 1000000000-217fffffff'],
    [130, 1024, B, '0-bfffffff 100000000-1fdfffffff 2000000000-20dfffffff'],
    [160, 3072, A, '0-3fffffff 100000000-fdfffffff 1000000000-28dfffffff'],
  ];
  test.each(rows)('%i GB with a gap of %i MB', (gb, gap, gaps, ranges) => {
    const layout = { memoryBytes: gb * GB, lowGapBytes: gap * MB, ...gaps };
    const text = ramRanges(layout).map(({ start, end }) => `${start.toString(16)}-${(end - 1).toString(16)}`);
    expect(text.join(' ')).toBe(ranges);
  });
});

test('out of memory: the biggest process dies, in the kernel’s words', () => {
  let pages = 1_000;
  const greedy: UserSpace = {
    ...noUserSpace,
    memory: () => ({ anonymous: pages, committed: pages + 20_000, shared: 50, changing: false }),
    oomVictim: () => ({
      pid: 4242,
      name: 'stress',
      uid: 0,
      totalVmKb: 4_100_000,
      anonymousKb: 4_000_000,
      fileKb: 200,
      score: 901,
    }),
    kill: () => {
      pages = 1_000;
    },
  };
  const world = debian(greedy);
  world.guest.act(world.at, () => {
    pages = 1_000_000;
  });
  expect(pages).toBe(1_000);
  expect(world.lines().at(-1)).toBe(
    'Out of memory: Killed process 4242 (stress) total-vm:4100000kB, anon-rss:4000000kB, file-rss:200kB, shmem-rss:0kB, UID:0 pgtables:8008kB oom_score_adj:0',
  );
  expect(world.guest.run.memory.oomKills).toBe(1);
});

test('swap takes what does not fit before anybody dies', () => {
  const userSpace: UserSpace = {
    ...noUserSpace,
    memory: () => ({ anonymous: 300_000, committed: 320_000, shared: 50, changing: false }),
  };
  const world = openGuest({ boot: 60, userSpace, hardware: { memoryBytes: 1 * GB } });
  const now = accounts(world.guest);
  expect(now.swapUsed).toBeGreaterThan(30_000);
  expect(now.missing).toBe(0);
  expect(now.anonymous + now.swapUsed).toBe(300_000);
});

test('the page cache: filled, written back after half a minute, pushed out, dropped', () => {
  const world = openGuest({ boot: 60 });
  const before = accounts(world.guest);
  world.guest.act(world.at, (guest) => {
    for (let index = 0; index < 1024; index++) cacheFiles(guest, 100, true);
    cacheFiles(guest, 512 * MB, false);
  });
  expect(accounts(world.guest).cached - before.cached).toBe(pagesOf(512) + 25);
  expect(before.free - accounts(world.guest).free).toBe(pagesOf(512) + 25);
  expect(accounts(world.guest).dirty).toBe(25);
  world.pass(60 * SECOND);
  expect(accounts(world.guest).dirty).toBe(0);
  world.guest.act(world.at, (guest) => cacheFiles(guest, 64 * GB, false));
  expect(accounts(world.guest).free * PAGE).toBeGreaterThan(16 * MB);
  world.guest.act(world.at, (guest) => {
    const entry = procEntries(guest).get('sys/vm/drop_caches');
    if (entry && 'write' in entry) entry.write?.(guest, '3\n', { pid: 9, name: 'sh' });
  });
  expect(accounts(world.guest).cached).toBe(accounts(world.guest).shared);
});

test('runs of pages: cut into messages, joined, taken out', () => {
  expect(
    splitRanges(
      [
        { start: 0, pages: 1000 },
        { start: 5000, pages: 30 },
      ],
      510,
    ),
  ).toEqual([
    [{ start: 0, pages: 510 }],
    [
      { start: 510, pages: 490 },
      { start: 5000, pages: 20 },
    ],
    [{ start: 5020, pages: 10 }],
  ]);
  expect(
    merge([
      { start: 10, pages: 5 },
      { start: 0, pages: 10 },
    ]),
  ).toEqual([{ start: 0, pages: 15 }]);
  expect(subtract([{ start: 0, pages: 15 }], { start: 4, pages: 2 })).toEqual([
    { start: 0, pages: 4 },
    { start: 6, pages: 9 },
  ]);
});

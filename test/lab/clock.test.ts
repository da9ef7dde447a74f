import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Machine, plainClock, setTo, shown } from '../../src/lab/clock.ts';
import { createLab } from '../../src/lab/create.ts';
import { getLabDoc, openLabStore, putLabDoc } from '../../src/lab/lab.ts';
import { type ClockMode, SECOND } from '../../src/lab/time.ts';
import { formatSize, formatTime, parseDuration, parseSize, parseTime } from '../../src/lab/words.ts';
import { temporary } from '../support/temporary.ts';

/** A machine whose time passes only while somebody sleeps. */
function fakeMachine(start: number): Machine & { slept: number[]; at: number } {
  const fake = {
    at: start,
    slept: [] as number[],
    now: () => fake.at,
    async sleep(milliseconds: number) {
      fake.slept.push(milliseconds);
      fake.at += milliseconds * 1000;
    },
  };
  return fake;
}

const modes: ClockMode[] = [
  { kind: 'wall', offset: 5 * SECOND },
  { kind: 'frozen', at: 100 * SECOND },
  { kind: 'scaled', at: 100 * SECOND, since: 10 * SECOND, factor: 2.5 },
];

test.each(modes)('a clock that is set shows that moment: $kind', (mode) => {
  fc.assert(
    fc.property(fc.nat(), fc.nat(), (at, machineNow) => {
      expect(shown(setTo(mode, at, machineNow), machineNow)).toBe(at);
    }),
  );
});

test('the three modes run as they say', () => {
  const later = modes.map((mode) => shown(mode, 20 * SECOND));
  expect(later).toEqual([25 * SECOND, 100 * SECOND, 125 * SECOND]);
});

test('waiting sleeps as long as the clock needs, in pieces, and moves a frozen clock at once', async () => {
  const host = fakeMachine(0);
  const frozen = plainClock({ kind: 'frozen', at: 0 }, host);
  await frozen.waitUntil(3600 * SECOND);
  expect([frozen.now(), host.slept]).toEqual([3600 * SECOND, []]);
  const wall = plainClock({ kind: 'wall', offset: 0 }, host);
  await wall.waitUntil(2.5 * SECOND);
  expect(host.slept).toEqual([1000, 1000, 500]);
  host.slept.length = 0;
  const scaled = plainClock({ kind: 'scaled', at: 0, since: host.at, factor: 10 }, host);
  await scaled.waitUntil(5 * SECOND);
  expect(host.slept).toEqual([500]);
  await scaled.waitUntil(4 * SECOND);
  expect(host.slept).toEqual([500]);
});

test('a wait ends early when it is abandoned', async () => {
  const host = fakeMachine(0);
  const control = new AbortController();
  const sleep = host.sleep;
  host.sleep = async (milliseconds) => {
    await sleep(milliseconds);
    control.abort();
  };
  await plainClock({ kind: 'wall', offset: 0 }, host).waitUntil(100 * SECOND, control.signal);
  expect(host.slept).toEqual([1000]);
});

describe('the clock of a lab', () => {
  test('is shared by all who have it open, and waits notice when another changes it', async () => {
    const dir = temporary();
    createLab(dir, { seed: 's', clock: { kind: 'frozen', at: 50 * SECOND } }).close();
    const host = fakeMachine(1000 * SECOND);
    const one = openLabStore({ dir, machine: host });
    const two = openLabStore({ dir, machine: host });
    await one.clock.waitUntil(60 * SECOND);
    expect(two.store.read(() => two.clock.now())).toBe(60 * SECOND);
    expect(two.setClock((_mode, now, machineNow) => ({ kind: 'scaled', at: now, since: machineNow, factor: 2 }))).toBe(
      60 * SECOND,
    );
    const sleep = host.sleep;
    host.sleep = async (milliseconds) => {
      await sleep(milliseconds);
      two.setClock((_mode, now) => ({ kind: 'frozen', at: now }));
    };
    await one.clock.waitUntil(70 * SECOND);
    expect(host.slept).toEqual([1000]);
    expect(one.clock.mode).toEqual({ kind: 'frozen', at: 70 * SECOND });
    one.close();
    two.close();
  });

  test('never shows an earlier moment than the last commit', () => {
    const host = fakeMachine(1000 * SECOND);
    const lab = openLabStore({ memory: true, clock: { kind: 'wall', offset: 0 }, machine: host });
    expect(lab.clock.now()).toBe(1000 * SECOND);
    lab.store.write((to) => putLabDoc(to, { ...getLabDoc(to), at: 1005 * SECOND }));
    expect(lab.store.read(() => lab.clock.now())).toBe(1005 * SECOND);
    host.at = 1006 * SECOND;
    expect(lab.clock.now()).toBe(1006 * SECOND);
    expect(lab.setClock((mode) => setTo(mode, 0, host.at))).toBe(1006 * SECOND);
  });

  test('a lab in memory is the same every time', () => {
    const [one, two] = [0, 1].map(() => openLabStore({ memory: true }));
    expect(one!.clock.now()).toBe(two!.clock.now());
    expect(one!.random.guid('vm', 'id')).toBe(two!.random.guid('vm', 'id'));
    expect(formatTime(one!.clock.now())).toBe('2024-01-01T00:00:00.000Z');
  });
});

test.each([
  ['60s', 60e6],
  ['1m30s', 90e6],
  ['1.5h', 5400e6],
  ['250ms', 250e3],
  ['2D', 172800e6],
  ['00:01:30', 90e6],
  ['1.02:00:00.5', 93600.5e6],
  ['60', undefined],
  ['', undefined],
  ['-5s', undefined],
  ['1x', undefined],
  ['99999999999999d', undefined],
])('duration %j', (text, expected) => {
  expect(parseDuration(text)).toBe(expected);
});

test.each([
  ['2026-01-31', '2026-01-31T00:00:00.000Z'],
  ['2026-01-31 14:00', '2026-01-31T14:00:00.000Z'],
  ['2026-01-31T14:00:00.5+02:00', '2026-01-31T12:00:00.500Z'],
  ['2026-02-31', undefined],
  ['tomorrow', undefined],
])('time %j', (text, expected) => {
  const at = parseTime(text);
  expect(at === undefined ? undefined : formatTime(at)).toBe(expected);
});

test.each([
  ['64GB', 64 * 2 ** 30, '64 GB'],
  ['3.5g', 3.5 * 2 ** 30, '3.5 GB'],
  ['512 mb', 2 ** 29, '512 MB'],
  ['1023', 1023, '1023 B'],
  ['0', 0, '0 B'],
  ['0.3', undefined, ''],
  ['10ZB', undefined, ''],
])('size %j', (text, bytes, back) => {
  expect(parseSize(text)).toBe(bytes);
  if (bytes !== undefined) expect(formatSize(bytes)).toBe(back);
});

test('who may give up is heard between two moments of a frozen clock', async () => {
  const clock = plainClock({ kind: 'frozen', at: 0 });
  const control = new AbortController();
  setImmediate(() => control.abort());
  let moments = 0;
  while (!control.signal.aborted && moments < 1000) {
    await clock.waitUntil(clock.now() + SECOND, control.signal);
    moments++;
  }
  expect(moments).toBeLessThan(1000);
});

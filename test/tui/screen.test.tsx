import { describe, expect, test } from '@jest/globals';
import { render } from 'ink-testing-library';
import type { Ticker } from '../../src/lab/ticker.ts';
import { App } from '../../src/tui/app.tsx';
import { chart, resample } from '../../src/tui/chart.ts';
import { size, uptime } from '../../src/tui/format.ts';
import { detail, fakeSource, row } from './fake-source.ts';

/** A ticker that ticks when the test says so. */
function handTicker() {
  let tick = () => {};
  const ticker: Ticker = {
    every(_ms, work) {
      tick = work;
      return () => {};
    },
  };
  return { ticker, tick: () => tick() };
}

/** Lets Ink take keys and draw until what is waited for is there: turns of the event loop, bounded. */
async function until(there: () => boolean): Promise<void> {
  for (let turn = 0; turn < 300_000 && !there(); turn++) await new Promise((done) => setImmediate(done));
  expect(there()).toBe(true);
}

const SIZES = [
  { columns: 80, rows: 24 },
  { columns: 120, rows: 40 },
];

const world = () =>
  fakeSource(
    [
      row('sles11', 'Running'),
      row('web 1', 'Off'),
      row('a-name-much-too-long-for-any-column-of-this-table-at-all', 'Saved'),
    ],
    {
      sles11: detail('sles11'),
      'web 1': detail('web 1', { dynamicMemory: false, kernelLog: [] }),
    },
  );

function show(source: ReturnType<typeof world>['source'], windowSize: { columns: number; rows: number }) {
  const hand = handTicker();
  const app = render(<App source={source} ticker={hand.ticker} size={windowSize} />);
  const text = () => app.lastFrame() ?? '';
  return { ...app, tick: hand.tick, lines: () => text().split('\n'), shows: (part: string) => text().includes(part) };
}

describe.each(SIZES)('$columns x $rows', (windowSize) => {
  test('the list, the chosen machine, its curve and its kernel log', async () => {
    const app = show(world().source, windowSize);
    await until(() => app.shows('Kernel log'));
    expect(app.lastFrame()).toMatchSnapshot();
    expect(app.lines().length).toBeLessThanOrEqual(windowSize.rows);
    for (const line of app.lines()) expect([...line].length).toBeLessThanOrEqual(windowSize.columns);
    app.unmount();
  });

  test('keys move, ask, run and show the cmdlet line', async () => {
    const { source, ran, world: fake } = world();
    const app = show(source, windowSize);
    await until(() => app.shows('Kernel log'));
    app.stdin.write('n');
    await until(() => ran.length === 1 && app.shows('> Debug-VM'));
    expect(ran).toEqual([['Debug-VM', '-Name', 'sles11', '-InjectNonMaskableInterrupt', '-Force']]);
    expect(app.lastFrame()).toContain('> Debug-VM -Name sles11 -InjectNonMaskableInterrupt -Force');
    fake.outcome = { ok: false, text: 'Set-VM: it did not work' };
    app.stdin.write('\u001B[B');
    await until(() => app.shows('s start'));
    app.stdin.write('g');
    await until(() => app.shows('Gap below 4 GB: 128MB'));
    app.stdin.write('\r');
    await until(() => ran.length === 2 && app.shows('it did not work'));
    expect(ran.at(-1)).toEqual(['Set-VM', '-Name', 'web 1', '-LowMmioGapSize', '128MB']);
    expect(app.lastFrame()).toContain('Set-VM: it did not work');
    app.unmount();
  });

  test('? shows every key of the table', async () => {
    const app = show(world().source, windowSize);
    await until(() => app.shows('? keys'));
    app.stdin.write('?');
    await until(() => app.shows('any key goes back'));
    expect(app.lastFrame()).toMatchSnapshot();
    app.unmount();
  });
});

test('rows change as the clock ticks', async () => {
  const { source, world: fake } = world();
  const app = show(source, { columns: 80, rows: 24 });
  await until(() => app.shows('web 1'));
  fake.rows = [row('sles11', 'Off')];
  app.tick();
  await until(() => !app.shows('web 1'));
  expect(app.lastFrame()).not.toContain('web 1');
  expect(app.lastFrame()).toContain('Off');
  app.unmount();
});

test('a terminal of 20x5 says what it needs; a lab that went away says so', async () => {
  const { source, world: fake } = world();
  const small = show(source, { columns: 20, rows: 5 });
  await until(() => small.shows('Too small'));
  expect(small.lastFrame()).toContain('Too small');
  for (const line of small.lines()) expect(line.length).toBeLessThanOrEqual(20);
  expect(small.lines().length).toBeLessThanOrEqual(5);
  small.unmount();
  const app = show(source, { columns: 80, rows: 24 });
  await until(() => app.shows('web 1'));
  fake.gone = 'The lab /tmp/lab is not there any more.';
  app.tick();
  await until(() => app.shows('not there any more'));
  expect(app.lastFrame()).toContain('The lab /tmp/lab is not there any more.');
  app.unmount();
});

test('an empty host invites', async () => {
  const app = show(fakeSource([]).source, { columns: 80, rows: 24 });
  await until(() => app.shows('No virtual machines'));
  expect(app.lastFrame()).toContain('No virtual machines');
  app.unmount();
});

test('curves: one dot column per sample, the scale from nought to the top', () => {
  expect(chart([[0, 0, 0, 0]], 2, 1, 100)).toEqual(['⣀⣀']);
  expect(chart([[100, 100]], 1, 1, 100)).toEqual(['⠉']);
  expect(chart([[0, 100]], 1, 1, 100)).toEqual(['⣸']);
  expect(chart([[null, null]], 1, 2, 100)).toEqual(['⠀', '⠀']);
  const points = [
    { at: 0, v: 1 },
    { at: 10, v: 5 },
  ];
  expect(resample(points, 3, 10, (p) => p.v)).toEqual([1, 1, 5]);
  expect(resample(points, 3, 20, (p) => p.v)).toEqual([null, 1, 5]);
  expect(resample([], 3, 20, () => 1)).toEqual([]);
});

test('figures', () => {
  expect([size(0), size(786 * 1048576), size(128 * 1024 * 1048576)]).toEqual(['', '786 MB', '128 GB']);
  expect([uptime(0), uptime(3725), uptime(4 * 86400 + 59)]).toEqual(['', '01:02:05', '4.00:00:59']);
});

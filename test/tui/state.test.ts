import { describe, expect, test } from '@jest/globals';
import { KEYS } from '../../src/tui/keys.ts';
import { firstState, reduce, type ScreenState } from '../../src/tui/state.ts';
import { detail, fakeSource, row } from './fake-source.ts';

const STATES = ['Off', 'Running', 'Saved', 'Paused', 'Starting', 'Stopping'];

function screen(state: string, more = {}): ScreenState {
  const { source } = fakeSource([row('web 1', state)], { 'web 1': detail('web 1', more) });
  return reduce(firstState(source.picture(null)), { type: 'picture', picture: source.picture('web 1') });
}

const press = (state: ScreenState, ...names: string[]) =>
  names.reduce((s, name) => reduce(s, { type: 'key', name, text: name.length === 1 ? name : '' }), state);

describe('every key in every state of the machine', () => {
  for (const key of KEYS.filter((k) => k.states)) {
    for (const state of STATES) {
      const legal = key.states?.includes(state) ?? true;
      test(`${key.key} while ${state}: ${legal ? 'acts' : 'says why not'}`, () => {
        const after = press(screen(state), key.key);
        if (!legal) {
          expect(after.pending).toEqual([]);
          expect(after.notice).toContain(`not while "web 1" is ${state}`);
          return;
        }
        expect(after.notice).toBeNull();
        const done = key.ask ? press(after, 'return') : key.confirm ? press(after, 'y') : after;
        expect(done.pending).toHaveLength(1);
        expect(done.log.at(-1)?.line).toContain(done.pending[0]?.[0]);
        expect(done.mode.kind).toBe('list');
      });
    }
  }
});

test('the cmdlet lines are what a person would type', () => {
  expect(press(screen('Running'), 'n').log.at(-1)?.line).toBe(
    "Debug-VM -Name 'web 1' -InjectNonMaskableInterrupt -Force",
  );
  expect(press(screen('Off'), 'g', 'return').log.at(-1)?.line).toBe("Set-VM -Name 'web 1' -LowMmioGapSize 128MB");
  expect(press(screen('Off'), 's').log.at(-1)?.line).toBe("Start-VM -Name 'web 1'");
  expect(press(screen('Paused'), 's').log.at(-1)?.line).toBe("Resume-VM -Name 'web 1'");
  expect(press(screen('Running'), 'm', 'return').log.at(-1)?.line).toBe(
    "Set-VMMemory -VMName 'web 1' -MaximumBytes 8192MB",
  );
  expect(press(screen('Running'), 'r', 'return').log.at(-1)?.line).toBe(
    'Resize-VHD -Path /lab/data.vhdx -SizeBytes 2048MB',
  );
});

test('a question can be edited, given up, and is not run empty', () => {
  const asked = press(screen('Off'), 'g', ...Array<string>(5).fill('backspace'), '1', 'G', 'B');
  expect(asked.mode).toMatchObject({ kind: 'ask', text: '1GB' });
  expect(press(asked, 'return').pending[0]).toEqual(['Set-VM', '-Name', 'web 1', '-LowMmioGapSize', '1GB']);
  expect(press(asked, 'escape').mode.kind).toBe('list');
  expect(press(asked, 'escape').pending).toEqual([]);
  expect(press(asked, 'backspace', 'backspace', 'backspace', 'return').mode.kind).toBe('ask');
});

test('what a key needs besides the state is said', () => {
  expect(press(screen('Running', { dynamicMemory: false }), 'm').notice).toContain('Dynamic memory is off');
  expect(press(screen('Off', { disks: [] }), 'r').notice).toContain('no disk');
});

test('lines run one after another and keep their outcomes', () => {
  let state = press(screen('Running'), 'n', 'n');
  expect(state.pending).toHaveLength(2);
  state = reduce(state, { type: 'ended', outcome: { ok: false, text: 'no' } });
  expect(state.pending).toHaveLength(1);
  state = reduce(state, { type: 'ended', outcome: { ok: true, text: '' } });
  expect(state.log.map((l) => l.outcome?.ok)).toEqual([false, true]);
});

test('two machines: a burst of arrows moves as often as it was pressed, and stops at the ends', () => {
  const { source } = fakeSource([row('a', 'Off'), row('b', 'Off'), row('c', 'Off')]);
  const first = firstState(source.picture(null));
  expect(press(first, 'down', 'down').selected).toBe('c');
  expect(press(first, 'down', 'down', 'down', 'up').selected).toBe('b');
  expect(press(first, 'up').selected).toBe('a');
});

test('a chosen machine that goes away hands the choice to the first', () => {
  const { source, world } = fakeSource([row('a', 'Off'), row('b', 'Off')]);
  const state = press(firstState(source.picture(null)), 'down');
  world.rows = [row('a', 'Off')];
  expect(reduce(state, { type: 'picture', picture: source.picture('b') }).selected).toBe('a');
  world.rows = [];
  const empty = reduce(state, { type: 'picture', picture: source.picture('b') });
  expect(empty.selected).toBeNull();
  expect(press(empty, 's').notice).toBe('There is no virtual machine.');
});

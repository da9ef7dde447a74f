/** Ties state, source and terminal together. The only component with effects. */
import { useApp, useInput, useWindowSize } from 'ink';
import { useEffect, useReducer } from 'react';
import type { Ticker } from '../lab/ticker.ts';
import { Screen } from './components/screen.tsx';
import type { Source } from './source.ts';
import { firstState, type Happening, reduce } from './state.ts';

/** Milliseconds between two looks at the lab's clock and version. */
const TICK = 1000;

/** Names of keys that are no character of their own. */
const NAMED = ['upArrow', 'downArrow', 'return', 'escape', 'backspace', 'delete'] as const;
const NAMES: Readonly<Record<(typeof NAMED)[number], string>> = {
  upArrow: 'up',
  downArrow: 'down',
  return: 'return',
  escape: 'escape',
  backspace: 'backspace',
  delete: 'backspace',
};

export function App(props: {
  readonly source: Source;
  readonly ticker: Ticker;
  /** Fixed size for tests; absent: the terminal's. */
  readonly size?: { readonly columns: number; readonly rows: number };
}) {
  const { source, ticker } = props;
  const { exit } = useApp();
  const window = useWindowSize();
  const { columns, rows } = props.size ?? window;
  const [state, happen] = useReducer(reduce, null, () => firstState(source.picture(null)));

  const look = (selected: string | null): Happening => {
    try {
      return { type: 'picture', picture: source.picture(selected) };
    } catch (error) {
      return { type: 'lost', message: error instanceof Error ? error.message : String(error) };
    }
  };

  useInput((input, key) => {
    const named = NAMED.find((n) => key[n]);
    const name = named ? NAMES[named] : input;
    const text = named || key.ctrl || key.meta ? '' : input;
    happen({ type: 'key', name, text });
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: the source never changes during a run
  useEffect(() => happen(look(state.selected)), [state.selected]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new look needs the present choice only
  useEffect(() => ticker.every(TICK, () => happen(look(state.selected))), [state.selected, ticker]);

  const words = state.pending[0];
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs once per queued line
  useEffect(() => {
    if (!words) return;
    source
      .run(words)
      .catch((error: unknown) => ({ ok: false, text: error instanceof Error ? error.message : String(error) }))
      .then((outcome) => {
        happen({ type: 'ended', outcome });
        happen(look(state.selected));
      });
  }, [words]);

  useEffect(() => {
    if (state.quit) exit();
  }, [state.quit, exit]);

  return <Screen state={state} columns={columns} rows={rows} />;
}

/**
 * The screen's state and everything that can happen to it, without a terminal: one pure reducer, so that keys which arrive in one
 * burst never see a stale state.
 */
import { commandLine } from './format.ts';
import { KEYS, type Key, legalKeys, type Target } from './keys.ts';
import type { Outcome, Picture } from './source.ts';

/** A line of the history: the cmdlet line that a key ran, and how it ended. */
export interface LogLine {
  readonly line: string;
  readonly outcome: Outcome | null;
}

export type Mode =
  | { readonly kind: 'list' }
  | { readonly kind: 'help' }
  | { readonly kind: 'ask'; readonly key: Key; readonly text: string }
  | { readonly kind: 'confirm'; readonly key: Key; readonly question: string };

export interface ScreenState {
  readonly picture: Picture;
  readonly selected: string | null;
  readonly mode: Mode;
  readonly log: readonly LogLine[];
  /** Cmdlet lines to run, one after another; the first is running. */
  readonly pending: readonly (readonly string[])[];
  readonly notice: string | null;
  readonly quit: boolean;
  /** Set once the lab cannot be read any more. */
  readonly lost: string | null;
}

export type Happening =
  | { readonly type: 'picture'; readonly picture: Picture }
  | { readonly type: 'lost'; readonly message: string }
  | { readonly type: 'key'; readonly name: string; readonly text: string }
  | { readonly type: 'ended'; readonly outcome: Outcome };

export function firstState(picture: Picture): ScreenState {
  return {
    picture,
    selected: picture.rows[0]?.id ?? null,
    mode: { kind: 'list' },
    log: [],
    pending: [],
    notice: null,
    quit: false,
    lost: null,
  };
}

/** The chosen machine, if it is still there. */
export function target(state: ScreenState): Target | null {
  const vm = state.picture.rows.find((r) => r.id === state.selected);
  if (!vm) return null;
  const detail = state.picture.detail;
  return { vm, detail: detail?.id === vm.id ? detail : null };
}

function move(state: ScreenState, by: number): ScreenState {
  const rows = state.picture.rows;
  if (rows.length === 0) return state;
  const at = rows.findIndex((r) => r.id === state.selected);
  const next = rows[Math.max(0, Math.min(rows.length - 1, at + by))];
  return { ...state, selected: next?.id ?? null, notice: null };
}

/** Puts the key's cmdlet line into the queue and the history. */
function enqueue(state: ScreenState, key: Key, answer: string): ScreenState {
  const chosen = target(state);
  if (!chosen || !key.words) return { ...state, mode: { kind: 'list' } };
  const words = key.words(chosen, answer);
  return {
    ...state,
    mode: { kind: 'list' },
    notice: null,
    pending: [...state.pending, words],
    log: [...state.log, { line: commandLine(words), outcome: null }].slice(-50),
  };
}

function press(state: ScreenState, name: string): ScreenState {
  const chosen = target(state);
  const key = KEYS.find((k) => k.key === name);
  if (!key) return state;
  if (!legalKeys(chosen).includes(key)) {
    const what = chosen
      ? `${key.help}: not while "${chosen.vm.name}" is ${chosen.vm.state}.`
      : 'There is no virtual machine.';
    return { ...state, notice: what };
  }
  if (key.does === 'up') return move(state, -1);
  if (key.does === 'down') return move(state, 1);
  if (key.does === 'help') return { ...state, mode: { kind: 'help' } };
  if (key.does === 'quit') return { ...state, quit: true };
  if (!chosen) return state;
  const missing = key.missing?.(chosen) ?? null;
  if (missing) return { ...state, notice: missing };
  if (key.ask) return { ...state, notice: null, mode: { kind: 'ask', key, text: key.ask.initial(chosen) } };
  if (key.confirm) return { ...state, notice: null, mode: { kind: 'confirm', key, question: key.confirm(chosen) } };
  return enqueue(state, key, '');
}

function type(state: ScreenState, mode: Mode & { kind: 'ask' }, name: string, text: string): ScreenState {
  if (name === 'escape') return { ...state, mode: { kind: 'list' } };
  if (name === 'return') return mode.text.trim() ? enqueue(state, mode.key, mode.text.trim()) : state;
  if (name === 'backspace') return { ...state, mode: { ...mode, text: [...mode.text].slice(0, -1).join('') } };
  return text ? { ...state, mode: { ...mode, text: mode.text + text } } : state;
}

/** What the state becomes. */
export function reduce(state: ScreenState, event: Happening): ScreenState {
  switch (event.type) {
    case 'picture': {
      const kept = event.picture.rows.some((r) => r.id === state.selected);
      return {
        ...state,
        picture: event.picture,
        selected: kept ? state.selected : (event.picture.rows[0]?.id ?? null),
      };
    }
    case 'lost':
      return { ...state, lost: event.message };
    case 'ended': {
      const at = state.log.findIndex((l) => l.outcome === null);
      const log = state.log.map((l, i) => (i === at ? { ...l, outcome: event.outcome } : l));
      return { ...state, log, pending: state.pending.slice(1) };
    }
    case 'key': {
      const { mode } = state;
      if (state.lost) return event.name === 'q' || event.name === 'escape' ? { ...state, quit: true } : state;
      if (mode.kind === 'help') return { ...state, mode: { kind: 'list' } };
      if (mode.kind === 'ask') return type(state, mode, event.name, event.text);
      if (mode.kind === 'confirm') {
        return event.name === 'y' ? enqueue(state, mode.key, '') : { ...state, mode: { kind: 'list' } };
      }
      return press(state, event.name);
    }
  }
}

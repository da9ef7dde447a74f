/** The line being typed, and what each key does to it. Knows nothing of terminals. */

/** A key as node:readline names it. */
export interface Key {
  readonly name?: string | undefined;
  readonly ctrl?: boolean | undefined;
  readonly meta?: boolean | undefined;
  readonly shift?: boolean | undefined;
  /** What was typed, for keys that stand for themselves. */
  readonly text?: string | undefined;
}

/** A search through what was typed before: what is sought, and the entry that has it. */
export interface Search {
  readonly query: string;
  readonly hit: number | null;
}

export interface Line {
  readonly text: string;
  readonly cursor: number;
  /** Place in the history; its length for the line that is new. */
  readonly at: number;
  /** The new line while older ones are looked at. */
  readonly draft: string;
  readonly killed: string;
  readonly search: Search | null;
  /** Earlier states, for undo. */
  readonly before: readonly { readonly text: string; readonly cursor: number }[];
  readonly pasting: boolean;
}

/** What the editor's owner is to do. */
export type Wish = 'accept' | 'give up' | 'end' | 'complete' | 'complete back' | 'list' | 'clear';

export interface Pressed {
  readonly line: Line;
  readonly wish?: Wish;
}

/** What keys need to know. */
export interface Around {
  readonly history: readonly string[];
  /** Could more lines make sense of the text? */
  incomplete(text: string): boolean;
}

export const emptyLine = (history: readonly string[]): Line => ({
  text: '',
  cursor: 0,
  at: history.length,
  draft: '',
  killed: '',
  search: null,
  before: [],
  pasting: false,
});

type Action = (line: Line, around: Around) => Pressed;

const stay = (line: Line): Pressed => ({ line });
const wish = (what: Wish): Action => {
  return (line) => ({ line, wish: what });
};
const move = (to: (line: Line) => number): Action => {
  return (line) => stay({ ...line, cursor: Math.max(0, Math.min(line.text.length, to(line))) });
};

const UNDO_DEPTH = 200;

/** The line with another text; the old one can be had back. */
export function changed(line: Line, text: string, cursor: number): Line {
  const { text: old, cursor: place, before } = line;
  return { ...line, text, cursor, before: [...before.slice(-UNDO_DEPTH), { text: old, cursor: place }] };
}

export function inserted(line: Line, text: string): Line {
  const { cursor } = line;
  return changed(line, line.text.slice(0, cursor) + text + line.text.slice(cursor), cursor + text.length);
}

/** Takes out what lies between the cursor and a place; keeps it for Ctrl-Y where `kept`. */
const cut = (to: (line: Line) => number, kept: boolean): Action => {
  return (line) => {
    const other = Math.max(0, Math.min(line.text.length, to(line)));
    const [from, end] = [Math.min(other, line.cursor), Math.max(other, line.cursor)];
    if (from === end) return stay(line);
    const killed = kept ? line.text.slice(from, end) : line.killed;
    return stay({ ...changed(line, line.text.slice(0, from) + line.text.slice(end), from), killed });
  };
};

/** One character is one or two units of text. */
const left = ({ text, cursor }: Line): number => cursor - (/[\udc00-\udfff]/.test(text[cursor - 1] ?? '') ? 2 : 1);
const right = ({ text, cursor }: Line): number => cursor + (/[\ud800-\udbff]/.test(text[cursor] ?? '') ? 2 : 1);
const rowStart = ({ text, cursor }: Line): number => text.lastIndexOf('\n', cursor - 1) + 1;
const rowEnd = ({ text, cursor }: Line): number => {
  const end = text.indexOf('\n', cursor);
  return end < 0 ? text.length : end;
};
const wordLeft = ({ text, cursor }: Line): number =>
  text.slice(0, cursor).replace(/[\p{L}\p{N}_]+[^\p{L}\p{N}_]*$|[^\p{L}\p{N}_]+$/u, '').length;
const wordRight = ({ text, cursor }: Line): number =>
  cursor + (/^[^\p{L}\p{N}_]*[\p{L}\p{N}_]*/u.exec(text.slice(cursor))?.[0].length ?? 0);
/** Start of the word in the shell's sense: up to a blank. */
const blankLeft = ({ text, cursor }: Line): number => text.slice(0, cursor).replace(/\S*\s*$/, '').length;

/** An older or newer entry; between rows of one text first. */
const vertical = (step: -1 | 1): Action => {
  return (line, { history }) => {
    const [start, end] = [rowStart(line), rowEnd(line)];
    const column = line.cursor - start;
    if (step < 0 && start > 0) {
      const upper = line.text.lastIndexOf('\n', start - 2) + 1;
      return stay({ ...line, cursor: Math.min(upper + column, start - 1) });
    }
    if (step > 0 && end < line.text.length) {
      const lower = end + 1;
      return stay({ ...line, cursor: Math.min(lower + column, rowEnd({ ...line, cursor: lower })) });
    }
    const at = line.at + step;
    if (at < 0 || at > history.length) return stay(line);
    const draft = line.at === history.length ? line.text : line.draft;
    const text = at === history.length ? draft : history[at]!;
    return stay({ ...line, text, cursor: text.length, at, draft, before: [] });
  };
};

const enter: Action = (line, around) =>
  line.pasting || around.incomplete(line.text) ? stay(inserted(line, '\n')) : { line, wish: 'accept' };

const undo: Action = (line) => {
  const last = line.before.at(-1);
  return stay(last ? { ...line, ...last, before: line.before.slice(0, -1) } : line);
};

const swap: Action = (line) => {
  const { text, cursor } = line;
  const at = Math.min(cursor, text.length - 1);
  if (at < 1) return stay(line);
  return stay(changed(line, text.slice(0, at - 1) + text[at]! + text[at - 1]! + text.slice(at + 1), at + 1));
};

const find: Action = (line) => stay({ ...line, search: { query: '', hit: null } });

/** Keys: `ctrl+`, `meta+`, `shift+` in this order, then the name. */
export const BINDINGS: Readonly<Record<string, Action>> = {
  left: move(left),
  right: move(right),
  'ctrl+b': move(left),
  'ctrl+f': move(right),
  home: move(rowStart),
  end: move(rowEnd),
  'ctrl+a': move(rowStart),
  'ctrl+e': move(rowEnd),
  'ctrl+left': move(wordLeft),
  'ctrl+right': move(wordRight),
  'meta+left': move(wordLeft),
  'meta+right': move(wordRight),
  'meta+b': move(wordLeft),
  'meta+f': move(wordRight),
  backspace: cut(left, false),
  'ctrl+h': cut(left, false),
  delete: cut(right, false),
  'ctrl+d': (line, around) => (line.text === '' ? { line, wish: 'end' } : (BINDINGS['delete'] as Action)(line, around)),
  'ctrl+k': cut(rowEnd, true),
  'ctrl+u': cut(rowStart, true),
  'ctrl+w': cut(blankLeft, true),
  'meta+backspace': cut(wordLeft, true),
  'meta+d': cut(wordRight, true),
  'ctrl+backspace': cut(wordLeft, true),
  'ctrl+delete': cut(wordRight, true),
  'ctrl+y': (line) => stay(inserted(line, line.killed)),
  'ctrl+t': swap,
  'ctrl+_': undo,
  'ctrl+z': undo,
  escape: (line) => stay(changed(line, '', 0)),
  up: vertical(-1),
  down: vertical(1),
  'ctrl+p': vertical(-1),
  'ctrl+n': vertical(1),
  'ctrl+r': find,
  'ctrl+c': wish('give up'),
  'ctrl+l': wish('clear'),
  tab: wish('complete'),
  'shift+tab': wish('complete back'),
  'ctrl+space': wish('list'),
  'ctrl+`': wish('list'),
  'meta+=': wish('list'),
  return: enter,
  enter,
  'shift+return': (line) => stay(inserted(line, '\n')),
  'meta+return': (line) => stay(inserted(line, '\n')),
  'paste-start': (line) => stay({ ...line, pasting: true }),
  'paste-end': (line) => stay({ ...line, pasting: false }),
};

/** Escape by itself arrives with meta. */
const nameOf = ({ name = '', ctrl, meta, shift }: Key): string =>
  `${ctrl ? 'ctrl+' : ''}${meta && name !== 'escape' ? 'meta+' : ''}${shift && name.length > 1 ? 'shift+' : ''}${name}`;

const printable = (text: string | undefined): text is string =>
  text !== undefined && text !== '' && !/[\0-\x1f\x7f]/.test(text);

/** The entry that holds a text, at `from` or before it. */
function older(history: readonly string[], query: string, from: number): number | null {
  const wanted = query.toLowerCase();
  for (let i = Math.min(from, history.length - 1); i >= 0; i--)
    if (history[i]!.toLowerCase().includes(wanted)) return i;
  return null;
}

function searching(line: Line, search: Search, key: Key, around: Around): Pressed {
  const { history } = around;
  const name = nameOf(key);
  const show = (query: string, hit: number | null): Pressed => {
    const text = hit === null ? line.text : history[hit]!;
    const place = hit === null ? line.cursor : text.toLowerCase().indexOf(query.toLowerCase());
    const draft = line.at === history.length ? line.text : line.draft;
    return stay({ ...line, text, cursor: Math.max(0, place), at: hit ?? line.at, draft, search: { query, hit } });
  };
  if (name === 'ctrl+r')
    return show(search.query, older(history, search.query, (search.hit ?? history.length) - 1) ?? search.hit);
  if (name === 'backspace' || name === 'ctrl+h') {
    const query = search.query.slice(0, -1);
    return show(query, query === '' ? null : older(history, query, history.length - 1));
  }
  if (name === 'ctrl+g' || name === 'ctrl+c' || name === 'escape')
    return stay({ ...line, text: line.draft, cursor: line.draft.length, at: history.length, search: null });
  if (!key.ctrl && !key.meta && printable(key.text)) {
    const query = search.query + key.text;
    return show(query, older(history, query, search.hit ?? history.length - 1));
  }
  // Any other key takes what was found and does what it does.
  return press({ ...line, search: null }, key, around);
}

/** One key. */
export function press(line: Line, key: Key, around: Around): Pressed {
  if (line.search) return searching(line, line.search, key, around);
  if (line.pasting && (key.name === 'tab' || (!key.ctrl && !key.meta && printable(key.text))))
    return stay(inserted(line, key.name === 'tab' ? '\t' : key.text!));
  const action = BINDINGS[nameOf(key)] ?? (key.shift ? BINDINGS[nameOf({ ...key, shift: false })] : undefined);
  if (action && !(printable(key.text) && !key.ctrl && !key.meta)) return action(line, around);
  return !key.ctrl && !key.meta && printable(key.text) ? stay(inserted(line, key.text)) : stay(line);
}

/** Reads one text from a person at a terminal: keys from node:readline, drawn by the screen. */
import { emitKeypressEvents, type Key as NodeKey } from 'node:readline';
import type { Completion } from './complete-script.ts';
import { type Around, changed, emptyLine, type Key, type Line, press } from './editor.ts';
import { highlighted } from './highlight.ts';
import { Screen } from './screen.ts';

export interface Reader {
  /** The text; null where the person ended the input. */
  read(prompt: string): Promise<string | null>;
}

export interface ReaderOptions extends Around {
  readonly color: boolean;
  complete(text: string, cursor: number): Promise<Completion>;
}

/** What Tab went through: the candidates, and the line before the first of them was put in. */
interface Cycle {
  readonly completion: Completion;
  readonly original: Line;
  readonly at: number;
}

const MOST_LISTED = 60;

/** Names in columns. */
export function listed(names: readonly string[], columns: number): string {
  const shown = names.slice(0, MOST_LISTED);
  const width = Math.max(...shown.map((name) => name.length)) + 2;
  const across = Math.max(1, Math.floor((columns - 1) / width));
  const rows: string[] = [];
  for (let i = 0; i < shown.length; i += across)
    rows.push(
      shown
        .slice(i, i + across)
        .map((name) => name.padEnd(width))
        .join('')
        .trimEnd(),
    );
  if (names.length > shown.length) rows.push(`... ${names.length - shown.length} more`);
  return rows.join('\n');
}

export class TerminalReader implements Reader {
  private readonly options: ReaderOptions;
  private readonly screen = new Screen(
    (text) => void process.stdout.write(text),
    () => process.stdout.columns || 80,
  );

  constructor(options: ReaderOptions) {
    this.options = options;
    emitKeypressEvents(process.stdin);
  }

  read(prompt: string): Promise<string | null> {
    const { stdin, stdout } = process;
    const { options, screen } = this;
    let line = emptyLine(options.history);
    let cycle: Cycle | null = null;
    let below = '';
    const picture = () => {
      const { search } = line;
      const sought = search
        ? `bck-i-search: ${search.query}_${search.query !== '' && search.hit === null ? '  (nothing)' : ''}`
        : '';
      const colored = options.color ? highlighted(line.text) : line.text;
      return { prompt, text: line.text, colored, cursor: line.cursor, below: search ? sought : below };
    };
    const draw = (): void => screen.draw(picture());
    return new Promise((resolve) => {
      let busy: Promise<void> = Promise.resolve();
      const done = (text: string | null, mark = ''): void => {
        screen.leave({ ...picture(), text: line.text + mark, colored: picture().colored + mark });
        stdin.off('keypress', queued);
        stdout.off('resize', draw);
        stdout.write('\x1b[?2004l');
        stdin.setRawMode(false);
        stdin.pause();
        resolve(text);
      };
      const put = (next: Cycle): void => {
        const { completion, original, at } = next;
        const text = completion.candidates[at]!;
        line = changed(
          original,
          original.text.slice(0, completion.start) + text + original.text.slice(completion.end),
          completion.start + text.length,
        );
        cycle = next;
      };
      const tab = async (step: 1 | -1): Promise<void> => {
        if (cycle) {
          const { length } = cycle.completion.candidates;
          return put({ ...cycle, at: (cycle.at + step + length) % length });
        }
        const completion = await options.complete(line.text, line.cursor).catch(() => undefined);
        if (!completion || completion.candidates.length === 0) return void stdout.write('\x07');
        put({ completion, original: line, at: step > 0 ? 0 : completion.candidates.length - 1 });
        if (completion.candidates.length === 1) cycle = null;
      };
      const key = async (text: string | undefined, given: NodeKey): Promise<void> => {
        const name: Key = { ...given, text };
        const { line: next, wish } = press(line, name, options);
        line = next;
        if (wish !== 'complete' && wish !== 'complete back') cycle = null;
        below = '';
        switch (wish) {
          case 'accept':
            return done(line.text);
          case 'give up':
            return done('', '^C');
          case 'end':
            return done(null);
          case 'clear':
            screen.clear();
            break;
          case 'complete':
            await tab(1);
            break;
          case 'complete back':
            await tab(-1);
            break;
          case 'list': {
            const found = await options.complete(line.text, line.cursor).catch(() => undefined);
            if (found && found.candidates.length > 0) below = listed(found.candidates, stdout.columns || 80);
            break;
          }
        }
        draw();
      };
      let over = false;
      // Keys wait for each other: a completion may take its time.
      const queued = (text: string | undefined, given: NodeKey): void => {
        busy = busy.then(async () => {
          if (over) return void stdin.unshift(given.sequence ?? text ?? '');
          await key(text, given);
        });
      };
      const finish = resolve;
      resolve = (value) => {
        over = true;
        finish(value);
      };
      stdin.on('keypress', queued);
      stdout.on('resize', draw);
      stdin.setRawMode(true);
      stdin.resume();
      stdout.write('\x1b[?2004h');
      screen.begin();
      draw();
    });
  }
}

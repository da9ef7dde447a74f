/** What a command prints to and asks: the process's own streams, or whatever a test puts in their place. */
import { closeSync, openSync, readSync } from 'node:fs';
import { GatheredOutput, isTerminal, writeText } from './streams.ts';

export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  /** Writes what was held back. */
  flush?(): void;
  /** Asks a person and gives back the line; undefined where nobody can be asked. */
  readonly ask?: ((prompt: string) => string) | undefined;
  /** Columns of the terminal; undefined where there is none. */
  readonly columns?: number | undefined;
  /** Are hints printed under errors? The process's own always does: a log is read by a person too. */
  readonly hints: boolean;
  readonly color: boolean;
  /** Does a person see the errors? False where they go to a file or another program. */
  readonly errorsSeen?: boolean;
  /** Shows a line that the next one replaces; nothing for the end of it. Undefined where nobody looks. */
  readonly progress?: ((line: string) => void) | undefined;
}

/** The process's own. `gathers`: output that no person looks at is written in larger pieces. */
export function processTerminal(gathers = false): Terminal {
  const { env } = process;
  const [input, output, errors] = [isTerminal(0), isTerminal(1), isTerminal(2)];
  const gathered = gathers && !output ? new GatheredOutput() : undefined;
  const moves = errors && env['TERM'] !== 'dumb';
  return {
    out: gathered ? (text) => gathered.write(text) : (text) => writeText(1, text),
    err: (text) => {
      gathered?.flush();
      writeText(2, text);
    },
    flush: () => gathered?.flush(),
    ask: input && (output || errors) ? askPerson : undefined,
    columns: output ? process.stdout.columns : undefined,
    hints: true,
    errorsSeen: errors,
    progress: moves ? (line) => writeText(2, `\r\x1b[2K${line}`) : undefined,
    color: output && errors && !env['NO_COLOR'] && env['TERM'] !== 'dumb',
  };
}

/** Reads one line from the terminal itself, blocking: nothing else can go on meanwhile anyway. */
function askPerson(prompt: string): string {
  writeText(2, prompt);
  const windows = process.platform === 'win32';
  const descriptor = windows ? 0 : openSync('/dev/tty', 'r');
  const bytes: number[] = [];
  try {
    const one = Buffer.alloc(1);
    while (readSync(descriptor, one, 0, 1, null) === 1 && one[0] !== 10) bytes.push(one[0]!);
  } finally {
    if (!windows) closeSync(descriptor);
  }
  return Buffer.from(bytes).toString('utf8').trim();
}

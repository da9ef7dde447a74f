/** Prints what a cmdlet emits and what it complains about. The formatter is loaded with the first object or error. */
import type { ErrorRecord } from '../powershell/errors.ts';
import { type DialectName, paint } from '../powershell/format/dialect.ts';
import type { ErrorView } from '../powershell/format/error-view.ts';
import type { PSValue } from '../powershell/values.ts';
import type { Format } from './argv.ts';
import type { Streams } from './cmdlet-runtime.ts';
import type { Terminal } from './terminal.ts';

type Piece =
  | { readonly value: PSValue }
  | { readonly error: ErrorRecord }
  | { readonly stream: 'warning' | 'verbose'; readonly text: string };

export interface OutputOptions {
  readonly format?: Format | undefined;
  readonly dialect?: DialectName | undefined;
  readonly errorView?: ErrorView | undefined;
}

/** Collects in order; `flush` prints. Plain lines go out at once while nothing waits before them. */
export class Output implements Streams {
  readonly terminal: Terminal;
  readonly #options: OutputOptions;
  #waiting: Piece[] = [];

  constructor(terminal: Terminal, options: OutputOptions = {}) {
    this.terminal = terminal;
    this.#options = options;
  }

  write(value: PSValue): void {
    this.#waiting.push({ value });
  }

  error(record: ErrorRecord): void {
    this.#waiting.push({ error: record });
  }

  line(stream: 'warning' | 'verbose', text: string): void {
    if (this.#waiting.length > 0) this.#waiting.push({ stream, text });
    else this.terminal.err(`${paint(this.terminal.color, stream, `${stream.toUpperCase()}: ${text}`)}\n`);
  }

  get isEmpty(): boolean {
    return this.#waiting.length === 0;
  }

  /** Prints everything. */
  async flush(): Promise<void> {
    const pieces = this.#waiting;
    this.#waiting = [];
    const { printPieces } = await import('./print-pieces.ts');
    await printPieces(pieces, this.terminal, this.#options);
  }
}

export type { Piece };

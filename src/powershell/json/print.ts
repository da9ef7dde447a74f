/** A printer that gives what `| ConvertTo-Json` would: nothing for no object, an object for one, an array for several. */
import type { DialectName } from '../format/dialect.ts';
import type { PSValue } from '../values.ts';
import { convertToJson, DEFAULT_DEPTH, truncationWarning } from './convert.ts';
import type { JsonStyle } from './scalars.ts';

export interface JsonPrinterOptions {
  readonly dialect: DialectName;
  readonly warn?: (text: string) => void;
}

export class JsonPrinter {
  readonly #sink: (text: string) => void;
  readonly #options: JsonPrinterOptions;
  readonly #values: PSValue[] = [];

  constructor(sink: (text: string) => void, options: JsonPrinterOptions) {
    this.#sink = sink;
    this.#options = options;
  }

  write(value: PSValue): void {
    this.#values.push(value);
  }

  settle(): void {}

  end(): void {
    if (this.#values.length === 0) return;
    const { dialect, warn } = this.#options;
    const style: JsonStyle = {
      dialect,
      compress: false,
      escapes: dialect === '5.1' ? 'EscapeHtml' : 'Default',
      enumsAsStrings: false,
    };
    const value = this.#values.length === 1 ? this.#values[0]! : this.#values;
    const { text, truncated } = convertToJson(value, style);
    if (truncated && dialect === '7') warn?.(truncationWarning(DEFAULT_DEPTH));
    this.#sink(`${text}\n`);
  }
}

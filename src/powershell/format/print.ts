/** The one function that prints what a cmdlet or a script emits, in the format that was asked for. */
import type { PSValue } from '../values.ts';
import { type DialectName, layoutFor } from './dialect.ts';
import { Formatter } from './formatter.ts';
import type { Sink } from './shapes.ts';
import type { ViewTable } from './view.ts';

/** `auto` is PowerShell's own choice. */
export type OutputFormat = 'auto' | 'table' | 'list' | 'json';

/** Formats that `--format` accepts. */
export const OUTPUT_FORMATS: readonly OutputFormat[] = ['table', 'list', 'json'];

export interface PrintOptions {
  readonly format?: OutputFormat;
  readonly dialect?: DialectName;
  /** Width of the terminal; 80 where there is none. */
  readonly columns?: number;
  readonly color?: boolean;
  readonly views: ViewTable;
  /** Receives the warning about JSON that was cut off at its depth. */
  readonly warn?: (text: string) => void;
}

/** Takes objects one by one. */
export interface Printer {
  write(value: PSValue): void;
  /** Writes what waits for its widths, where a producer pauses. */
  settle(): void;
  /** Must be called once, after the last object. */
  end(): void;
}

/** Opens a printer onto `sink`. Loads the JSON writer only where it is needed. */
export async function printObjects(sink: Sink, options: PrintOptions): Promise<Printer> {
  const format = options.format ?? 'auto';
  if (format === 'json') {
    const { JsonPrinter } = await import('../json/print.ts');
    return new JsonPrinter(sink, { dialect: options.dialect ?? '7', ...(options.warn ? { warn: options.warn } : {}) });
  }
  return openFormatter(sink, options);
}

/** As `printObjects`, for everything but JSON, at once. */
export function openFormatter(sink: Sink, options: PrintOptions): Printer {
  const { format } = options;
  const request = format === 'table' || format === 'list' ? { shape: format } : undefined;
  return new Formatter(sink, layoutFor(options), options.views, request);
}

/** Lays out rows of text as a table: widths, header, rows, wrapped rows. Knows nothing of objects. */
import { align, cellWidth, cut, linesOf, wrap } from './cells.ts';
import { type Layout, paint } from './dialect.ts';
import type { Alignment } from './view.ts';

/** A column once its alignment is known. */
export interface LaidColumn {
  readonly label: string;
  readonly align: Alignment;
  /** In cells; measured where absent. */
  readonly width?: number;
}

/** No column is made narrower than this; one for which less room is left is not shown at all. */
const MINIMUM_WIDTH = 1;

/** True where widths need no rows: all are declared, or the first is, and the others share what is left. */
export function widthsAreKnown(columns: readonly LaidColumn[]): boolean {
  return columns[0]?.width !== undefined;
}

/** Width of every column: as declared, else measured or shared; shrunk and then dropped from the right to fit. */
export function columnWidths(
  columns: readonly LaidColumn[],
  rows: readonly (readonly string[])[],
  available: number,
  share = widthsAreKnown(columns),
): number[] {
  const widths = share
    ? sharedWidths(
        columns.map((c) => c.width),
        available,
      )
    : columns.map((column, i) => column.width ?? measured(column, rows, i));
  return shrinkToFit(widths, available);
}

function measured(column: LaidColumn, rows: readonly (readonly string[])[], i: number): number {
  let widest = cellWidth(column.label);
  // Line ends count: PowerShell measures a text of several lines as one.
  for (const row of rows) widest = Math.max(widest, cellWidth(row[i] ?? ''));
  return widest;
}

/** Columns without a width get what the others leave, one cell at a time from the left. */
export function sharedWidths(declared: readonly (number | undefined)[], available: number): number[] {
  const widths = declared.map((width) => width ?? MINIMUM_WIDTH);
  const open = [...declared.keys()].filter((i) => declared[i] === undefined);
  const left = available - widths.reduce((sum, w) => sum + w, widths.length - 1);
  if (left <= 0 || open.length === 0) return widths;
  for (const [n, i] of open.entries()) {
    widths[i] = widths[i]! + Math.floor(left / open.length) + (n < left % open.length ? 1 : 0);
  }
  return widths;
}

/** Shrinks the last column that is shown, or drops it where too little of it would be left. */
function shrinkToFit(widths: number[], available: number): number[] {
  let total = widths.reduce((sum, w) => sum + w, widths.length - 1);
  for (let last = widths.length - 1; last >= 0 && total > available; last--) {
    const shrunk = widths[last]! - (total - available);
    if (shrunk >= MINIMUM_WIDTH) {
      widths[last] = shrunk;
      break;
    }
    total -= widths[last]! + 1;
    widths[last] = 0;
  }
  return widths;
}

/** Writes the lines of one table whose widths are settled. */
export class TableWriter {
  readonly #columns: readonly LaidColumn[];
  readonly #widths: readonly number[];
  readonly #layout: Layout;
  readonly #wrap: boolean;
  /** Index of the last column that is shown. */
  readonly #last: number;

  constructor(columns: readonly LaidColumn[], widths: readonly number[], layout: Layout, wrapCells: boolean) {
    this.#columns = columns;
    this.#widths = widths;
    this.#layout = layout;
    this.#wrap = wrapCells;
    this.#last = widths.findLastIndex((w) => w > 0);
  }

  /** The labels, in several lines where they are longer than their columns, and a line of dashes as long as they are. */
  header(): string[] {
    const { dialect, color } = this.#layout;
    const pieces = this.#pieces(this.#columns.map((column) => column.label));
    const labels = pieces.map((texts) => {
      const cells = this.#aligned(texts, (i) => dialect.padLastColumn || i !== this.#last);
      return pieces.length > 1 && !dialect.padLastColumn ? cells.trimEnd() : cells;
    });
    const dashes = this.#columns.map(({ label }, i) => '-'.repeat(Math.min(cellWidth(label), this.#widths[i]!)));
    return [...labels, this.#aligned(dashes, (i) => this.#padded(i))].map((line) => paint(color, 'header', line));
  }

  /** One row, in as many lines as it needs. */
  row(cells: readonly string[]): string[] {
    return this.#wrap ? this.#wrapped(cells) : [this.#line(cells)];
  }

  #padded(i: number): boolean {
    return this.#layout.dialect.padLastColumn || i !== this.#columns.length - 1;
  }

  /** Texts that fit, side by side in the columns that are shown. */
  #aligned(texts: readonly string[], padded: (i: number) => boolean): string {
    const cells: string[] = [];
    for (const [i, column] of this.#columns.entries()) {
      if (this.#widths[i]! > 0) cells.push(align(texts[i] ?? '', this.#widths[i]!, column.align, padded(i)));
    }
    return cells.join(' ');
  }

  #line(cells: readonly string[]): string {
    const { ellipsis } = this.#layout.dialect;
    const texts = this.#columns.map((column, i) => {
      const lines = linesOf(cells[i] ?? '');
      const text = lines.length > 1 ? `${lines[0]}${ellipsis}` : lines[0]!;
      return cut(text, this.#widths[i]!, column.align, ellipsis);
    });
    return this.#aligned(texts, (i) => this.#padded(i));
  }

  /** Cells broken into lines: for each line the texts of all columns. */
  #pieces(cells: readonly string[]): string[][] {
    const pieces = this.#columns.map((_, i) =>
      this.#widths[i]! > 0 ? wrap(cells[i] ?? '', this.#widths[i]!, true) : [],
    );
    const height = Math.max(0, ...pieces.map((p) => p.length));
    return Array.from({ length: height }, (_, n) => pieces.map((p) => p[n] ?? ''));
  }

  #wrapped(cells: readonly string[]): string[] {
    const lines = this.#pieces(cells);
    if (lines.length === 1) return [this.#line(cells)];
    return lines.map((texts) => this.#aligned(texts, (i) => this.#padded(i)).trimEnd());
  }
}

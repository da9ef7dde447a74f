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

/** No column is made narrower; one for which less room is left is not shown at all. */
const MINIMUM_WIDTH = 4;

/** Width of every column: as declared, else that of its longest cell; shrunk and then dropped from the right to fit. */
export function columnWidths(
  columns: readonly LaidColumn[],
  rows: readonly (readonly string[])[],
  available: number,
): number[] {
  const widths = columns.map((column, i) => {
    if (column.width !== undefined) return column.width;
    let widest = cellWidth(column.label);
    for (const row of rows) for (const line of linesOf(row[i] ?? '')) widest = Math.max(widest, cellWidth(line));
    return widest;
  });
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

  /** The labels and the line of dashes below them, each dash line as long as its label. */
  header(): string[] {
    const { dialect, color } = this.#layout;
    const labels: string[] = [];
    const dashes: string[] = [];
    for (const [i, column] of this.#columns.entries()) {
      const width = this.#widths[i]!;
      if (width === 0) continue;
      const label = cut(column.label, width, column.align, dialect.ellipsis);
      labels.push(align(label, width, column.align, dialect.padLastColumn || i !== this.#last));
      dashes.push(align('-'.repeat(cellWidth(label)), width, column.align, this.#padded(i)));
    }
    return [labels.join(' '), dashes.join(' ')].map((line) => paint(color, 'header', line));
  }

  /** One row, in as many lines as it needs. */
  row(cells: readonly string[]): string[] {
    return this.#wrap ? this.#wrapped(cells) : [this.#line(cells)];
  }

  #padded(i: number): boolean {
    return this.#layout.dialect.padLastColumn || i !== this.#columns.length - 1;
  }

  #line(cells: readonly string[]): string {
    const { ellipsis } = this.#layout.dialect;
    const out: string[] = [];
    for (const [i, column] of this.#columns.entries()) {
      const width = this.#widths[i]!;
      if (width === 0) continue;
      const lines = linesOf(cells[i] ?? '');
      const text = lines.length > 1 ? `${lines[0]}${ellipsis}` : lines[0]!;
      out.push(align(cut(text, width, column.align, ellipsis), width, column.align, this.#padded(i)));
    }
    return out.join(' ');
  }

  #wrapped(cells: readonly string[]): string[] {
    const pieces = this.#columns.map((_, i) =>
      this.#widths[i]! > 0 ? wrap(cells[i] ?? '', this.#widths[i]!, true) : [],
    );
    const height = Math.max(...pieces.map((p) => p.length));
    if (height === 1) return [this.#line(cells)];
    return Array.from({ length: height }, (_, n) => this.#line(pieces.map((p) => p[n] ?? '')).trimEnd());
  }
}

/** Format-Wide: one value of each object, several in a line. */

import type { PSValue } from '../values.ts';
import { align, cellWidth, cut } from './cells.ts';
import type { Layout } from './dialect.ts';
import { fieldText, type Group, groupTitle, type Shape, type Sink } from './shapes.ts';
import { sharedWidths } from './table.ts';
import { fieldValue, type ObjectView, type WideView } from './view.ts';

const DEFAULT_PER_LINE = 2;

export class WideShape implements Shape {
  readonly #view: WideView;
  readonly #layout: Layout;
  readonly #sink: Sink;
  #cells: string[] = [];

  constructor(view: WideView, layout: Layout, sink: Sink, group?: Group) {
    this.#view = view;
    this.#layout = layout;
    this.#sink = sink;
    sink(`${groupTitle(group, layout)}\n`);
  }

  add(object: ObjectView, raw: PSValue): void {
    this.#cells.push(fieldText(this.#view.field, fieldValue(this.#view.field, object, raw), this.#layout));
    if (!this.#view.autoSize && this.#cells.length === this.#perLine()) this.#flush();
  }

  text(text: string): void {
    this.#flush();
    this.#sink(text);
  }

  settle(): void {}

  end(more = false): void {
    this.#flush();
    if (!more) this.#sink('\n');
  }

  #perLine(): number {
    if (!this.#view.autoSize) return this.#view.perLine ?? DEFAULT_PER_LINE;
    const widest = Math.max(1, ...this.#cells.map(cellWidth));
    return Math.max(1, Math.floor(this.#layout.width / (widest + 1)));
  }

  /** Writes the waiting values. A line that is not full is filled with blanks, as PowerShell does. */
  #flush(): void {
    if (this.#cells.length === 0) return;
    const perLine = this.#perLine();
    const widths = sharedWidths(new Array<undefined>(perLine).fill(undefined), this.#layout.width);
    for (let from = 0; from < this.#cells.length; from += perLine) {
      const line = widths.map((width, i) => {
        const text = cut(this.#cells[from + i] ?? '', width, 'left', this.#layout.dialect.ellipsis);
        return align(text, width, 'left', i < perLine - 1);
      });
      this.#sink(`${line.join(' ')}\n`);
    }
    this.#cells = [];
  }
}

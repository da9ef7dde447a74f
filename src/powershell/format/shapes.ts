/**
 * The shapes that a run of objects can be printed in. A shape gets objects one by one, keeps only what it must to know its
 * widths, and writes text. Format-Table and its relatives are shapes with fields of their own.
 */
import { EnumValue, Num, type PSValue } from '../values.ts';
import { cellText } from './cell-text.ts';
import { cellWidth, wrap } from './cells.ts';
import { type Layout, paint } from './dialect.ts';
import { columnWidths, type LaidColumn, TableWriter, widthsAreKnown } from './table.ts';
import { type Alignment, type Column, type Field, fieldValue, type ObjectView, type TableView } from './view.ts';

/** Receives text that may hold several lines; every line is ended. */
export type Sink = (text: string) => void;

/** A run of objects in one shape. */
export interface Shape {
  add(object: ObjectView, raw: PSValue): void;
  /** Text that comes between the objects: strings, other objects' lists. Keeps its place among the rows. */
  text(text: string): void;
  /** Nothing more is likely to come for a while: rows that wait for their widths are written. */
  settle(): void;
  /** The run is over. `more`: another group of the same request follows. */
  end(more?: boolean): void;
}

/** Title of a group, as -GroupBy gives it. Without a label a run has one nameless group. */
export interface Group {
  readonly label: string;
  readonly value: string;
}

/** `   label: value`, with the empty line before it. */
export function groupTitle(group: Group | undefined, layout: Layout): string {
  return group ? `\n${paint(layout.color, 'header', `   ${group.label}: `)}${group.value}\n` : '';
}

/** Column of numbers, enumerations and Booleans: right. All else: left. */
export function defaultAlignment(value: PSValue): Alignment {
  switch (typeof value) {
    case 'number':
    case 'bigint':
    case 'boolean':
      return 'right';
    default:
      return value instanceof Num || value instanceof EnumValue ? 'right' : 'left';
  }
}

/** Lines, each with its end. */
const ended = (lines: readonly string[]): string => `${lines.join('\n')}\n`;

/** A table. Rows wait until the widths are known: at once where all are declared, else until the end or `settle`. */
export class TableShape implements Shape {
  readonly #view: TableView;
  readonly #layout: Layout;
  readonly #sink: Sink;
  readonly #decimals: number | undefined;
  #columns: LaidColumn[] | null = null;
  #waiting: (readonly string[] | string)[] = [];
  #writer: TableWriter | null = null;

  /** `decimals` fixes the decimals of floating-point cells: tables without a declared view do that. */
  constructor(view: TableView, layout: Layout, sink: Sink, decimals?: number, group?: Group) {
    this.#view = view;
    this.#layout = layout;
    this.#sink = sink;
    this.#decimals = decimals;
    sink(`${groupTitle(group, layout)}\n`);
  }

  add(object: ObjectView, raw: PSValue): void {
    const values = this.#view.columns.map((column) => fieldValue(column, object, raw));
    this.#columns ??= this.#view.columns.map((column, i) => laid(column, values[i] ?? null));
    const cells = values.map((value, i) => fieldText(this.#view.columns[i]!, value, this.#layout, this.#decimals));
    if (this.#writer) this.#sink(ended(this.#writer.row(cells)));
    else {
      this.#waiting.push(cells);
      if (this.#shares()) this.#flush();
    }
  }

  text(text: string): void {
    if (this.#writer || this.#columns === null) this.#sink(text);
    else this.#waiting.push(text);
  }

  settle(): void {
    if (!this.#view.autoSize) this.#flush();
  }

  end(more = false): void {
    this.#flush();
    if (!more) this.#sink('\n'.repeat(this.#layout.dialect.afterTable));
  }

  /** Nothing needs to be measured: the first column's width is declared, the others share what is left. */
  #shares(): boolean {
    return !this.#view.autoSize && widthsAreKnown(this.#columns ?? []);
  }

  #flush(): void {
    if (this.#writer || this.#columns === null) return;
    const rows = this.#waiting.filter((row) => typeof row !== 'string');
    const widths = columnWidths(this.#columns, rows, this.#layout.width, this.#shares());
    this.#writer = new TableWriter(this.#columns, widths, this.#layout, this.#view.wrap ?? false);
    const writer = this.#writer;
    const text = this.#waiting.map((row) => (typeof row === 'string' ? row : ended(writer.row(row))));
    if (!this.#view.hideHeaders) text.unshift(ended(writer.header()));
    this.#waiting = [];
    this.#sink(text.join(''));
  }
}

/** Text of a field's value: by its format string, else as values of its kind are shown. */
export function fieldText(field: Field, value: PSValue, layout: Layout, decimals?: number): string {
  return field.format?.(value) ?? cellText(value, layout, decimals);
}

function laid(column: Column, first: PSValue): LaidColumn {
  const align = column.align ?? defaultAlignment(first);
  return column.width === undefined
    ? { label: column.label, align }
    : { label: column.label, align, width: column.width };
}

/** Lines `Name : value` of one object, with an empty line after them. */
export function listText(items: readonly Field[], object: ObjectView, raw: PSValue, layout: Layout): string {
  const widest = items.reduce((w, item) => Math.max(w, cellWidth(item.label)), 0);
  const indent = ' '.repeat(widest + 3);
  const room = Math.max(1, layout.width - indent.length);
  let out = '';
  for (const item of items) {
    const label = `${item.label}${' '.repeat(widest - cellWidth(item.label))} : `;
    const lines = wrap(fieldText(item, fieldValue(item, object, raw), layout), room, layout.dialect.wrapWords);
    out += `${paint(layout.color, 'header', label)}${lines.join(`\n${indent}`)}\n`;
  }
  return `${out}\n`;
}

/** A list: one line per property. */
export class ListShape implements Shape {
  readonly #itemsOf: (object: ObjectView) => readonly Field[];
  readonly #layout: Layout;
  readonly #sink: Sink;

  constructor(itemsOf: (object: ObjectView) => readonly Field[], layout: Layout, sink: Sink, group?: Group) {
    this.#itemsOf = itemsOf;
    this.#layout = layout;
    this.#sink = sink;
    sink(groupTitle(group, layout) + '\n'.repeat(layout.dialect.beforeList));
  }

  add(object: ObjectView, raw: PSValue): void {
    this.#sink(listText(this.#itemsOf(object), object, raw, this.#layout));
  }

  text(text: string): void {
    this.#sink(text);
  }

  settle(): void {}

  end(more = false): void {
    if (!more) this.#sink('\n'.repeat(this.#layout.dialect.afterList));
  }
}

/** Lines of text between empty lines, as a date alone is printed. */
export class TextShape implements Shape {
  readonly #sink: Sink;

  constructor(sink: Sink) {
    this.#sink = sink;
    sink('\n');
  }

  add(): void {}

  text(text: string): void {
    this.#sink(text);
  }

  settle(): void {}

  end(): void {
    this.#sink('\n');
  }
}

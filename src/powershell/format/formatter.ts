/**
 * Turns a stream of values into text as PowerShell's default formatting does. The first object decides the shape: its type's
 * view, or a table for up to four properties, or a list. Objects that the shape was not made for follow as lists.
 */
import { membersOf } from '../members.ts';
import { DateTime, type PSValue } from '../values.ts';
import { CustomShape } from './custom.ts';
import type { Layout } from './dialect.ts';
import { displayText, elementsOf, longDateTimeText } from './display-text.ts';
import { type Group, ListShape, listText, type Shape, type Sink, TableShape, TextShape } from './shapes.ts';
import {
  type Column,
  type Field,
  findView,
  isOfType,
  type ObjectView,
  originColumns,
  type TypeView,
  type ViewTable,
} from './view.ts';
import { WideShape } from './wide.ts';

/** More properties than this make a list of an object without a view. */
const TABLE_PROPERTIES = 4;

/** Starts a new group whenever this value changes. */
export interface GroupBy {
  readonly label: string;
  readonly value: (object: ObjectView, raw: PSValue) => PSValue;
}

/** What somebody asked for, as Format-Table and its relatives do, instead of what the first object's type says. */
export interface ShapeRequest {
  readonly shape: 'table' | 'list' | 'wide' | 'custom';
  /** Fields instead of the view's or all properties; a function gets the first object, to resolve patterns. */
  readonly fields?: readonly Column[] | ((first: ObjectView) => readonly Column[]);
  readonly groupBy?: GroupBy;
  /** Table and wide: widths from all rows. */
  readonly autoSize?: boolean;
  /** Table. */
  readonly wrap?: boolean;
  readonly hideHeaders?: boolean;
  /** Wide: values in a line. */
  readonly perLine?: number;
  /** Custom: levels. */
  readonly depth?: number;
}

/** Formats values one by one. Make one per output stream; `end` it. */
export class Formatter {
  readonly #sink: Sink;
  readonly #layout: Layout;
  readonly #views: ViewTable;
  readonly #request: ShapeRequest | undefined;
  #shape: Shape | null = null;
  #group: Group | undefined;
  /** Type whose declared view the shape shows; null where any object fits. */
  #shownType: string | null = null;

  constructor(sink: Sink, layout: Layout, views: ViewTable, request?: ShapeRequest) {
    this.#sink = sink;
    this.#layout = layout;
    this.#views = views;
    this.#request = request;
  }

  /** Formats one value. Null prints nothing; a collection prints its elements. */
  write(value: PSValue): void {
    if (value === null) return;
    const elements = elementsOf(value);
    if (elements) {
      for (const element of elements) this.write(element);
      return;
    }
    if (value instanceof DateTime) {
      this.#shape ??= new TextShape(this.#sink);
      this.#shape.text(`${longDateTimeText(value)}\n`);
      return;
    }
    const object = membersOf(value);
    if (object === null || object.propertyNames.length === 0) this.#text(`${displayText(value)}\n`);
    else this.#object(object, value);
  }

  /** Prints a line that is an object's whole view, as a date's is. */
  line(text: string): void {
    this.#shape ??= new TextShape(this.#sink);
    this.#shape.text(`${text}\n`);
  }

  /** Nothing more is likely to come for a while. */
  settle(): void {
    this.#shape?.settle();
  }

  /** Ends the stream: writes what waits and the closing empty lines. */
  end(): void {
    this.#shape?.end();
    this.#shape = null;
  }

  #text(text: string): void {
    if (this.#shape) this.#shape.text(text);
    else this.#sink(text);
  }

  #object(object: ObjectView, raw: PSValue): void {
    if (this.#shape && this.#isForeign(object)) {
      const { beforeList } = this.#layout.dialect;
      this.#text('\n'.repeat(beforeList) + listText(this.#listItems(object), object, raw, this.#layout));
      return;
    }
    this.#regroup(object, raw);
    this.#shape ??= this.#open(object, raw);
    this.#shape.add(object, raw);
  }

  /** Closes the shape where the value that groups are made by has changed. */
  #regroup(object: ObjectView, raw: PSValue): void {
    const groupBy = this.#request?.groupBy;
    if (!groupBy) return;
    const value = displayText(groupBy.value(object, raw));
    if (this.#shape && this.#group?.value !== value) {
      this.#shape.end(true);
      this.#shape = null;
    }
    this.#group = { label: groupBy.label, value };
  }

  /** Was the shape made for objects of another type? */
  #isForeign(object: ObjectView): boolean {
    if (this.#shape instanceof TextShape) return true;
    return this.#shownType !== null && !isOfType(object, this.#shownType);
  }

  #open(object: ObjectView, raw: PSValue): Shape {
    const request = this.#request;
    const view = findView(this.#views, object);
    const fields = typeof request?.fields === 'function' ? request.fields(object) : request?.fields;
    if (!fields) this.#shownType = view?.type ?? null;
    const group = this.#group;
    switch (request?.shape ?? defaultShape(view, object)) {
      case 'list':
        return new ListShape(fields ? () => fields : (o) => this.#listItems(o), this.#layout, this.#sink, group);
      case 'wide': {
        const field = fields?.[0] ?? view?.table?.columns[0] ?? allFields(object)[0] ?? { label: '', value: () => raw };
        return new WideShape({ ...given(request), field }, this.#layout, this.#sink, group);
      }
      case 'custom':
        return new CustomShape(fields, this.#layout, this.#sink, request?.depth, group);
      default: {
        const declared = fields ? undefined : view?.table;
        const plain = declared
          ? { ...declared, columns: [...declared.columns, ...originColumns(object)] }
          : { columns: fields ?? allFields(object) };
        // Widths that were asked to fit the rows need none of the declared ones.
        const columns = request?.autoSize
          ? (plain.columns as readonly Column[]).map(({ width: _, ...column }) => column)
          : plain.columns;
        const table = { ...plain, columns, ...given(request) };
        const decimals = declared ? undefined : this.#layout.dialect.tableDecimals;
        return new TableShape(table, this.#layout, this.#sink, decimals, group);
      }
    }
  }

  #listItems(object: ObjectView): readonly Field[] {
    return findView(this.#views, object)?.list?.items ?? allFields(object);
  }
}

/** The options that were given, without those that were not. */
function given({ autoSize, wrap, hideHeaders, perLine }: Partial<ShapeRequest> = {}) {
  return {
    ...(autoSize !== undefined && { autoSize }),
    ...(wrap !== undefined && { wrap }),
    ...(hideHeaders !== undefined && { hideHeaders }),
    ...(perLine !== undefined && { perLine }),
  };
}

function allFields(object: ObjectView): readonly Field[] {
  return object.propertyNames.map((label) => ({ label }));
}

function defaultShape(view: TypeView | undefined, object: ObjectView): 'table' | 'list' {
  if (view?.table) return 'table';
  if (view?.list) return 'list';
  return object.propertyNames.length > TABLE_PROPERTIES ? 'list' : 'table';
}

/**
 * Turns a stream of values into text as PowerShell's default formatting does. The first object decides the shape: its type's
 * view, or a table for up to four properties, or a list. Objects that the shape was not made for follow as lists.
 */
import { membersOf } from '../members.ts';
import { DateTime, type PSValue } from '../values.ts';
import type { Layout } from './dialect.ts';
import { displayText, elementsOf, longDateTimeText } from './display-text.ts';
import { ListShape, listText, type Shape, type Sink, TableShape, TextShape } from './shapes.ts';
import { type Field, findView, type ObjectView, type TableView, type TypeView, type ViewTable } from './view.ts';

/** More properties than this make a list of an object without a view. */
const TABLE_PROPERTIES = 4;

/** What somebody asked for, instead of what the first object's type says. */
export interface ShapeRequest {
  readonly shape: 'table' | 'list';
  /** Fields instead of the view's or all properties. */
  readonly fields?: readonly Field[];
}

/** Formats values one by one. Make one per output stream; `end` it. */
export class Formatter {
  readonly #sink: Sink;
  readonly #layout: Layout;
  readonly #views: ViewTable;
  readonly #request: ShapeRequest | undefined;
  #shape: Shape | null = null;
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
    this.#shape ??= this.#open(object);
    this.#shape.add(object, raw);
  }

  /** Was the shape made for objects of another type? */
  #isForeign(object: ObjectView): boolean {
    if (this.#shape instanceof TextShape) return true;
    return this.#shownType !== null && !object.typeNames.includes(this.#shownType);
  }

  #open(object: ObjectView): Shape {
    const view = findView(this.#views, object);
    const fields = this.#request?.fields;
    if (!fields) this.#shownType = view?.type ?? null;
    const shape = this.#request?.shape ?? defaultShape(view, object);
    if (shape === 'list') {
      const items = fields ? () => fields : this.#itemsFor(object, view);
      return new ListShape(items, this.#layout, this.#sink);
    }
    const declared = fields ? undefined : view?.table;
    const table: TableView = declared ?? { columns: fields ?? allFields(object) };
    const decimals = declared ? undefined : this.#layout.dialect.tableDecimals;
    return new TableShape(table, this.#layout, this.#sink, decimals);
  }

  /** A list without a declared view shows the first object's properties for all that follow. */
  #itemsFor(first: ObjectView, view: TypeView | undefined): (object: ObjectView) => readonly Field[] {
    if (view?.list) {
      const { items } = view.list;
      return () => items;
    }
    if (view) return allFields;
    const items = allFields(first);
    return (object) => (object === first ? items : items.filter((item) => object.get(item.label) !== undefined));
  }

  #listItems(object: ObjectView): readonly Field[] {
    return findView(this.#views, object)?.list?.items ?? allFields(object);
  }
}

function allFields(object: ObjectView): readonly Field[] {
  return object.propertyNames.map((label) => ({ label }));
}

function defaultShape(view: TypeView | undefined, object: ObjectView): 'table' | 'list' {
  if (view?.table) return 'table';
  if (view?.list) return 'list';
  return object.propertyNames.length > TABLE_PROPERTIES ? 'list' : 'table';
}

/** Format-Custom: an object and what is in it as nested classes, down to a depth. */
import { membersOf } from '../members.ts';
import { Num, type PSValue } from '../values.ts';
import type { Layout } from './dialect.ts';
import { displayText, elementsOf } from './display-text.ts';
import { type Group, groupTitle, type Shape, type Sink } from './shapes.ts';
import type { Field, ObjectView } from './view.ts';
import { fieldValue } from './view.ts';

const DEFAULT_DEPTH = 5;
const STEP = '  ';

export class CustomShape implements Shape {
  readonly #fields: readonly Field[] | undefined;
  readonly #layout: Layout;
  readonly #sink: Sink;
  readonly #depth: number;

  constructor(fields: readonly Field[] | undefined, layout: Layout, sink: Sink, depth = DEFAULT_DEPTH, group?: Group) {
    this.#fields = fields;
    this.#layout = layout;
    this.#sink = sink;
    this.#depth = depth;
    sink(`${groupTitle(group, layout)}\n`);
  }

  add(object: ObjectView, raw: PSValue): void {
    const pairs = this.#fields?.map((field) => [field.label, fieldValue(field, object, raw)] as const);
    this.#sink(`${this.#classLines(object, this.#depth, pairs).join('\n')}\n\n`);
  }

  text(text: string): void {
    this.#sink(text);
  }

  settle(): void {}

  end(more = false): void {
    if (!more) this.#sink('\n');
  }

  #classLines(
    object: ObjectView,
    depth: number,
    pairs: readonly (readonly [string, PSValue])[] = object.propertyNames.map((n) => [n, object.get(n) ?? null]),
  ): string[] {
    const type = object.typeNames[0] ?? '';
    const body = pairs.flatMap(([name, value]) => this.#member(name, value, depth));
    return [`class ${type.slice(type.lastIndexOf('.') + 1)}`, '{', ...body.map((line) => STEP + line), '}'];
  }

  #member(name: string, value: PSValue, depth: number): string[] {
    const inner = this.#inner(value, depth);
    return inner ? [`${name} = `, ...inner.map((line) => STEP + line)] : [`${name} = ${displayText(value)}`];
  }

  /** Lines of a value with something inside; null for one that is shown by its text. */
  #inner(value: PSValue, depth: number): string[] | null {
    const elements = elementsOf(value);
    if (elements) {
      const limit = this.#layout.enumerationLimit;
      const shown = limit >= 0 ? elements.slice(0, limit) : elements;
      const lines = shown.flatMap((element) => this.#inner(element, depth - 1) ?? [displayText(element)]);
      const more = shown.length < elements.length ? [this.#layout.dialect.ellipsis] : [];
      return ['[', ...[...lines, ...more].map((line) => STEP + line), ']'];
    }
    if (value instanceof Num || depth <= 0) return null;
    const object = membersOf(value);
    return object ? this.#classLines(object, depth - 1) : null;
  }
}

/** ConvertTo-Json: a value and what is in it, down to a depth, as text. */

import { displayText, elementsOf } from '../format/display-text.ts';
import { membersOf } from '../members.ts';
import { Hashtable, NetValue, type PSValue } from '../values.ts';
import { type JsonStyle, jsonScalar, jsonString } from './scalars.ts';

/** Levels below the outermost object that are written out unless told otherwise. */
export const DEFAULT_DEPTH = 2;

/** The warning about what lies deeper. */
export function truncationWarning(depth: number): string {
  return `Resulting JSON is truncated as serialization has exceeded the set depth of ${depth}.`;
}

export interface JsonResult {
  readonly text: string;
  /** True where something lay deeper than the depth and was written as a string. */
  readonly truncated: boolean;
}

/** A dictionary made by the language: pairs in order. */
interface Dictionary {
  entries(): Iterable<readonly [PSValue, PSValue]>;
}

function pairsOf(value: NetValue, style: JsonStyle): [string, PSValue][] {
  if (value instanceof Hashtable) return [...value.entries.values()].map((e) => [displayText(e.key), e.value]);
  if ('entries' in value && typeof value.entries === 'function') {
    return [...(value as NetValue & Dictionary).entries()].map(([key, v]) => [displayText(key), v]);
  }
  const object = membersOf(value, style.dialect === '5.1');
  return object ? object.propertyNames.map((name) => [name, object.get(name) ?? null]) : [];
}

/** Converts one value. `depth` counts levels below the outermost. */
export function convertToJson(value: PSValue, style: JsonStyle, depth = DEFAULT_DEPTH): JsonResult {
  let truncated = false;

  const write = (v: PSValue, level: number, column: number): string => {
    const scalar = jsonScalar(v, style);
    if (scalar !== null) return scalar;
    if (level > depth) {
      truncated = true;
      return jsonString(displayText(v), style.escapes);
    }
    const elements = elementsOf(v);
    if (elements) {
      const inner = elements.map((element) => write(element, level + 1, column + step(style)));
      return bracket('[', inner, ']', column, style);
    }
    if (!(v instanceof NetValue)) return jsonString(displayText(v), style.escapes);
    const pairs = pairsOf(v, style).map(([name, pair]) => {
      const key = `${jsonString(name, style.escapes)}:${gap(style)}`;
      // Windows PowerShell indents what is inside a value from the value's own column.
      const offset = style.dialect === '5.1' && !style.compress ? key.length : 0;
      return key + write(pair, level + 1, column + step(style) + offset);
    });
    return bracket('{', pairs, '}', column, style);
  };

  return { text: write(value, 0, 0), truncated };
}

const step = (style: JsonStyle): number => (style.dialect === '5.1' ? 4 : 2);
const gap = (style: JsonStyle): string => (style.compress ? '' : style.dialect === '5.1' ? '  ' : ' ');

function bracket(open: string, inner: readonly string[], close: string, column: number, style: JsonStyle): string {
  if (style.compress) return open + inner.join(',') + close;
  const outside = `\n${' '.repeat(column)}`;
  if (inner.length === 0) return style.dialect === '5.1' ? `${open}\n${outside}${close}` : open + close;
  const inside = `\n${' '.repeat(column + step(style))}`;
  return open + inside + inner.join(`,${inside}`) + outside + close;
}

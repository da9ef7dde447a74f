/** Indexing: reading and writing `$target[$i]`. */

import { CastError } from '../cast-error.ts';
import type { Index } from '../language/ast.ts';
import { typeRef } from '../types.ts';
import { Char, Hashtable, isNumber, type PSValue, typeNameOf } from '../values.ts';
import { type Code, map2 } from './code.ts';
import { enumerable, List, OrderedDictionary } from './collections.ts';
import type { Compiler } from './compile-block.ts';
import { compileExpression } from './compile-expressions.ts';
import { convertTo, toText } from './convert.ts';
import { runtimeError } from './errors.ts';
import type { Frame } from './frame.ts';
import { VOID } from './method-tools.ts';
import { NetInstance } from './net/net-type.ts';
import { isNoValue, markNoValue, noValues, placeOf, unmarkNoValue } from './no-value.ts';
import { PSObj } from './psobject.ts';
import { f2i } from './range.ts';
import { groupLookup } from './regex-objects.ts';
import { TypeValue } from './type-value.ts';

/** `keeps`: tells a place without a value from null. */
export function index(c: Compiler, e: Index, keeps: boolean): Code {
  const target = compileExpression(c, e.target);
  const at = compileExpression(c, e.index);
  if (keeps) {
    return map2(target, at, (t, i, f) => {
      if (t === null && e.nullConditional) return null;
      const v = readIndex(t, i, f);
      return v === null && t !== null && lacksValue(t, i) ? VOID : v;
    });
  }
  return map2(target, at, (t, i, f) => {
    if (t === null && e.nullConditional) return null;
    if (Array.isArray(t) && typeof i === 'number') {
      const v = t[i < 0 ? t.length + i : i];
      if (v !== undefined) return v;
    }
    return readIndex(t, i, f);
  });
}

function lacksValue(t: PSValue, i: PSValue): boolean {
  if (t instanceof Hashtable) return noValues.any && isNoValue(t, placeOf(i));
  const items = t instanceof List ? t.items : Array.isArray(t) ? t : null;
  // Outside of a single object there is nothing, not even null.
  if (!items) return !(typeof t === 'string' || t instanceof NetInstance || enumerable(t)) && !isLookup(t);
  return noValues.any && typeof i === 'number' && isNoValue(items, i < 0 ? items.length + i : i);
}

const isLookup = (t: PSValue): boolean => t instanceof PSObj && groupLookup.has(t);

function outside(f: Frame): PSValue {
  if (f.engine.strictSeen && f.engine.strictness(f.scope) >= 3) {
    throw runtimeError('System.IndexOutOfRangeException', 'Index was outside the bounds of the array.', {
      category: 'OperationStopped',
      exceptionType: 'System.IndexOutOfRangeException',
    });
  }
  return null;
}

/** `$target[$i]` */
export function readIndex(t: PSValue, i: PSValue, f: Frame): PSValue {
  if (t === null) throw runtimeError('NullArray', 'Cannot index into a null array.');
  if (t instanceof NetInstance && t.at) {
    const v = t.at(i);
    if (v !== undefined) return v;
  }
  const many = enumerable(i);
  if (t instanceof Hashtable) {
    if (i === null) throw runtimeError('NullArrayIndex', 'Index operation failed; the array index evaluated to null.');
    if (many) return many.map((k) => t.get(k) ?? null);
    const v = t.get(i);
    if (v !== undefined) return v;
    if (t instanceof OrderedDictionary && typeof i === 'number') {
      const all = [...t.entries.values()];
      return all[i < 0 ? all.length + i : i]?.value ?? null;
    }
    if (t.typeName.startsWith('System.Collections.Generic.Dictionary')) return null;
    return null;
  }
  if (t instanceof PSObj && groupLookup.has(t))
    return groupLookup.get(t)!(typeof i === 'number' || typeof i === 'string' ? i : toText(i));
  const items = typeof t === 'string' ? null : enumerable(t);
  if (many && !items && typeof t !== 'string' && !(t instanceof NetInstance)) return outside(f);
  if (many) {
    const out: PSValue[] = [];
    for (const one of many) {
      let v: PSValue;
      try {
        v = readIndex(t, one, f);
      } catch (e) {
        // What is no index gives nothing.
        if (e instanceof CastError) continue;
        throw e;
      }
      const n = typeof one === 'number' ? one : f2i(one);
      const length = typeof t === 'string' ? t.length : items ? items.length : 1;
      if (n < length && n >= -length) out.push(v);
    }
    return out;
  }
  if (i === null && (items || typeof t === 'string' || isNumber(t)))
    throw runtimeError('NullArrayIndex', 'Index operation failed; the array index evaluated to null.');
  if (items || typeof t === 'string') {
    if (t instanceof List && typeof i === 'string' && 'find' in t)
      return (t as unknown as { find(n: string): PSValue }).find(i);
    const n = typeof i === 'number' ? i : f2i(i);
    const length = typeof t === 'string' ? t.length : items!.length;
    const at = n < 0 ? length + n : n;
    if (at < 0 || at >= length) {
      return outside(f);
    }
    return typeof t === 'string' ? new Char(t.charCodeAt(at)) : items![at]!;
  }
  // A single object is a list of itself.
  if (typeof i === 'number' || typeof i === 'string') {
    const n = typeof i === 'number' ? i : Number(i);
    if (n === 0 || n === -1) return t;
    if (t instanceof PSObj && typeof i === 'string' && Number.isNaN(n)) {
      throw runtimeError('CannotIndex', `Unable to index into an object of type "${typeNameOf(t)}".`);
    }
    return outside(f);
  }
  return null;
}

function keepNoValue(container: object, at: string | number, given: PSValue): void {
  if (given === VOID) markNoValue(container, at);
  else if (noValues.any) unmarkNoValue(container, at);
}

/** `$target[$i] = $value` */
export function writeIndex(t: PSValue, i: PSValue, given: PSValue): void {
  const v = given === VOID ? null : given;
  if (t === null) throw runtimeError('NullArray', 'Cannot index into a null array.');
  if (t instanceof Hashtable) {
    if (i === null) throw runtimeError('NullArrayIndex', 'Index operation failed; the array index evaluated to null.');
    if (t instanceof OrderedDictionary && typeof i === 'number' && t.get(i) === undefined) {
      const key = [...t.entries.keys()][i];
      if (key !== undefined) {
        t.entries.get(key)!.value = v;
        return;
      }
    }
    if (t instanceof OrderedDictionary && typeof i === 'number' && t.get(i) === undefined)
      throw runtimeError(
        'System.ArgumentOutOfRangeException',
        "Specified argument was out of the range of valid values. (Parameter 'index')",
        { category: 'OperationStopped', exceptionType: 'System.ArgumentOutOfRangeException' },
      );
    t.set(i, v);
    if (v === null) keepNoValue(t, placeOf(i), given);
    return;
  }
  if (t instanceof NetInstance && t.put) {
    t.put(i, v);
    return;
  }
  if (typeof t === 'string') {
    throw runtimeError('CannotIndex', `Unable to index into an object of type "System.String".`, { id: 'CannotIndex' });
  }
  const items = Array.isArray(t) ? t : t instanceof List ? t.items : enumerable(t);
  if (!items) throw runtimeError('CannotIndex', `Unable to index into an object of type "${typeNameOf(t)}".`);
  const n = f2i(i);
  const at = n < 0 ? items.length + n : n;
  if (at < 0 || at >= items.length) {
    throw runtimeError(
      'System.IndexOutOfRangeException',
      t instanceof List
        ? "Index was out of range. Must be non-negative and less than the size of the collection. (Parameter 'index')"
        : 'Index was outside the bounds of the array.',
      {
        category: 'OperationStopped',
        exceptionType: t instanceof List ? 'System.ArgumentOutOfRangeException' : 'System.IndexOutOfRangeException',
      },
    );
  }
  let value = v;
  if (!Array.isArray(t) && !(t instanceof List)) {
    const element = typeNameOf(t).slice(0, -2);
    const short = ARRAY_TYPES[element];
    if (short) value = convertTo(v, new TypeValue(typeRef(short)));
  } else if (t instanceof List && t.element) value = t.element(v);
  (items as PSValue[])[at] = value;
  if (v === null) keepNoValue(items, at, given);
}

const ARRAY_TYPES: Readonly<Record<string, string>> = {
  'System.Int32': 'int',
  'System.String': 'string',
  'System.Int64': 'long',
  'System.Double': 'double',
  'System.Boolean': 'bool',
  'System.Byte': 'byte',
  'System.Char': 'char',
  'System.Decimal': 'decimal',
};

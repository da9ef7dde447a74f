/**
 * How well a value of one type converts to another: PowerShell's LanguagePrimitives.GetConversionRank, by which the binder
 * chooses among overloads. Numbers as PowerShell 7.6 gives them; 0 is no conversion.
 */
import { type PSValue, TypedArray, typeNameOf } from '../../values.ts';
import { List } from '../collections.ts';
import { instanceOf } from '../convert.ts';
import type { TypeValue } from '../type-value.ts';
import { Reference } from './reference.ts';

const IDENTITY = 0x11f;
export const ASSIGNABLE = 0x10f;
export const NUMERIC_IMPLICIT = 0xff;
export const NULL_TO_VALUE = 0xaf;
export const UNRELATED_ARRAYS = 0xf;
const NULL_TO_REF = 0xbf;
const LANGUAGE = 0x9f;
const PARSE = 0x7f;
const CONSTRUCTOR = 0x6f;
const CONVERTIBLE = 0x3f;
const TO_STRING = 0x1f;
const STRING_TO_CHARS = 0x11a;
const NUMERIC_STRING = 0xef;
/** What a rank loses when a scalar becomes an array of one. */
const ARRAY_OF_ONE = ~8;

const ORDER = 'SByte Byte Int16 UInt16 Int32 UInt32 Int64 UInt64 Single Double Decimal Numerics.BigInteger'.split(' ');
/** From the row's type to the column's. */
const NUMBERS: Readonly<Record<string, readonly number[]>> = Object.fromEntries(
  [
    '11f df ff df ff df ff df ff ff ff 6f',
    'cf 11f ff ff ff ff ff ff ff ff ff 4f',
    'cf cf 11f df ff df ff df ff ff ff 6f',
    'cf cf cf 11f ff ff ff ff ff ff ff 4f',
    'cf cf cf cf 11f df ff df ff ff ff 6f',
    'cf cf cf cf cf 11f ff ff ff ff ff 6f',
    'cf cf cf cf cf cf 11f df ff ff ff 6f',
    'cf cf cf cf cf cf cf 11f ff ff ff 6f',
    'cf cf cf cf cf cf cf cf 11f ff cf 6f',
    'cf cf cf cf cf cf cf cf cf 11f cf 6f',
    'cf cf cf cf cf cf cf cf df df 11f 6f',
    '5f 5f 5f 5f 5f 5f 5f 5f 5f 5f 5f 11f',
  ].map((row, i) => [`System.${ORDER[i]}`, row.split(' ').map((x) => Number.parseInt(x, 16))]),
);

/** Type of an argument by which overloads are chosen; null for $null. */
export function argumentType(value: PSValue): string | null {
  if (value === null) return null;
  if (value instanceof Reference) return argumentType(value.get());
  return typeNameOf(value);
}

/** Type of the items where an Object[] holds one type only, else the element type; null where it is no array. */
export function effectiveElement(value: PSValue): string | null {
  if (value instanceof TypedArray) return value.elementType;
  if (!Array.isArray(value)) return null;
  const first = value.length > 0 && value[0] !== null ? typeNameOf(value[0]!) : null;
  if (first === null) return 'System.Object';
  return value.every((v) => v !== null && typeNameOf(v) === first) ? first : 'System.Object';
}

const CONVERTIBLES = new Set(['System.Boolean', 'System.Char', 'System.DateTime']);
const VALUE_KINDS = new Set(['number', 'bool', 'char']);

/** Rank of a conversion between two types. */
export function rankOfTypes(
  from: string | null,
  to: TypeValue,
  constructible: (to: string, from: string) => boolean,
): number {
  const { ref } = to;
  if (from === null) {
    if (ref.kind === 'string') return TO_STRING;
    if (VALUE_KINDS.has(ref.kind) || ref.kind === 'switch' || ref.kind === 'nullable') return NULL_TO_VALUE;
    return /^(?:datetime|timespan|guid|enum)$/.test(ref.kind) ? 0 : NULL_TO_REF;
  }
  if (from === ref.name) return IDENTITY;
  if (ref.name === 'System.Object' || ref.name === 'System.Management.Automation.PSObject') return ASSIGNABLE;
  const numbers = NUMBERS[from];
  switch (ref.kind) {
    case 'number':
      if (numbers) return numbers[ORDER.indexOf(ref.name.slice(7))]!;
      if (from === 'System.String') return NUMERIC_STRING;
      return CONVERTIBLES.has(from) ? (ref.number === 'BigInteger' ? LANGUAGE : CONVERTIBLE) : 0;
    case 'string':
      return numbers ? NUMERIC_STRING : TO_STRING;
    case 'bool':
      return LANGUAGE;
    case 'char':
      if (numbers) return NUMERIC_STRING;
      return from === 'System.String' ? PARSE : CONVERTIBLES.has(from) ? CONVERTIBLE : 0;
    case 'enum':
      if (numbers) return /Single|Double|Decimal|Big/.test(from) ? CONVERTIBLE : LANGUAGE;
      return from === 'System.String' || from.endsWith('[]') ? PARSE : CONVERTIBLES.has(from) ? CONVERTIBLE : 0;
    case 'datetime':
    case 'timespan':
      if (numbers) return /^System\.S?(?:Byte|U?Int(?:16|32|64))$/.test(from) ? CONSTRUCTOR : CONVERTIBLE;
      return from === 'System.String' ? PARSE : CONVERTIBLES.has(from) ? CONVERTIBLE : 0;
    case 'guid':
    case 'version':
      return from === 'System.String' ? PARSE : numbers || CONVERTIBLES.has(from) ? CONVERTIBLE : 0;
    case 'nullable': {
      const inner = rankOfTypes(from, definedElement(to), constructible);
      return inner === IDENTITY ? ASSIGNABLE : inner;
    }
    case 'array': {
      const element = definedElement(to);
      if (from === 'System.String' && element.ref.name === 'System.Char') return STRING_TO_CHARS;
      if (from.endsWith('[]')) {
        if (element.ref.name === 'System.Object') return isValueTypeName(from.slice(0, -2)) ? LANGUAGE : ASSIGNABLE;
        return UNRELATED_ARRAYS;
      }
      if (isCollection(from)) return LANGUAGE;
      const one = rankOfTypes(from, element, constructible);
      return one === 0 ? 0 : one & ARRAY_OF_ONE;
    }
    case 'scriptblock':
    case 'hashtable':
    case 'switch':
      return 0;
  }
  if (
    from === 'System.Management.Automation.ScriptBlock' &&
    /^System\.(?:Action|Func|Predicate|Comparison|.*MatchEvaluator|Delegate)/.test(ref.name)
  )
    return LANGUAGE;
  if (from === 'System.String') {
    if (/^System\.(?:Uri|Type|Text\.RegularExpressions\.Regex)$/.test(ref.name)) return LANGUAGE;
    if (ref.name === 'System.Net.IPAddress') return PARSE;
  }
  if (ref.name === 'System.Array') return from.endsWith('[]') ? ASSIGNABLE : isCollection(from) ? LANGUAGE : 0x107;
  if (constructible(ref.name, from)) return CONSTRUCTOR;
  return 0;
}

/** Element type of an array or nullable type. */
export function definedElement(type: TypeValue): TypeValue {
  return new (type.constructor as typeof TypeValue)(type.ref.element!);
}

function isValueTypeName(name: string): boolean {
  return name in NUMBERS || CONVERTIBLES.has(name) || name === 'System.TimeSpan' || name === 'System.Guid';
}

function isCollection(name: string): boolean {
  return (
    name === 'System.Collections.ArrayList' ||
    /^System\.Collections\.(?:Generic|ObjectModel)\.(?:List|Collection)`/.test(name)
  );
}

/** Rank of converting a value. */
export function rankOf(value: PSValue, to: TypeValue, constructible: (to: string, from: string) => boolean): number {
  const held = value instanceof Reference ? value.get() : value;
  const from = argumentType(held);
  const rank = rankOfTypes(from, to, constructible);
  if (rank >= ASSIGNABLE || held === null) return rank;
  if (to.ref.kind === 'class' && implementsType(held, to.ref.name)) return ASSIGNABLE;
  return rank;
}

/** Is the value an instance, also by the generic interfaces of collections? */
export function implementsType(value: PSValue, name: string): boolean {
  if (instanceOf(value, name)) return true;
  if (name === 'System.IFormatProvider') return /^System\.Globalization\./.test(argumentType(value) ?? '');
  const generic =
    /^System\.Collections\.Generic\.(I(?:Enumerable|List|Collection|ReadOnlyList|ReadOnlyCollection))`1\[(.*)\]$/.exec(
      name,
    );
  if (!generic) return false;
  const element =
    value instanceof TypedArray
      ? value.elementType
      : Array.isArray(value)
        ? 'System.Object'
        : value instanceof List
          ? (/`1\[(.*)\]$/.exec(value.typeName)?.[1] ?? null)
          : null;
  if (element === null) return false;
  return element === generic[2] || generic[2] === 'T' || (generic[2] === 'System.Object' && !isValueTypeName(element));
}

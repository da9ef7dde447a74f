/** Conversion for the language: everything that the shared conversion does, and the types that only scripts have. */
import { CastError, NoWay } from '../cast-error.ts';
import { convert, truth as plainTruth, shownAs } from '../conversion.ts';
import { doubleText } from '../format/display-text.ts';
import { languageText, toText as plainText } from '../text.ts';
import type { TypeRef } from '../types.ts';
import {
  Char,
  DateTime,
  EnumValue,
  Hashtable,
  NetValue,
  Num,
  type PSValue,
  ScriptBlock,
  Spelled,
  Switch,
  TypedArray,
  typeNameOf,
  unwrap,
} from '../values.ts';
import { castXml } from '../xml/cast.ts';
import { Dictionary, Enumerating, entriesOf, enumerable, exactKey, List, OrderedDictionary } from './collections.ts';
import { ErrorObject, Exception, exceptionChain } from './errors.ts';
import { formatDate } from './format-date.ts';
import { isNoValue, markNoValue, noValues, placeOf } from './no-value.ts';
import { PSObj, textOf } from './psobject.ts';
import { resolveTypeText, type TypeScope } from './type-names.ts';
import { TypeValue } from './type-value.ts';

/** What conversions to classes of scripts and .NET need from the engine. */
export interface Constructors {
  construct(type: TypeValue, args: PSValue[]): PSValue;
  /** A class of a script. */
  classOf(value: PSValue): { name: string; chain: readonly string[] } | null;
  parseScript(text: string): PSValue;
  scope: TypeScope;
}
export const constructors: { current: Constructors | null } = { current: null };

/** Types that text shows by their short names. */
const SHORT_TYPES: Readonly<Record<string, string>> = {
  'System.Int32': 'int',
  'System.String': 'string',
  'System.Int64': 'long',
  'System.Boolean': 'bool',
  'System.Double': 'double',
  'System.Single': 'float',
  'System.Decimal': 'decimal',
  'System.Byte': 'byte',
  'System.Char': 'char',
  'System.Object': 'System.Object',
  'System.DateTime': 'datetime',
  'System.TimeSpan': 'timespan',
  'System.Guid': 'guid',
  'System.Version': 'version',
  'System.Collections.Hashtable': 'hashtable',
  'System.Management.Automation.PSCustomObject': 'psobject',
  'System.Xml.XmlDocument': 'xml',
  'System.Text.RegularExpressions.Regex': 'regex',
  'System.Management.Automation.SwitchParameter': 'switch',
  'System.Collections.Specialized.OrderedDictionary': 'ordered',
  'System.Management.Automation.ScriptBlock': 'scriptblock',
};

/** `[string]$value`: the invariant culture, lists joined by `separator`. */
export function toText(value: PSValue, separator = ' '): string {
  if (typeof value === 'string') return value;
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'bigint') return String(value);
  const items =
    value instanceof NetValue && !(value instanceof TypedArray) && !(value instanceof List)
      ? undefined
      : enumerable(value);
  if (items)
    return items.map((i) => (enumerable(i) ? typeNameOf(i as PSValue[]) : itemText(i, separator))).join(separator);
  if (value instanceof Enumerating) {
    const inside = value.items();
    return inside ? inside.map((i) => itemText(i, separator)).join(separator) : value.expanded;
  }
  if (value instanceof ScriptBlock) return value.text;
  if (value instanceof TypeValue) return SHORT_TYPES[value.ref.name] ?? value.ref.name;
  if (value instanceof PSObj) return value.text;
  return plainText(value, separator);
}
/** Text of an item of a list: of an XML node its name. */
export function itemText(value: PSValue, separator = ' '): string {
  return value instanceof Enumerating && !value.items() ? value.text : toText(value, separator);
}
textOf.of = (value) => toText(value);
languageText.of = (value) => (value instanceof TypeValue ? toText(value) : undefined);

/** .NET's ToString(). */
export function netText(value: PSValue): string {
  if (value === null) return '';
  if (value instanceof Hashtable || value instanceof List) return typeNameOf(value);
  if (Array.isArray(value) || value instanceof TypedArray) return typeNameOf(value);
  if (value instanceof Num && (value.kind === 'Double' || value.kind === 'Single')) {
    const n = value.value as number;
    if (n === Infinity) return '∞';
    if (n === -Infinity) return '-∞';
  }
  if (value instanceof DateTime) return formatDate(value, 'G');
  return toText(value);
}

/** Digits without an exponent. */
function decimalDigits(value: number): string {
  const text = String(value);
  return text.includes('e') ? value.toFixed(20).replace(/0+$/, '') : text;
}

/** A double with all the digits that tell it apart. */
export function roundTripDouble(value: number): string {
  if (!Number.isFinite(value)) return doubleText(value);
  const size = Math.abs(value);
  if (value === 0 || (size >= 1e-4 && size < 1e17)) return Object.is(value, -0) ? '-0' : decimalDigits(value);
  const m = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(value.toExponential())!;
  const exponent = Number(m[4]);
  return `${m[1]}${m[2]}${m[3] ? `.${m[3]}` : ''}E${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

/** PowerShell's truth. */
export function truth(value: PSValue): boolean {
  switch (typeof value) {
    case 'boolean':
      return value;
    case 'number':
      return value !== 0;
    case 'string':
      return value !== '';
    case 'bigint':
      return value !== 0n;
  }
  if (value === null) return false;
  if (value instanceof List) return value.items.length > 1 || (value.items.length === 1 && truth(value.items[0]!));
  return plainTruth(value);
}

const SIMPLE = new Set([
  'bool',
  'number',
  'char',
  'string',
  'switch',
  'enum',
  'guid',
  'version',
  'timespan',
  'datetime',
  'object',
  'nullable',
  'array',
]);

/** `value` as a `type`. Throws a CastError. */
export function convertTo(value: PSValue, type: TypeValue): PSValue {
  try {
    return convertRef(value, type.ref, type);
  } catch (e) {
    if (e instanceof CastError && e.source === undefined && value !== null) e.source = typeNameOf(value);
    throw e;
  }
}

/** As `convertTo` for a plain type reference. */
export function convertRef(input: PSValue, ref: TypeRef, type: TypeValue | null = null): PSValue {
  const value = input instanceof Spelled && ref.kind !== 'string' ? input.value : input;
  switch (ref.kind) {
    case 'string':
      if (typeof value === 'string') return value;
      return value instanceof Spelled ? value.text : toText(value);
    case 'object':
      return unwrap(value);
    case 'number':
      if (ref.number === 'Int32' && typeof value === 'number') return value;
      if (isComposite(value)) throw noWay(value, ref.name);
      return convert(value, ref);
    case 'bool':
      if (value instanceof ScriptBlock || value instanceof List) return truth(value);
      return truth(value);
    case 'hashtable':
      if (value === null) return value;
      if (value instanceof OrderedDictionary) return plainTable(value);
      if (value instanceof Hashtable) return value;
      break;
    case 'scriptblock':
      if (value === null || value instanceof ScriptBlock) return value;
      break;
    case 'array':
      return toArray(value, ref, type);
    case 'nullable':
      return value === null ? null : convertRef(value, ref.element!);
    case 'char':
    case 'enum':
      if (value instanceof List && ref.kind === 'enum') return convert([...value.items], ref);
      if (value instanceof Char && ref.kind === 'char') return value;
      if (isComposite(value) && !(ref.kind === 'enum' && enumerable(value))) throw noWay(value, ref.name);
      if (ref.kind === 'enum' && value instanceof Num && value.kind === 'BigInteger') throw noWay(value, ref.name);
      return convert(value, ref);
    case 'switch':
      if (value instanceof Switch) return value;
      if (typeof value !== 'boolean' && value !== null) throw noWay(value, ref.name);
      return new Switch(value === true);
    case 'class':
      return toClass(value, ref, type);
  }
  if (SIMPLE.has(ref.kind)) {
    if (ref.kind === 'datetime' && value instanceof DateTime) return value;
    if (
      ref.kind === 'version' &&
      value !== null &&
      typeNameOf(value) === 'System.Management.Automation.SemanticVersion'
    )
      return convert(netText(value).replace(/[-+].*$/s, ''), ref);
    if (isComposite(value) || (value instanceof Num && value.kind === 'BigInteger')) throw noWay(value, ref.name);
    return convert(value, ref);
  }
  throw noWay(value, ref.name);
}

/** Values that become no number, date or the like. */
function isComposite(value: PSValue): boolean {
  return (
    Array.isArray(value) ||
    value instanceof TypedArray ||
    value instanceof List ||
    value instanceof Switch ||
    value instanceof Hashtable ||
    value instanceof DateTime ||
    value instanceof PSObj
  );
}

/** Types that know no conversion to others but by .NET's IConvertible, which refuses in its own words. */
function convertible(value: PSValue): boolean {
  return typeof value === 'boolean' || value instanceof Char || value instanceof DateTime || value instanceof EnumValue;
}

const PRIMITIVES = /^System\.(?:Boolean|Char|S?Byte|U?Int(?:16|32|64)|Single|Double|Decimal|DateTime)$/;

/** PowerShell's error for a conversion that does not exist. */
export function noWay(value: PSValue, name: string): CastError {
  if (value === null) return new CastError(`Cannot convert null to type "${name}".`);
  const from = typeNameOf(value);
  if (from === 'System.DBNull')
    return CastError.because('', name, 'Object cannot be cast from DBNull to other types.', 'InvalidCastIConvertible');
  if (convertible(value)) {
    const short = PRIMITIVES.test(name) && PRIMITIVES.test(from);
    const [a, b] = short ? [from.slice(7), name.slice(7)] : [from, name];
    return CastError.because(
      value instanceof DateTime ? formatDate(value, 'G') : shownAs(value),
      name,
      `Invalid cast from '${a}' to '${b}'.`,
      'InvalidCastIConvertible',
    );
  }
  const known = /^System\.(?:Decimal|DateTime|TimeSpan|Guid|Version|Numerics\.BigInteger)$/.test(name);
  if (known && value instanceof Hashtable && value.entries.size > 0) {
    const key = toText([...value.entries.values()][0]!.key);
    return new CastError(
      `Cannot create object of type "${name}". The property '${key}' was not found for the '${name}' object. There is no settable property available.`,
    ).named('ObjectCreationError');
  }
  const shown =
    value instanceof PSObj || value instanceof Hashtable || value instanceof List ? netText(value) : shownAs(value);
  return CastError.noWay(shown, from, name);
}

function toArray(value: PSValue, ref: TypeRef, type: TypeValue | null): PSValue {
  if (value === null) return null;
  const element = ref.element!;
  if (value instanceof TypedArray && value.elementType === element.name) return value;
  if (Array.isArray(value) && element.name === 'System.Object') return value;
  if (typeof value === 'string' && element.kind === 'char') {
    return new TypedArray(
      'System.Char',
      [...Array(value.length).keys()].map((i) => new Char(value.charCodeAt(i))),
    );
  }
  const items = enumerable(value) ?? [value];
  const inner = type?.cls ? new TypeValue(element, type.cls) : null;
  try {
    const converted = items.map((i) => convertRef(i, element, inner));
    return element.name === 'System.Object' ? converted : new TypedArray(element.name, converted);
  } catch (e) {
    if (!(e instanceof CastError) || enumerable(value)) throw e;
    if (e.id === 'InvalidCastIConvertible' && e.why?.startsWith('Invalid cast') && convertible(value)) {
      const why = `Invalid cast from '${typeNameOf(value)}' to '${ref.name}'.`;
      throw CastError.because(shownAs(value), ref.name, why, e.id);
    }
    if (e instanceof NoWay) throw noWay(value, ref.name);
    throw CastError.because(shownAs(value), ref.name, e.message, 'InvalidCastExceptionScalarToArray');
  }
}

function toClass(value: PSValue, ref: TypeRef, type: TypeValue | null): PSValue {
  if (value === null) return null;
  if (instanceOf(value, ref.name)) return value;
  const target = type ?? new TypeValue(ref);
  switch (ref.name) {
    case 'System.Void':
      return null;
    case 'System.Array': {
      const items = enumerable(value);
      return items ? [...items] : [value];
    }
    case 'System.Management.Automation.PSCustomObject':
      return value instanceof Hashtable ? fromTable(value) : value;
    case 'System.Type':
      if (typeof value === 'string') {
        const found = resolveTypeText(value, constructors.current?.scope ?? null);
        if (found) return found;
      }
      if (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint' || value instanceof Num)
        throw CastError.noWay(shownAs(value), typeNameOf(value), 'System.Type').named('InvalidCastFromStringToType');
      break;
    case 'System.Collections.Specialized.OrderedDictionary':
      if (value instanceof Hashtable) return orderedCopy(value);
      break;
    case 'System.Xml.XmlDocument':
      return castXml(xmlText(value), value);
    case 'System.Management.Automation.PSCredential':
      if (typeof value === 'string') throw noWay(value, ref.name);
  }
  if (constructors.current) {
    const made = constructors.current.construct(target, [value]);
    if (made !== undefined) return made;
  }
  throw noWay(value, ref.name);
}

/** The text that a cast to [xml] reads: lines of a list, else the value's text. */
function xmlText(value: PSValue): string {
  const items = enumerable(value);
  return items ? items.map((i) => toText(i)).join('\n') : toText(value);
}

/** [pscustomobject]@{…}. */
export function fromTable(table: Hashtable): PSObj {
  const object = new PSObj();
  for (const { key, value } of table.entries.values()) {
    const name = toText(key);
    if (name === 'PSTypeName') object.typeNames.unshift(toText(value));
    else {
      object.members.note(name, value);
      if (noValues.any && value === null && isNoValue(table, placeOf(key))) markNoValue(object, placeOf(name));
    }
  }
  return object;
}

function plainTable(table: Hashtable): Hashtable {
  const copy = new Hashtable();
  for (const { key, value } of table.entries.values()) copy.set(key, value);
  return copy;
}

function orderedCopy(table: Hashtable): OrderedDictionary {
  const copy = new OrderedDictionary();
  for (const { key, value } of table.entries.values()) copy.set(key, value);
  return copy;
}

const INTERFACES: Readonly<Record<string, readonly string[]>> = {
  'System.Collections.Hashtable': [
    'System.Collections.IDictionary',
    'System.Collections.ICollection',
    'System.Collections.IEnumerable',
    'System.ICloneable',
  ],
  'System.Collections.Specialized.OrderedDictionary': [
    'System.Collections.IDictionary',
    'System.Collections.ICollection',
    'System.Collections.IEnumerable',
  ],
  'System.String': ['System.Collections.IEnumerable', 'System.IComparable', 'System.IConvertible', 'System.ICloneable'],
  array: [
    'System.Array',
    'System.Collections.IList',
    'System.Collections.ICollection',
    'System.Collections.IEnumerable',
    'System.ICloneable',
  ],
  number: ['System.ValueType', 'System.IComparable', 'System.IConvertible', 'System.IFormattable'],
};

/** All the names of types that a value is an instance of, the nearest first. */
export function typeChain(value: PSValue): readonly string[] {
  if (value === null) return [];
  if (value instanceof Exception) return exceptionChain(value.type);
  if (value instanceof ErrorObject) return value.typeNames;
  const own = constructors.current?.classOf(value);
  if (own) return own.chain;
  if (value instanceof PSObj) {
    const chain = value.typeNames.includes(value.netType) ? value.typeNames : [...value.typeNames, value.netType];
    return chain;
  }
  const name = typeNameOf(value);
  if (value instanceof NetValue && 'typeNames' in value) return (value as unknown as { typeNames: string[] }).typeNames;
  if (Array.isArray(value) || value instanceof TypedArray) return [name, 'System.Array', 'System.Object'];
  if (value instanceof EnumValue) return [name, 'System.Enum', 'System.ValueType', 'System.Object'];
  if (
    typeof value === 'number' ||
    typeof value === 'bigint' ||
    typeof value === 'boolean' ||
    value instanceof Num ||
    value instanceof Char ||
    value instanceof DateTime
  ) {
    return [name, 'System.ValueType', 'System.Object'];
  }
  return [name, 'System.Object'];
}

/** `-is`. */
export function instanceOf(value: PSValue, name: string): boolean {
  if (value === null) return false;
  if (name === 'System.Object') return true;
  const plain = unwrap(value);
  const chain = typeChain(plain);
  if (chain.includes(name)) return true;
  if (name === 'System.Management.Automation.PSObject') return plain instanceof PSObj;
  if (name === 'System.Management.Automation.PSCustomObject') return plain instanceof PSObj && plain.isCustom;
  const key =
    Array.isArray(plain) || plain instanceof TypedArray || plain instanceof List
      ? 'array'
      : chain.includes('System.ValueType')
        ? 'number'
        : chain[0]!;
  if (plain instanceof Enumerating && name === 'System.Collections.IEnumerable')
    return plain.items() !== undefined || plain.typeName.startsWith('System.Xml.Xml');
  if (plain instanceof List && (name === 'System.Array' || name === 'System.ICloneable')) return false;
  if (plain instanceof Dictionary && /IDictionary|IEnumerable|ICollection/.test(name)) return true;
  return INTERFACES[key]?.includes(name) ?? false;
}

/** Equality of keys in -contains and hashtables of other kinds. */
export function sameReference(a: PSValue, b: PSValue): boolean {
  return a === b || (typeof a === typeof b && exactKey(a) === exactKey(b));
}

export { entriesOf };

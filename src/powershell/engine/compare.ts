/** Comparison: the left operand decides, text by culture and without regard to case unless asked. */
import { CastError } from '../cast-error.ts';
import { convert } from '../conversion.ts';
import { typeRef } from '../types.ts';
import {
  Char,
  DateTime,
  EnumValue,
  Guid,
  Hashtable,
  NetValue,
  Num,
  type PSValue,
  ScriptBlock,
  Switch,
  TimeSpan,
  typeNameOf,
  Version,
} from '../values.ts';
import { asDouble, textNumber } from './arithmetic-numbers.ts';
import { compareText } from './collation.ts';
import { enumerable } from './collections.ts';
import { convertRef, toText, truth } from './convert.ts';
import { runtimeError, ScriptError } from './errors.ts';
import { NetInstance } from './net/net-type.ts';
import { PSObj } from './psobject.ts';
import { TypeValue } from './type-value.ts';

/** Equality of classes of scripts that override Equals; set by the engine. */
export const userEquals: { call: (left: PSValue, right: PSValue) => boolean | undefined } = { call: () => undefined };
export const userCompare: { call: (left: PSValue, right: PSValue) => number | undefined } = { call: () => undefined };

/** Text equality as -eq has it. */
export function textEquals(a: string, b: string, caseSensitive: boolean): boolean {
  if (a === b) return true;
  if (caseSensitive) return false;
  return a.length === b.length && a.toUpperCase() === b.toUpperCase();
}

/** `left -eq right` for scalars. */
export function equals(left: PSValue, right: PSValue, caseSensitive = false): boolean {
  if (typeof left === 'number' && typeof right === 'number') return left === right;
  if (left === right) return true;
  if (left === null) return right === null;
  if (typeof left === 'string') {
    if (right === null) return false;
    return textEquals(left, typeof right === 'string' ? right : toText(right), caseSensitive);
  }
  if (right === null) return false;
  if (typeof left === 'boolean') return left === truth(right);
  if (left instanceof Switch) return left.isPresent === truth(right);
  if (isNumeric(left)) {
    const r = numberOf(right);
    return r !== undefined && compareNumbers(left, r) === 0;
  }
  if (left instanceof Char) {
    if (right instanceof Char)
      return textEquals(String.fromCharCode(left.code), String.fromCharCode(right.code), caseSensitive);
    if (typeof right === 'string') return textEquals(String.fromCharCode(left.code), right, caseSensitive);
    if (isNumeric(right)) return compareNumbers(left.code, right) === 0;
    return false;
  }
  if (left instanceof NetInstance && left.sameAs) return left.sameAs(right);
  const own = userEquals.call(left, right);
  if (own !== undefined) return own;
  return sameValue(left, right, caseSensitive);
}

function sameValue(left: PSValue, right: PSValue, caseSensitive: boolean): boolean {
  if (left instanceof EnumValue) {
    if (right instanceof EnumValue) return left.type.name === right.type.name && left.value === right.value;
    const other = tryConvert(right, { kind: 'enum', name: left.type.name, short: '', enum: left.type });
    return other instanceof EnumValue && other.value === left.value;
  }
  if (left instanceof DateTime) {
    const other = tryConvert(right, typeRef('datetime'));
    return other instanceof DateTime && other.ticks === left.ticks;
  }
  if (left instanceof TimeSpan) {
    const other = tryConvert(right, typeRef('timespan'));
    return other instanceof TimeSpan && other.ticks === left.ticks;
  }
  if (left instanceof Guid) {
    const other = tryConvert(right, typeRef('guid'));
    return other instanceof Guid && other.text === left.text;
  }
  if (left instanceof Version) {
    const other = tryConvert(right, typeRef('version'));
    return other instanceof Version && compareVersions(left, other) === 0;
  }
  if (left instanceof TypeValue) {
    return right instanceof TypeValue
      ? left.ref.name === right.ref.name
      : typeof right === 'string' && textEquals(left.ref.name, right, false);
  }
  if (left instanceof NetValue && 'equalsText' in left && typeof right === 'string') {
    return textEquals(toText(left), right, caseSensitive);
  }
  if (left instanceof ScriptBlock || left instanceof PSObj || left instanceof Hashtable) {
    if (left instanceof PSObj && !left.isCustom && typeof right === 'string' && left.toText)
      return textEquals(toText(left), right, caseSensitive);
    return false;
  }
  if (left instanceof NetValue && typeof right === 'string' && 'text' in left)
    return textEquals(toText(left), right, caseSensitive);
  return false;
}

function tryConvert(value: PSValue, ref: ReturnType<typeof typeRef>): PSValue | undefined {
  try {
    return convert(value, ref);
  } catch (e) {
    if (e instanceof CastError) return undefined;
    throw e;
  }
}

type Number_ = number | bigint | Num;

function isNumeric(value: PSValue): value is Number_ {
  return typeof value === 'number' || typeof value === 'bigint' || value instanceof Num;
}

function numberOf(value: PSValue): Number_ | undefined {
  if (isNumeric(value)) return value;
  switch (typeof value) {
    case 'boolean':
      return value ? 1 : 0;
    case 'string':
      try {
        return textNumber(value);
      } catch {
        return undefined;
      }
  }
  if (value === null) return 0;
  if (value instanceof Char) return value.code;
  if (value instanceof EnumValue) return value.value;
  if (value instanceof Switch) return value.isPresent ? 1 : 0;
  return undefined;
}

/** Order of two numbers of any kinds. */
export function compareNumbers(l: Number_, r: Number_): number {
  if (typeof l === 'number' && typeof r === 'number') return l < r ? -1 : l > r ? 1 : 0;
  const exact = (n: Number_): [bigint, number] | null => {
    if (typeof n === 'number') return [BigInt(n), 0];
    if (typeof n === 'bigint') return [n, 0];
    if (n.kind === 'Double' || n.kind === 'Single') return null;
    return [BigInt(n.value), n.kind === 'Decimal' ? n.scale : 0];
  };
  const a = exact(l);
  const b = exact(r);
  if (a && b) {
    const scale = Math.max(a[1], b[1]);
    const x = a[0] * 10n ** BigInt(scale - a[1]);
    const y = b[0] * 10n ** BigInt(scale - b[1]);
    return x < y ? -1 : x > y ? 1 : 0;
  }
  const x = asDouble(l);
  const y = asDouble(r);
  return x < y ? -1 : x > y ? 1 : x === y ? 0 : NaN;
}

function compareVersions(a: Version, b: Version): number {
  for (let i = 0; i < 4; i++) {
    const d = (a.parts[i] ?? -1) - (b.parts[i] ?? -1);
    if (d !== 0) return d < 0 ? -1 : 1;
  }
  return 0;
}

/** Order of scalars for -lt and its kin. Throws where they cannot be ordered. */
export function order(left: PSValue, right: PSValue, caseSensitive = false): number {
  if (typeof left === 'number' && typeof right === 'number') return left < right ? -1 : left > right ? 1 : 0;
  if (typeof left === 'string') return compareText(left, toText(right), caseSensitive);
  if (left === null) {
    if (right === null) return 0;
    const n = isNumeric(right) ? compareNumbers(0, right) : -1;
    return n;
  }
  if (right === null) {
    if (isNumeric(left)) return compareNumbers(left, 0) < 0 ? -1 : 1;
    return 1;
  }
  if (isNumeric(left)) {
    const r = numberOf(right);
    if (r === undefined) throw notComparable(left, right);
    return compareNumbers(left, r);
  }
  if (typeof left === 'boolean') return Number(left) - Number(truth(right));
  if (left instanceof Switch) return Number(left.isPresent) - Number(truth(right));
  if (left instanceof Char) {
    if (typeof right === 'string') return compareText(String.fromCharCode(left.code), right, caseSensitive);
    const r = numberOf(right);
    if (r !== undefined) return compareNumbers(left.code, r);
  }
  const other = orderable(left, right);
  if (other !== undefined) return other;
  const own = userCompare.call(left, right);
  if (own !== undefined) return own;
  if (equals(left, right, caseSensitive)) return 0;
  throw notIComparable(left);
}

function orderable(left: PSValue, right: PSValue): number | undefined {
  const against = (ref: ReturnType<typeof typeRef>): PSValue => convertRef(right, ref);
  try {
    if (left instanceof DateTime) {
      const r = against(typeRef('datetime')) as DateTime;
      return left.ticks < r.ticks ? -1 : left.ticks > r.ticks ? 1 : 0;
    }
    if (left instanceof TimeSpan) {
      const r = against(typeRef('timespan')) as TimeSpan;
      return left.ticks < r.ticks ? -1 : left.ticks > r.ticks ? 1 : 0;
    }
    if (left instanceof NetInstance && left.order) return left.order(right);
    if (left instanceof Version) return compareVersions(left, against(typeRef('version')) as Version);
    if (left instanceof Guid) {
      const r = against(typeRef('guid')) as Guid;
      return left.text < r.text ? -1 : left.text > r.text ? 1 : 0;
    }
    if (left instanceof EnumValue) {
      const r = against({ kind: 'enum', name: left.type.name, short: '', enum: left.type }) as EnumValue;
      return left.value < r.value ? -1 : left.value > r.value ? 1 : 0;
    }
  } catch (e) {
    // A number says why the text is none; other values say that they cannot be compared.
    if (e instanceof CastError) throw isNumeric(left) && !isBig(left) ? e : notComparable(left, right, e.message);
    throw e;
  }
  return undefined;
}

const isBig = (value: PSValue): boolean => value instanceof Num && value.kind === 'BigInteger';

function notComparable(left: PSValue, right: PSValue, why?: string): ScriptError {
  const type = typeNameOf(left as Exclude<PSValue, null>);
  const cause = why ?? castMessage(right, type);
  return runtimeError(
    'ComparisonFailure',
    `Could not compare "${toText(left)}" to "${toText(right)}". Error: "${cause}"`,
  );
}

function castMessage(right: PSValue, type: string): string {
  try {
    const short = type.replace(/^System\./, '').toLowerCase();
    convert(right, typeRef(short));
  } catch (e) {
    if (e instanceof CastError) return e.message;
  }
  return `Cannot convert value "${toText(right)}" to type "${type}".`;
}

function notIComparable(left: PSValue): ScriptError {
  return runtimeError('NotIcomparable', `Cannot compare "${toText(left)}" because it is not IComparable.`);
}

/** How sorting compares: like `order`, but anything has a place. */
export function sortOrder(left: PSValue, right: PSValue, caseSensitive = false): number {
  try {
    return order(left, right, caseSensitive);
  } catch (e) {
    if (!(e instanceof ScriptError)) throw e;
    return compareText(toText(left), toText(right), caseSensitive);
  }
}

/** A comparison operator applied to a scalar or, item by item, to a list on the left. */
export function filterOrTest(left: PSValue, test: (item: PSValue) => boolean): PSValue {
  const items = enumerable(left);
  return items ? items.filter(test) : test(left);
}

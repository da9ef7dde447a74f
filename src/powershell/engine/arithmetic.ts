/** Arithmetic with PowerShell's promotion: int to double on overflow, decimal beats double, strings become numbers. */
import { CastError } from '../cast-error.ts';
import { typeRef } from '../types.ts';
import { Char, Hashtable, Num, type PSValue, TimeSpan, TypedArray } from '../values.ts';
import { compute, divideByZero, numeric, toNumber } from './arithmetic-numbers.ts';
import { Dictionary, enumerable, List, OrderedDictionary } from './collections.ts';
import { convertTo, toText } from './convert.ts';
import { asScriptError, NetError, runtimeError, type ScriptError } from './errors.ts';
import { TypeValue } from './type-value.ts';

/** Operators that a class of a script defines; set by the engine. */
export const userOperators: { call: (name: string, left: PSValue, right: PSValue) => PSValue | undefined } = {
  call: () => undefined,
};

/** `left + right` */
export function add(left: PSValue, right: PSValue): PSValue {
  if (typeof left === 'number' && typeof right === 'number') {
    const sum = left + right;
    return sum === (sum | 0) ? sum : new Num('Double', sum);
  }
  if (typeof left === 'string') return left + (typeof right === 'string' ? right : toText(right));
  if (left instanceof Num && left.kind === 'Double' && typeof right === 'number') {
    return new Num('Double', (left.value as number) + right);
  }
  if (left === null) return right;
  if (left instanceof Char) return String.fromCharCode(left.code) + toText(right);
  const items = Array.isArray(left)
    ? left
    : left instanceof TypedArray || left instanceof List
      ? enumerable(left)
      : undefined;
  if (items) {
    // One copy: scripts add to long arrays item by item.
    return items.concat(enumerable(right) ?? [right]);
  }
  if (left instanceof Hashtable) return addTables(left, right);
  if (left instanceof TimeSpan && right instanceof TimeSpan) return new TimeSpan(left.ticks + right.ticks);
  return numeric('+', left, right);
}

function addTables(left: Hashtable, right: PSValue): PSValue {
  if (right === null) return left;
  if (!(right instanceof Hashtable)) {
    throw runtimeError('AddHashTableToNonHashTable', 'A hash table can only be added to another hash table.');
  }
  const sum =
    left instanceof OrderedDictionary
      ? new OrderedDictionary()
      : left instanceof Dictionary
        ? new Dictionary(left.typeName)
        : new Hashtable();
  for (const e of left.entries.values()) sum.set(e.key, e.value);
  for (const e of right.entries.values()) {
    if (sum.get(e.key) !== undefined) {
      throw asScriptError(
        argumentError(
          `Item has already been added. Key in dictionary: '${toText(e.key)}'  Key being added: '${toText(e.key)}'`,
        ),
      )!;
    }
    sum.set(e.key, e.value);
  }
  return sum;
}

function argumentError(message: string): ScriptError {
  return runtimeError('System.ArgumentException', message, {
    exceptionType: 'System.ArgumentException',
    category: 'NotSpecified',
  });
}

/** `left - right` */
export function subtract(left: PSValue, right: PSValue): PSValue {
  if (typeof left === 'number' && typeof right === 'number') {
    const difference = left - right;
    return difference === (difference | 0) ? difference : new Num('Double', difference);
  }
  if (left instanceof TimeSpan && right instanceof TimeSpan) return new TimeSpan(left.ticks - right.ticks);
  return numeric('-', left, right);
}

/** As a cast would convert it. */
const converted = (value: PSValue, type: string): PSValue => convertTo(value, new TypeValue(typeRef(type)));

/** `left * right` */
export function multiply(left: PSValue, right: PSValue): PSValue {
  if (typeof left === 'number' && typeof right === 'number') {
    const product = left * right;
    return product === (product | 0) ? product + 0 : new Num('Double', product);
  }
  if (typeof left === 'string') {
    const times = converted(right, 'int') as number;
    if (times < 0) {
      throw runtimeError(
        'System.ArgumentOutOfRangeException',
        `times ('${times}') must be a non-negative value. (Parameter 'times')\nActual value was ${times}.`,
        {
          exceptionType: 'System.ArgumentOutOfRangeException',
        },
      );
    }
    if (left.length * times > 0x1fffffe8)
      throw new NetError(
        'System.OutOfMemoryException',
        'Insufficient memory to continue the execution of the program.',
      );
    return left.repeat(times);
  }
  const items = left instanceof Num || left === null || typeof left !== 'object' ? undefined : enumerable(left);
  if (items) {
    const times = Number((converted(right, 'uint32') as Num).value);
    if (times * items.length > 0x7fffffff)
      throw CastError.noWay(String(times * items.length), 'System.Int64', 'System.Int32');
    const out: PSValue[] = [];
    for (let i = 0; i < times; i++) out.push(...items);
    return out;
  }
  return numeric('*', left, right);
}

/** `left / right` */
export function divide(left: PSValue, right: PSValue): PSValue {
  if (typeof left === 'number' && typeof right === 'number') {
    if (right === 0) throw divideByZero();
    const quotient = left / right;
    return quotient === (quotient | 0) ? quotient + 0 : new Num('Double', quotient);
  }
  return numeric('/', left, right);
}

/** `left % right` */
export function remainder(left: PSValue, right: PSValue): PSValue {
  if (typeof left === 'number' && typeof right === 'number') {
    if (right === 0) throw divideByZero();
    return (left % right) + 0;
  }
  return numeric('%', left, right);
}

/** `-value` */
export function negate(value: PSValue): PSValue {
  if (typeof value === 'number') return value === -2147483648 ? new Num('Double', 2147483648) : 0 - value;
  const n = toNumber(value, '-');
  if (n instanceof Num) {
    if (n.kind === 'Double' || n.kind === 'Single') return new Num(n.kind, -(n.value as number));
    if (n.kind === 'Decimal') return new Num('Decimal', -(n.value as bigint), n.scale);
  }
  return compute('-', 0, n);
}

/** `+value` */
export function positive(value: PSValue): PSValue {
  return toNumber(value, '+');
}

export { asDouble, textNumber, toNumber } from './arithmetic-numbers.ts';
export { bitwise, bitwiseNot, shift } from './bitwise.ts';

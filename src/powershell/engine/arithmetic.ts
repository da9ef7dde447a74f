/** Arithmetic with PowerShell's promotion: int to double on overflow, decimal beats double, strings become numbers. */
import { CastError } from '../cast-error.ts';
import { convert } from '../conversion.ts';
import { roundHalfEven } from '../language/numbers.ts';
import { toKind } from '../number-conversion.ts';
import { scanNumber } from '../numbers.ts';
import { type NumberKind, typeRef } from '../types.ts';
import {
  Char,
  DateTime,
  EnumValue,
  Hashtable,
  Num,
  type PSValue,
  Spelled,
  Switch,
  TimeSpan,
  TypedArray,
  typeNameOf,
} from '../values.ts';
import { Dictionary, enumerable, List, OrderedDictionary } from './collections.ts';
import { toText } from './convert.ts';
import {
  asScriptError,
  ErrorObject,
  Exception,
  runtimeError,
  type ScriptError,
  ScriptError as Thrown,
} from './errors.ts';
import { PSObj } from './psobject.ts';

type Operator = '+' | '-' | '*' | '/' | '%';
type Number_ = number | bigint | Num;

const NAMES: Readonly<Record<Operator, string>> = {
  '+': 'op_Addition',
  '-': 'op_Subtraction',
  '*': 'op_Multiply',
  '/': 'op_Division',
  '%': 'op_Modulus',
};

/** Operators that a class of a script defines; set by the engine. */
export const userOperators: { call: (name: string, left: PSValue, right: PSValue) => PSValue | undefined } = {
  call: () => undefined,
};

function notDefined(left: PSValue, operator: Operator): ScriptError {
  return runtimeError(
    'MethodNotFound',
    `Method invocation failed because [${typeNameOf(left as Exclude<PSValue, null>)}] does not contain a method named '${NAMES[operator]}'.`,
  );
}

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
  if (left instanceof Char) {
    if (right instanceof Char || typeof right === 'string') return String.fromCharCode(left.code) + toText(right);
    return numeric('+', left, right);
  }
  const items = Array.isArray(left)
    ? left
    : left instanceof TypedArray || left instanceof List
      ? enumerable(left)
      : undefined;
  if (items) {
    const more = enumerable(right);
    return more ? [...items, ...more] : [...items, right];
  }
  if (left instanceof Hashtable) return addTables(left, right);
  if (left instanceof DateTime && right instanceof TimeSpan) return new DateTime(left.ticks + right.ticks, left.kind);
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
  if (left instanceof DateTime) {
    if (right instanceof DateTime) return new TimeSpan(left.ticks - right.ticks);
    if (right instanceof TimeSpan) return new DateTime(left.ticks - right.ticks, left.kind);
    if (typeof right === 'string')
      return new TimeSpan(left.ticks - (convert(right, typeRef('datetime')) as DateTime).ticks);
  }
  if (left instanceof TimeSpan && right instanceof TimeSpan) return new TimeSpan(left.ticks - right.ticks);
  return numeric('-', left, right);
}

/** `left * right` */
export function multiply(left: PSValue, right: PSValue): PSValue {
  if (typeof left === 'number' && typeof right === 'number') {
    const product = left * right;
    return product === (product | 0) ? product + 0 : new Num('Double', product);
  }
  if (typeof left === 'string') {
    const times = convert(right, typeRef('int')) as number;
    if (times < 0) {
      throw runtimeError(
        'System.ArgumentOutOfRangeException',
        `Specified argument was out of the range of valid values. (Parameter 'times')`,
        {
          exceptionType: 'System.ArgumentOutOfRangeException',
        },
      );
    }
    return left.repeat(times);
  }
  const items = left instanceof Num || left === null || typeof left !== 'object' ? undefined : enumerable(left);
  if (items) {
    const times = convert(right, typeRef('int')) as number;
    const out: PSValue[] = [];
    for (let i = 0; i < times; i++) out.push(...items);
    return out;
  }
  if (left instanceof TimeSpan && right !== null) {
    const by = toKind(toNumber(right, '*'), 'Double');
    if (by instanceof Num) return new TimeSpan(BigInt(Math.round(Number(left.ticks) * (by.value as number))));
  }
  return numeric('*', left, right);
}

function divideByZero(): ScriptError {
  const exception = new Exception(
    'System.Management.Automation.RuntimeException',
    'Attempted to divide by zero.',
    new Exception('System.DivideByZeroException', 'Attempted to divide by zero.'),
  );
  return new Thrown(
    new ErrorObject(
      {
        id: 'RuntimeException',
        category: 'NotSpecified',
        exceptionType: 'System.Management.Automation.RuntimeException',
        message: 'Attempted to divide by zero.',
      },
      exception,
    ),
  );
}

/** `left / right` */
export function divide(left: PSValue, right: PSValue): PSValue {
  if (typeof left === 'number' && typeof right === 'number') {
    if (right === 0) throw divideByZero();
    const quotient = left / right;
    return quotient === (quotient | 0) ? quotient + 0 : new Num('Double', quotient);
  }
  if (left instanceof TimeSpan && right instanceof TimeSpan)
    return new Num('Double', Number(left.ticks) / Number(right.ticks));
  if (left instanceof TimeSpan && right !== null) {
    const by = toKind(toNumber(right, '/'), 'Double');
    if (by instanceof Num) return new TimeSpan(BigInt(Math.round(Number(left.ticks) / (by.value as number))));
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

/** A value as a number for an operator. */
export function toNumber(value: PSValue, operator: Operator): Number_ {
  switch (typeof value) {
    case 'number':
    case 'bigint':
      return value;
    case 'boolean':
      return value ? 1 : 0;
    case 'string':
      return textNumber(value);
  }
  if (value === null) return 0;
  if (value instanceof Num) return value;
  if (value instanceof Char) return value.code;
  if (value instanceof EnumValue) return value.value;
  if (value instanceof Switch) return value.isPresent ? 1 : 0;
  if (value instanceof Spelled) return value.value;
  throw notDefined(value, operator);
}

/** The number that a string is in an operation: an empty one is 0. */
export function textNumber(text: string): Number_ {
  const trimmed = text.trim();
  if (trimmed === '') return 0;
  const scanned = scanNumber(trimmed, true);
  if (scanned !== undefined) return scanned;
  throw CastError.because(text, 'System.Int32', `The input string '${text}' was not in a correct format.`);
}

const RANK: Readonly<Record<NumberKind, number>> = {
  SByte: 0,
  Byte: 0,
  Int16: 0,
  UInt16: 0,
  Int32: 0,
  UInt32: 1,
  Int64: 1,
  UInt64: 2,
  Decimal: 3,
  Single: 4,
  Double: 4,
  BigInteger: 5,
};

function kindOf(value: Number_): NumberKind {
  return typeof value === 'number' ? 'Int32' : typeof value === 'bigint' ? 'Int64' : value.kind;
}

function numeric(operator: Operator, left: PSValue, right: PSValue): PSValue {
  const own =
    left instanceof PSObj || right instanceof PSObj ? userOperators.call(NAMES[operator], left, right) : undefined;
  if (own !== undefined) return own;
  let l: Number_;
  if (
    left instanceof Hashtable ||
    left instanceof DateTime ||
    left instanceof TimeSpan ||
    left instanceof PSObj ||
    enumerable(left)
  ) {
    throw notDefined(left, operator);
  }
  if (left === null && right !== null && operator !== '+') l = 0;
  else l = toNumber(left, operator);
  let r: Number_;
  if (right !== null && typeof right === 'object' && !(right instanceof Num)) {
    if (right instanceof Char || right instanceof EnumValue || right instanceof Switch || right instanceof Spelled)
      r = toNumber(right, operator);
    else if (enumerable(right) || right instanceof PSObj || right instanceof Hashtable) {
      throw new CastErrorFor(right, operator, l).error;
    } else r = toNumber(right, operator);
  } else r = toNumber(right, operator);
  return compute(operator, l, r);
}

class CastErrorFor {
  readonly error: CastError | ScriptError;
  constructor(right: PSValue, operator: Operator, left: Number_) {
    const type = typeNameOf(right as Exclude<PSValue, null>);
    const target = `System.${kindOf(left)}`;
    const shown = enumerable(right) ? type : toText(right);
    void operator;
    this.error = CastError.noWay(shown, type, target);
  }
}

function compute(operator: Operator, l: Number_, r: Number_): PSValue {
  const lk = kindOf(l);
  const rk = kindOf(r);
  const rank = Math.max(RANK[lk], RANK[rk]);
  if (rank === 5) return big(operator, l, r);
  if (rank >= 3 && (lk === 'Decimal' || rk === 'Decimal')) {
    if (rank === 4) {
      // A double meets a decimal: the double becomes a decimal where it fits.
      const dl = toKind(l, 'Decimal');
      const dr = toKind(r, 'Decimal');
      if (typeof dl === 'string' || typeof dr === 'string') return double(operator, l, r);
      return decimal(operator, dl as Num, dr as Num);
    }
    return decimal(operator, toKind(l, 'Decimal') as Num, toKind(r, 'Decimal') as Num);
  }
  if (rank === 4) {
    if (lk === 'Single' && rk === 'Single') {
      const out = double(operator, l, r);
      return out instanceof Num ? new Num('Single', Math.fround(out.value as number)) : out;
    }
    return double(operator, l, r);
  }
  const kind: NumberKind =
    rank === 0
      ? 'Int32'
      : rank === 2
        ? negative(l) || negative(r)
          ? 'Double'
          : 'UInt64'
        : lk === 'UInt32' && rk === 'UInt32'
          ? 'UInt32'
          : 'Int64';
  if (kind === 'Double') return double(operator, l, r);
  return whole(operator, BigInt(plain(l)), BigInt(plain(r)), kind);
}

function plain(n: Number_): number | bigint {
  return n instanceof Num ? n.value : n;
}

function negative(n: Number_): boolean {
  return plain(n) < 0;
}

const RANGES: Readonly<Record<string, readonly [bigint, bigint]>> = {
  Int32: [-(2n ** 31n), 2n ** 31n - 1n],
  UInt32: [0n, 2n ** 32n - 1n],
  Int64: [-(2n ** 63n), 2n ** 63n - 1n],
  UInt64: [0n, 2n ** 64n - 1n],
};

function whole(operator: Operator, l: bigint, r: bigint, kind: NumberKind): PSValue {
  let result: bigint;
  switch (operator) {
    case '+':
      result = l + r;
      break;
    case '-':
      result = l - r;
      break;
    case '*':
      result = l * r;
      break;
    case '%':
      if (r === 0n) throw divideByZero();
      result = l % r;
      break;
    case '/':
      if (r === 0n) throw divideByZero();
      if (l % r !== 0n) return new Num('Double', Number(l) / Number(r));
      result = l / r;
  }
  const [low, high] = RANGES[kind]!;
  if (result < low || result > high) {
    if (operator === '*') return new Num('Double', Number(l) * Number(r));
    if (operator === '+') return new Num('Double', Number(l) + Number(r));
    return new Num('Double', Number(l) - Number(r));
  }
  if (kind === 'Int32') return Number(result);
  if (kind === 'Int64') return result;
  return new Num(kind as 'UInt32', kind === 'UInt32' ? Number(result) : result);
}

/** A number as a double. */
export function asDouble(n: Number_): number {
  if (typeof n === 'number') return n;
  if (typeof n === 'bigint') return Number(n);
  if (n.kind === 'Decimal') return Number(decimalString(n));
  return Number(n.value);
}

function decimalString(n: Num): string {
  const value = n.value as bigint;
  const digits = String(value < 0n ? -value : value).padStart(n.scale + 1, '0');
  const text = n.scale ? `${digits.slice(0, -n.scale)}.${digits.slice(-n.scale)}` : digits;
  return value < 0n ? `-${text}` : text;
}

function double(operator: Operator, left: Number_, right: Number_): PSValue {
  const l = asDouble(left);
  const r = asDouble(right);
  switch (operator) {
    case '+':
      return new Num('Double', l + r);
    case '-':
      return new Num('Double', l - r);
    case '*':
      return new Num('Double', l * r);
    case '/':
      return new Num('Double', l / r);
    case '%':
      return new Num('Double', l % r);
  }
}

const MAX = 79228162514264337593543950335n;

function fit(value: bigint, scale: number): Num {
  let v = value;
  let s = scale;
  while (s > 28 || ((v > MAX || v < -MAX) && s > 0)) {
    const sign = v < 0n ? -1n : 1n;
    const q = v / 10n;
    const rest = (v % 10n) * sign;
    v = rest > 5n || (rest === 5n && q % 2n !== 0n) ? q + sign : q;
    s--;
  }
  if (v > MAX || v < -MAX) {
    throw runtimeError('RuntimeException', 'Value was either too large or too small for a Decimal.', {
      category: 'NotSpecified',
    });
  }
  return new Num('Decimal', v, s);
}

function decimal(operator: Operator, l: Num, r: Num): PSValue {
  let a = l.value as bigint;
  let b = r.value as bigint;
  const scale = Math.max(l.scale, r.scale);
  if (operator === '*') return fit(a * b, l.scale + r.scale);
  if (operator === '/') {
    if (b === 0n) throw divideByZero();
    // As many digits as fit, then the zeros that exactness does not need are dropped.
    let s = l.scale - r.scale;
    let n = a;
    while (s < 28 && n % b !== 0n) {
      n *= 10n;
      s++;
    }
    while (s < 0) {
      n *= 10n;
      s++;
    }
    const twice = (n % b) * 2n;
    let q = n / b;
    const positive = n < 0n === b < 0n;
    const abs = (x: bigint): bigint => (x < 0n ? -x : x);
    if (abs(twice) > abs(b) || (abs(twice) === abs(b) && q % 2n !== 0n)) q += positive ? 1n : -1n;
    return fit(q, s);
  }
  a *= 10n ** BigInt(scale - l.scale);
  b *= 10n ** BigInt(scale - r.scale);
  if (operator === '%') {
    if (b === 0n) throw divideByZero();
    return fit(a % b, scale);
  }
  return fit(operator === '+' ? a + b : a - b, scale);
}

function big(operator: Operator, left: Number_, right: Number_): PSValue {
  const whole = (n: Number_): bigint => {
    const v = plain(n);
    if (n instanceof Num && n.kind === 'Decimal') return (v as bigint) / 10n ** BigInt(n.scale);
    return typeof v === 'bigint' ? v : BigInt(Math.trunc(v));
  };
  const l = whole(left);
  const r = whole(right);
  switch (operator) {
    case '+':
      return new Num('BigInteger', l + r);
    case '-':
      return new Num('BigInteger', l - r);
    case '*':
      return new Num('BigInteger', l * r);
    case '/':
      if (r === 0n) throw divideByZero();
      return new Num('BigInteger', l / r);
    case '%':
      if (r === 0n) throw divideByZero();
      return new Num('BigInteger', l % r);
  }
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

/** An operand of the bitwise operators: int, else long, rounded. */
function bits(value: PSValue): { value: bigint; kind: NumberKind } {
  const n = toNumber(value, '+');
  const kind = kindOf(n);
  if (kind === 'UInt64' || kind === 'UInt32') return { value: BigInt(plain(n)), kind };
  const whole =
    n instanceof Num && (n.kind === 'Double' || n.kind === 'Single' || n.kind === 'Decimal')
      ? BigInt(roundHalfEven(asDouble(n)))
      : BigInt(plain(n));
  if (whole >= -(2n ** 31n) && whole < 2n ** 31n && kind !== 'Int64') return { value: whole, kind: 'Int32' };
  if (whole >= 2n ** 63n && whole < 2n ** 64n) return { value: whole, kind: 'UInt64' };
  return { value: whole, kind: 'Int64' };
}

function fromBits(value: bigint, kind: NumberKind): PSValue {
  switch (kind) {
    case 'Int32':
      return Number(BigInt.asIntN(32, value));
    case 'UInt32':
      return new Num('UInt32', Number(BigInt.asUintN(32, value)));
    case 'UInt64':
      return new Num('UInt64', BigInt.asUintN(64, value));
    default:
      return BigInt.asIntN(64, value);
  }
}

/** -band, -bor, -bxor. Enumerations stay what they are. */
export function bitwise(operator: '-band' | '-bor' | '-bxor', left: PSValue, right: PSValue): PSValue {
  const apply = (a: bigint, b: bigint): bigint => (operator === '-band' ? a & b : operator === '-bor' ? a | b : a ^ b);
  if (left instanceof EnumValue) {
    const other =
      right instanceof EnumValue
        ? right.value
        : typeof right === 'string'
          ? (convert(right, { kind: 'enum', name: left.type.name, short: '', enum: left.type }) as EnumValue).value
          : Number(bits(right).value);
    return new EnumValue(left.type, Number(apply(BigInt(left.value), BigInt(other))));
  }
  const a = bits(left);
  const b = bits(right);
  const kind = a.kind === b.kind ? a.kind : a.kind === 'UInt64' || b.kind === 'UInt64' ? 'UInt64' : 'Int64';
  return fromBits(apply(a.value, b.value), kind);
}

/** -bnot */
export function bitwiseNot(value: PSValue): PSValue {
  if (value instanceof EnumValue) return new EnumValue(value.type, ~value.value);
  const a = bits(value);
  return fromBits(~a.value, a.kind);
}

/** -shl, -shr */
export function shift(operator: '-shl' | '-shr', left: PSValue, right: PSValue): PSValue {
  const a = bits(left);
  const width = a.kind === 'Int32' || a.kind === 'UInt32' ? 31n : 63n;
  const by = bits(right).value & width;
  return fromBits(operator === '-shl' ? a.value << by : a.value >> by, a.kind);
}

/** Operands as numbers, and arithmetic of two of them by their kinds. */
import { CastError } from '../cast-error.ts';
import { toKind } from '../number-conversion.ts';
import { scanNumber } from '../numbers.ts';
import type { NumberKind } from '../types.ts';
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
  typeNameOf,
} from '../values.ts';
import { userOperators } from './arithmetic.ts';
import { decimal } from './arithmetic-decimal.ts';
import { enumerable } from './collections.ts';
import { toText } from './convert.ts';
import { ErrorObject, Exception, runtimeError, type ScriptError, ScriptError as Thrown } from './errors.ts';
import { PSObj } from './psobject.ts';

export type Operator = '+' | '-' | '*' | '/' | '%';

type Number_ = number | bigint | Num;

const NAMES: Readonly<Record<Operator, string>> = {
  '+': 'op_Addition',
  '-': 'op_Subtraction',
  '*': 'op_Multiply',
  '/': 'op_Division',
  '%': 'op_Modulus',
};

function notDefined(left: PSValue, operator: Operator): ScriptError {
  return runtimeError(
    'MethodNotFound',
    `Method invocation failed because [${typeNameOf(left as Exclude<PSValue, null>)}] does not contain a method named '${NAMES[operator]}'.`,
  );
}

export function divideByZero(): ScriptError {
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

export function kindOf(value: Number_): NumberKind {
  return typeof value === 'number' ? 'Int32' : typeof value === 'bigint' ? 'Int64' : value.kind;
}

export function numeric(operator: Operator, left: PSValue, right: PSValue): PSValue {
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

export function compute(operator: Operator, l: Number_, r: Number_): PSValue {
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

export function plain(n: Number_): number | bigint {
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

export function whole(operator: Operator, l: bigint, r: bigint, kind: NumberKind): PSValue {
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

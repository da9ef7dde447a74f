/** Operands as numbers, and arithmetic of two of them by their kinds. */
import { CastError } from '../cast-error.ts';
import { convert } from '../conversion.ts';
import { toKind } from '../number-conversion.ts';
import { scanNumber } from '../numbers.ts';
import type { NumberKind } from '../types.ts';
import { Char, EnumValue, Num, type PSValue, Spelled, Switch, typeNameOf } from '../values.ts';
import { userOperators } from './arithmetic.ts';
import { decimal } from './arithmetic-decimal.ts';
import { ErrorObject, Exception, NetError, runtimeError, type ScriptError, ScriptError as Thrown } from './errors.ts';
import { callOperator, type Name } from './operator-methods.ts';
import { PSObj } from './psobject.ts';

export type Operator = '+' | '-' | '*' | '/' | '%';

type Number_ = number | bigint | Num;

const NAMES: Readonly<Record<Operator, Name>> = {
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

/** Values that PowerShell itself calculates with: .NET's primitive numbers, Booleans and enumerations. */
function isPrimitive(value: PSValue): boolean {
  return (
    typeof value === 'number' ||
    typeof value === 'bigint' ||
    typeof value === 'boolean' ||
    value instanceof EnumValue ||
    value instanceof Spelled ||
    value instanceof Char ||
    (value instanceof Num && value.kind !== 'Decimal' && value.kind !== 'BigInteger')
  );
}

/** A string as the other operand: a number of any kind, else the error names the left operand's type. */
function textOperand(text: string, left: PSValue): Number_ {
  const trimmed = text.trim();
  if (trimmed === '') return 0;
  const scanned = scanNumber(trimmed, true);
  if (scanned !== undefined) return scanned;
  const type = left === null || typeof left === 'boolean' || left instanceof Char ? 'System.Int32' : typeNameOf(left);
  const why =
    type === 'System.Numerics.BigInteger'
      ? 'The value could not be parsed.'
      : `The input string '${trimmed}' was not in a correct format.`;
  const error = CastError.because(text, type, why);
  error.source = 'System.String';
  throw error;
}

/** `left operator right` where the left operand is neither text nor a collection. */
export function numeric(operator: Operator, left: PSValue, right: PSValue): PSValue {
  const own =
    left instanceof PSObj || right instanceof PSObj ? userOperators.call(NAMES[operator], left, right) : undefined;
  if (own !== undefined) return own;
  if (left === null && operator === '*') return null;
  if (typeof left === 'string') {
    const l = leftText(left, right);
    if (typeof right === 'string') return numeric(operator, l, textOperand(right, null));
    return numeric(operator, l, right);
  }
  if ((left instanceof Char || typeof left === 'boolean') && operator === '*' && isPlainNumber(right))
    throw runtimeError(
      'NotADefinedOperationForType',
      `The operation '[${typeNameOf(left)}] ${operator} [${right === null ? 'null' : typeNameOf(right)}]' is not defined.`,
    );
  const primitive = left === null || isPrimitive(left);
  if (!primitive && !(left instanceof Num)) return callOperator(NAMES[operator], left, right, false);
  if (left instanceof EnumValue) return withEnum(operator, left, right);
  let r: Number_;
  if (right === null) r = 0;
  else if (typeof right === 'string') r = textOperand(right, left);
  else if (isPrimitive(right) || right instanceof Num) r = toNumber(right, operator);
  else return callOperator(NAMES[operator], left, right, primitive);
  if (typeof left === 'boolean' && r instanceof Num && r.kind === 'Decimal')
    throw new NetError(
      'System.InvalidOperationException',
      "No coercion operator is defined between types 'System.Boolean' and 'System.Decimal'.",
    );
  return compute(operator, left === null ? 0 : toNumber(left, operator), r);
}

/** A number that is no Decimal and no BigInteger, or what becomes one. */
function isPlainNumber(value: PSValue): boolean {
  return value === null || typeof value === 'string' || (isPrimitive(value) && !(value instanceof EnumValue));
}

/** A string as the left operand. Where it is no number, the error names the right operand's type. */
function leftText(text: string, right: PSValue): PSValue {
  if (right instanceof EnumValue && text.trim() !== '' && scanNumber(text.trim(), true) === undefined)
    return convertEnum(text, right);
  const named =
    typeof right === 'number' || typeof right === 'bigint' || (right instanceof Num && right.kind !== 'BigInteger');
  return textOperand(text, named ? right : null);
}

/** An enumeration stays what it is. */
function withEnum(operator: Operator, left: EnumValue, right: PSValue): PSValue {
  const other =
    typeof right === 'string'
      ? enumOperand(right, left)
      : right === null
        ? 0
        : isPrimitive(right)
          ? toNumber(right, operator)
          : undefined;
  if (other === undefined) {
    if (right instanceof Num && right.kind === 'Decimal')
      throw new NetError(
        'System.InvalidOperationException',
        `No coercion operator is defined between types '${left.type.name}' and 'System.Decimal'.`,
      );
    return callOperator(NAMES[operator], left, right, false);
  }
  if (other instanceof Num && (other.kind === 'Double' || other.kind === 'Single'))
    throw new NetError(
      'System.InvalidCastException',
      `Unable to cast object of type '${left.type.name}' to type 'System.Double'.`,
    );
  const result = compute(operator, left.value, other);
  if (typeof result !== 'number')
    throw new NetError(
      'System.InvalidCastException',
      `Unable to cast object of type '${typeNameOf(result as Num)}' to type '${left.type.name}'.`,
    );
  return new EnumValue(left.type, result);
}

const convertEnum = (text: string, like: EnumValue): PSValue =>
  convert(text, { kind: 'enum', name: like.type.name, short: '', enum: like.type });

/** A string that meets an enumeration: a number, else a member's name. */
function enumOperand(text: string, like: EnumValue): Number_ {
  const trimmed = text.trim();
  if (trimmed === '') return 0;
  return scanNumber(trimmed, true) ?? (convertEnum(text, like) as EnumValue).value;
}

/** Arithmetic under the name of .NET's operator. */
export function computeNamed(name: Name, left: PSValue, right: PSValue): PSValue {
  const operator = (Object.keys(NAMES) as Operator[]).find((o) => NAMES[o] === name)!;
  return compute(operator, left as Number_, right as Number_);
}

export function compute(operator: Operator, l: Number_, r: Number_): PSValue {
  const lk = kindOf(l);
  const rk = kindOf(r);
  const rank = Math.max(RANK[lk], RANK[rk]);
  if (rank === 5 && lk !== 'Decimal') return big(operator, l, r);
  if (rank >= 3 && (lk === 'Decimal' || rk === 'Decimal')) {
    if (rank === 4) {
      // A double meets a decimal: the double becomes a decimal where it fits.
      const dl = toKind(l, 'Decimal');
      const dr = toKind(r, 'Decimal');
      const why = typeof dl === 'string' ? dl : typeof dr === 'string' ? dr : null;
      if (why !== null) throw new NetError('System.OverflowException', why);
      return decimal(operator, dl as Num, dr as Num);
    }
    return decimal(operator, toKind(l, 'Decimal') as Num, toKind(r, 'Decimal') as Num);
  }
  if (rank === 4) {
    return double(operator, l, r);
  }
  const kind: NumberKind =
    rank === 0
      ? 'Int32'
      : rank === 2
        ? negative(l) || negative(r)
          ? 'Decimal'
          : 'UInt64'
        : lk !== 'Int64' && rk !== 'Int64' && !negative(l) && !negative(r)
          ? 'UInt32'
          : 'Int64';
  if (kind === 'Decimal') return decimal(operator, toKind(l, 'Decimal') as Num, toKind(r, 'Decimal') as Num);
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
    if (operator === '*')
      return new Num('Double', kind === 'Int32' || kind === 'UInt32' ? Number(result) : towardZero(result));
    if (operator === '+') return new Num('Double', Number(l) + Number(r));
    return new Num('Double', kind === 'UInt64' ? towardZero(result) : Number(l) - Number(r));
  }
  if (kind === 'Int32') return Number(result);
  if (kind === 'Int64') return result;
  return new Num(kind as 'UInt32', kind === 'UInt32' ? Number(result) : result);
}

/** A big integer as a double: .NET cuts off what does not fit. */
function towardZero(value: bigint): number {
  const size = value < 0n ? -value : value;
  const spare = BigInt(Math.max(0, size.toString(2).length - 53));
  const cut = Number((size >> spare) << spare);
  return value < 0n ? -cut : cut;
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
    if (typeof v === 'number' && !Number.isFinite(v))
      throw new NetError(
        'System.OverflowException',
        Number.isNaN(v) ? 'The value is not a number.' : 'BigInteger cannot represent infinity.',
      );
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

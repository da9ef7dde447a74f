/** -band, -bor, -bxor, -bnot, -shl, -shr. */
import { CastError } from '../cast-error.ts';
import { convert } from '../conversion.ts';
import { displayText } from '../format/display-text.ts';
import { roundHalfEven } from '../language/numbers.ts';
import type { NumberKind } from '../types.ts';
import { EnumValue, Hashtable, Num, type PSValue, typeNameOf } from '../values.ts';
import { asDouble, kindOf, plain, toNumber } from './arithmetic-numbers.ts';
import { runtimeError } from './errors.ts';

/** An operand of the bitwise operators: int, else long, rounded. */
function bits(value: PSValue): { value: bigint; kind: NumberKind } {
  const n = toNumber(value, '+');
  if (n instanceof Num && typeof n.value === 'number' && !Number.isFinite(n.value))
    throw CastError.noWay(displayText(n), typeNameOf(n), 'System.UInt64');
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

const METHODS = { '-band': 'op_BitwiseAnd', '-bor': 'op_BitwiseOr', '-bxor': 'op_ExclusiveOr' } as const;

/** An operand; what is no number would need an operator of its own. */
function operand(value: PSValue, operator: keyof typeof METHODS): ReturnType<typeof bits> {
  if (value instanceof Hashtable || Array.isArray(value))
    throw runtimeError(
      'MethodNotFound',
      `Method invocation failed because [${typeNameOf(value)}] does not contain a method named '${METHODS[operator]}'.`,
    );
  return bits(value);
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
  const b = operand(right, operator);
  const a = operand(left, operator);
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
  if (left instanceof Num && NARROW.has(left.kind)) return shiftNarrow(operator, left, Number(bits(right).value));
  const a = bits(left);
  const width = a.kind === 'Int32' || a.kind === 'UInt32' ? 31n : 63n;
  const by = bits(right).value & width;
  return fromBits(operator === '-shl' ? a.value << by : a.value >> by, a.kind);
}

/** Kinds that a shift keeps. */
const NARROW: ReadonlySet<NumberKind> = new Set(['Byte', 'SByte', 'Int16', 'UInt16', 'BigInteger']);

function shiftNarrow(operator: '-shl' | '-shr', left: Num, by: number): PSValue {
  const value = BigInt(left.value);
  const count = BigInt(left.kind === 'BigInteger' ? by : by & 31);
  const moved = operator === '-shl' ? value << count : value >> count;
  switch (left.kind) {
    case 'Byte':
      return new Num('Byte', Number(BigInt.asUintN(8, moved)));
    case 'SByte':
      return new Num('SByte', Number(BigInt.asIntN(8, moved)));
    case 'UInt16':
      return new Num('UInt16', Number(BigInt.asUintN(16, moved)));
    case 'Int16':
      return new Num('Int16', Number(BigInt.asIntN(16, moved)));
    default:
      return new Num('BigInteger', moved);
  }
}

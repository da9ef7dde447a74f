/** Conversion to numeric types. */
import { CastError } from './cast-error.ts';
import { displayText, doubleText } from './format/display-text.ts';
import {
  inRange,
  integerBounds,
  integerOf,
  parseDecimal,
  parseInteger,
  parseReal,
  roundHalfEven,
  scanNumber,
} from './numbers.ts';
import type { NumberKind, TypeRef } from './types.ts';
import { Char, EnumValue, Num, type PSValue } from './values.ts';

/** The number of that type that `value` converts to; undefined where its kind of value converts to no number at all. */
export function numberFrom(value: Exclude<PSValue, null>, type: TypeRef): PSValue | undefined {
  const kind = type.number!;
  if (typeof value === 'boolean') return numberFrom(value ? 1 : 0, type);
  if (value instanceof Char) return numberFrom(value.code, type);
  if (value instanceof EnumValue) return numberFrom(value.value, type);
  if (typeof value === 'string') return fromText(value, type);
  if (typeof value !== 'number' && typeof value !== 'bigint' && !(value instanceof Num)) return undefined;
  const result = toKind(value, kind);
  if (typeof result === 'string') throw CastError.because(displayText(value), type.name, result);
  return result;
}

function fromText(text: string, type: TypeRef): PSValue {
  const kind = type.number!;
  if (text.trim() === '') return toKind(0, kind) as PSValue;
  if (!integerBounds[kind]) return realFromText(text, type);
  const scanned = scanNumber(text.trim(), true);
  const result = scanned === undefined ? 'none' : toKind(scanned, kind);
  if (typeof result !== 'string') return result;
  const strict = parseInteger(text, kind);
  if (typeof strict === 'bigint') return integerOf(kind, strict);
  const real = scanned === undefined ? realNumber(text) : undefined;
  const rounded = real === undefined ? 'none' : toKind(real, kind);
  if (typeof rounded === 'string') throw CastError.because(text, type.name, strict.message);
  return rounded;
}

function realNumber(text: string): Num | undefined {
  const real = parseReal(text);
  return real === undefined ? undefined : new Num('Double', real);
}

function realFromText(text: string, type: TypeRef): PSValue {
  const kind = type.number!;
  const trimmed = text.trim().replaceAll(',', '');
  const direct = scanNumber(text.trim(), true) ?? (kind === 'Decimal' ? parseDecimal(trimmed) : realNumber(text));
  const result = direct === undefined ? 'none' : toKind(direct, kind);
  if (typeof result !== 'string') return result;
  throw CastError.because(
    text,
    type.name,
    kind === 'BigInteger'
      ? 'The value could not be parsed.'
      : `The input string '${text.trim()}' was not in a correct format.`,
  );
}

type Result = number | bigint | Num;

/** The number as another kind, or .NET's words for why not. */
export function toKind(value: number | bigint | Num, kind: NumberKind): Result | string {
  const real = value instanceof Num && typeof value.value === 'number' && /^(Double|Single)$/.test(value.kind);
  if (integerBounds[kind])
    return real ? doubleToInteger(value.value as number, kind) : wholeToInteger(whole(value), kind);
  const plain = value instanceof Num ? value.value : value;
  const scale = value instanceof Num ? value.scale : 0;
  if (kind === 'BigInteger' && real && !Number.isFinite(plain))
    return Number.isNaN(plain) ? 'The value is not a number.' : 'BigInteger cannot represent infinity.';
  if (kind === 'BigInteger')
    return new Num('BigInteger', real ? BigInt(Math.trunc(plain as number)) : truncated(value));
  if (kind === 'Decimal') {
    if (value instanceof Num && value.kind === 'Decimal') return value;
    const single = value instanceof Num && value.kind === 'Single';
    const text = single
      ? String(Number((plain as number).toPrecision(7)))
      : real
        ? doubleText(plain as number)
        : String(plain);
    const decimal = parseDecimal(text);
    return decimal ?? 'Value was either too large or too small for a Decimal.';
  }
  const double = Number(plain) / 10 ** scale;
  return kind === 'Single' ? new Num('Single', Math.fround(double)) : new Num('Double', double);
}

function truncated(value: number | bigint | Num): bigint {
  return value instanceof Num && value.kind === 'Decimal'
    ? BigInt(value.value) / 10n ** BigInt(value.scale)
    : whole(value);
}

/** An integer, or a Decimal rounded to one. */
function whole(value: number | bigint | Num): bigint {
  if (!(value instanceof Num)) return BigInt(value);
  const digits = BigInt(value.value);
  if (value.scale === 0) return digits;
  const unit = 10n ** BigInt(value.scale);
  const floor = digits / unit - (digits < 0n && digits % unit !== 0n ? 1n : 0n);
  const twice = (digits - floor * unit) * 2n;
  return twice > unit || (twice === unit && floor % 2n !== 0n) ? floor + 1n : floor;
}

function wholeToInteger(value: bigint, kind: NumberKind): Result | string {
  return inRange(kind, value) ? integerOf(kind, value) : integerBounds[kind]![2];
}

/** .NET converts a Double to a small integer by way of Int32, which shows in the message. */
function doubleToInteger(value: number, kind: NumberKind): Result | string {
  const rounded = roundHalfEven(value);
  const large = kind === 'Int64' || kind === 'UInt64';
  const viaInt32 = !large && kind !== 'UInt32';
  const finite = Number.isFinite(rounded);
  if (finite && inRange(kind, BigInt(rounded))) return integerOf(kind, BigInt(rounded));
  if (large) return 'Arithmetic operation resulted in an overflow.';
  if (viaInt32 && !(finite && inRange('Int32', BigInt(rounded)))) return integerBounds.Int32![2];
  return integerBounds[kind]![2];
}

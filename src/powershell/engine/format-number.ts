/** Standard formats of numbers (en-US). */
import { decimalText, displayText } from '../format/display-text.ts';
import { Num } from '../values.ts';
import { asDouble } from './arithmetic-numbers.ts';
import { roundTripDouble } from './convert.ts';
import { NetError } from './errors.ts';
import { customNumber } from './format-custom.ts';

export const formatError = (message: string): NetError => new NetError('System.FormatException', message);

/** A double with so many decimals: its exact binary value is rounded, halves to the even digit, as .NET does. */
function fixedDouble(value: number, decimals: number): string {
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, Math.abs(value));
  const raw = bits.getBigUint64(0);
  const exponent = Number(raw >> 52n);
  const mantissa = exponent === 0 ? raw & (2n ** 52n - 1n) : (raw & (2n ** 52n - 1n)) | (2n ** 52n);
  const power = BigInt(Math.max(exponent, 1) - 1075);
  let digits = mantissa * 10n ** BigInt(decimals);
  if (power >= 0n) digits <<= power;
  else {
    const unit = 1n << -power;
    const rest = digits % unit;
    digits /= unit;
    const twice = rest * 2n;
    if (twice > unit || (twice === unit && digits % 2n === 1n)) digits++;
  }
  const text = decimalText(digits, decimals);
  return value < 0 ? `-${text}` : text;
}

/** Digits of a number without exponent, rounded half away from zero at `decimals`. */
export function fixed(value: number | bigint | Num, decimals: number): string {
  if (
    value instanceof Num &&
    (value.kind === 'Double' || value.kind === 'Single') &&
    Number.isFinite(value.value as number)
  )
    return fixedDouble(value.value as number, decimals);
  const exact = exactDecimal(value);
  if (exact === null) return String(asDouble(value));
  let { digits, scale } = exact;
  if (scale > decimals) {
    const unit = 10n ** BigInt(scale - decimals);
    const half = unit / 2n;
    digits = digits < 0n ? -((-digits + half) / unit) : (digits + half) / unit;
    scale = decimals;
  } else {
    digits *= 10n ** BigInt(decimals - scale);
    scale = decimals;
  }
  const text = decimalText(digits < 0n ? -digits : digits, scale);
  const negative = digits < 0n;
  return negative ? `-${text}` : text;
}

/** A number as integer and scale; null for infinity and NaN. */
export function exactDecimal(value: number | bigint | Num): { digits: bigint; scale: number } | null {
  if (typeof value === 'number') return { digits: BigInt(value), scale: 0 };
  if (typeof value === 'bigint') return { digits: value, scale: 0 };
  if (value.kind === 'Decimal') return { digits: BigInt(value.value), scale: value.scale };
  if (value.kind !== 'Double' && value.kind !== 'Single') return { digits: BigInt(value.value), scale: 0 };
  const n = value.value as number;
  if (!Number.isFinite(n)) return null;
  // .NET formats the shortest digits that tell the double apart.
  const m = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(n.toExponential())!;
  const shortest = value.kind === 'Single' ? Number(n.toPrecision(7)).toExponential() : m[0];
  const s = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(shortest)!;
  let digits = BigInt(s[2]! + (s[3] ?? ''));
  let scale = (s[3]?.length ?? 0) - Number(s[4]);
  if (scale < 0) {
    digits *= 10n ** BigInt(-scale);
    scale = 0;
  }
  return { digits: s[1] ? -digits : digits, scale };
}

export function group(text: string): string {
  const m = /^(-?)(\d+)(.*)$/.exec(text)!;
  return m[1] + m[2]!.replace(/\B(?=(\d{3})+$)/g, ',') + m[3];
}

function isInteger(value: number | bigint | Num): boolean {
  return !(value instanceof Num) || !['Double', 'Single', 'Decimal'].includes(value.kind);
}

const WIDTH: Readonly<Record<string, number>> = { Byte: 8, SByte: 8, Int16: 16, UInt16: 16, UInt32: 32, UInt64: 64 };

/** A number in a standard or custom format. */
export function formatNumber(value: number | bigint | Num, format: string): string {
  const m = /^([A-Za-z])(\d{0,9})$/.exec(format);
  if (!m) return customNumber(value, format);
  const precision = m[2] === '' ? null : Number(m[2]);
  const special =
    value instanceof Num &&
    (value.kind === 'Double' || value.kind === 'Single') &&
    !Number.isFinite(value.value as number);
  if (special) return displayText(value);
  switch (m[1]!.toUpperCase()) {
    case 'N':
      return group(fixed(value, precision ?? 3));
    case 'F':
      return fixed(value, precision ?? 3);
    case 'C': {
      const text = group(fixed(value, precision ?? 2));
      return text.startsWith('-') ? `-$${text.slice(1)}` : `$${text}`;
    }
    case 'P': {
      if (value instanceof Num && (value.kind === 'Double' || value.kind === 'Single')) {
        const places = precision ?? 3;
        const digits = fixedDouble(value.value as number, places + 2).replace('.', '');
        const negative = digits.startsWith('-');
        const scaled = decimalText(BigInt(negative ? digits.slice(1) : digits), places);
        return `${negative ? '-' : ''}${group(scaled)}%`;
      }
      const exact = exactDecimal(value)!;
      return `${group(fixed(new Num('Decimal', exact.digits * 100n, exact.scale), precision ?? 3))}%`;
    }
    case 'D': {
      if (!isInteger(value)) throw formatError('Format specifier was invalid.');
      const text = fixed(value, 0);
      const negative = text.startsWith('-');
      return (negative ? '-' : '') + (negative ? text.slice(1) : text).padStart(precision ?? 1, '0');
    }
    case 'X':
    case 'B': {
      if (!isInteger(value)) throw formatError('Format specifier was invalid.');
      const whole = exactDecimal(value)!.digits;
      const bits = typeof value === 'number' ? 32 : typeof value === 'bigint' ? 64 : (WIDTH[value.kind] ?? 64);
      const base = m[1]!.toUpperCase() === 'X' ? 16 : 2;
      const text = (whole < 0n ? BigInt.asUintN(bits, whole) : whole).toString(base).padStart(precision ?? 1, '0');
      return m[1] === 'X' ? text.toUpperCase() : text;
    }
    case 'E': {
      const [mantissa, exponent] = asDouble(value)
        .toExponential(precision ?? 6)
        .split('e') as [string, string];
      const e = Number(exponent);
      return `${mantissa}${m[1]}${e < 0 ? '-' : '+'}${String(Math.abs(e)).padStart(3, '0')}`;
    }
    case 'G':
      if (precision === null || precision === 0)
        return isInteger(value)
          ? fixed(value, 0)
          : value instanceof Num && value.kind === 'Double'
            ? roundTripDouble(value.value as number)
            : displayText(value);
      return general(value, precision, m[1]!);
    case 'R':
      return value instanceof Num && value.kind === 'Double'
        ? roundTripDouble(value.value as number)
        : displayText(value);
    default:
      throw formatError('Format specifier was invalid.');
  }
}

function general(value: number | bigint | Num, precision: number, letter: string): string {
  const [mantissa, exponentText] = asDouble(value)
    .toExponential(precision - 1)
    .split('e') as [string, string];
  const exponent = Number(exponentText);
  if (exponent >= precision || exponent < -4) {
    const trimmed = mantissa.includes('.') ? mantissa.replace(/\.?0+$/, '') : mantissa;
    const e = letter === 'g' ? 'e' : 'E';
    return `${trimmed}${e}${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
  }
  return String(Number(asDouble(value).toPrecision(precision)));
}

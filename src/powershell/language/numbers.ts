/** Number literals: what each spelling is worth, and of which kind. */
import { Num, type NumKind, type PSValue } from '../values.ts';

const SHAPE =
  /^([+-]?)(?:(0x)([0-9a-f]*)|(0b)([01]*)|((?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?))(ul|us|uy|u|l|s|y|n|d)?(kb|mb|gb|tb|pb)?$/i;

const MULTIPLIERS: Readonly<Record<string, number>> = { kb: 1, mb: 2, gb: 3, tb: 4, pb: 5 };
const INTEGERS: Readonly<Record<string, readonly [NumKind | 'Int64', bigint, bigint]>> = {
  l: ['Int64', -(2n ** 63n), 2n ** 63n - 1n],
  ul: ['UInt64', 0n, 2n ** 64n - 1n],
  s: ['Int16', -32768n, 32767n],
  us: ['UInt16', 0n, 65535n],
  y: ['SByte', -128n, 127n],
  uy: ['Byte', 0n, 255n],
};
const DECIMAL_MAX = 79228162514264337593543950335n;

/** The value of a literal such as `1.5kb`, `0xFFul` or `-3d`; undefined where it is none or does not fit. */
export function parseNumber(text: string): PSValue | undefined {
  const m = SHAPE.exec(text);
  if (!m) return undefined;
  const negative = m[1] === '-';
  const suffix = m[7]?.toLowerCase() ?? '';
  const multiplier = 1024n ** BigInt(MULTIPLIERS[m[8]?.toLowerCase() ?? ''] ?? 0);
  const real = m[6];
  if (real !== undefined && /[.e]/i.test(real)) return realNumber(real, negative, suffix, multiplier);
  let value: bigint;
  if (m[2]) value = signedDigits(m[3]!, 4, suffix);
  else if (m[4]) value = signedDigits(m[5]!, 1, suffix);
  else value = BigInt(real!);
  if ((m[2] || m[4]) && suffix === '' && (m[2] ? m[3]!.length > 16 : m[5]!.length > 64)) return undefined;
  value *= multiplier;
  if (negative) value = -value;
  const wide = m[2] && suffix === '' && m[3]!.length === 16 && value >= -(2n ** 31n) && value < 2n ** 31n;
  if (wide && multiplier === 1n) return value;
  return integer(value, suffix);
}

/** Digits of base 16 or 2; a full width of 8, 16, 32 or 64 bits is two's complement unless the suffix is unsigned. */
function signedDigits(digits: string, bitsEach: number, suffix: string): bigint {
  const value = digits === '' ? 0n : BigInt((bitsEach === 4 ? '0x' : '0b') + digits);
  const bits = digits.length * bitsEach;
  if (suffix.startsWith('u')) return value;
  const widths = bitsEach === 4 ? [32, 64, ...hexWidths(suffix)] : [8, 16, 32, 64];
  if (widths.includes(bits)) return BigInt.asIntN(bits, value);
  if (suffix === 'n' && bits > 64 && bits % 8 === 0) return BigInt.asIntN(bits, value);
  return value;
}

function hexWidths(suffix: string): number[] {
  if (suffix === 'y') return [8];
  if (suffix === 's') return [16];
  return [];
}

function integer(value: bigint, suffix: string): PSValue | undefined {
  switch (suffix) {
    case '':
      if (value >= -2147483648n && value <= 2147483647n) return Number(value);
      if (value >= -(2n ** 63n) && value < 2n ** 63n) return value;
      if (value <= DECIMAL_MAX && value >= -DECIMAL_MAX) return new Num('Decimal', value);
      return new Num('Double', Number(value));
    case 'u':
      if (value < 0n) return undefined;
      if (value <= 4294967295n) return new Num('UInt32', Number(value));
      return value < 2n ** 64n ? new Num('UInt64', value) : undefined;
    case 'n':
      return new Num('BigInteger', value);
    case 'd':
      return value <= DECIMAL_MAX && value >= -DECIMAL_MAX ? new Num('Decimal', value) : undefined;
    default: {
      const [kind, low, high] = INTEGERS[suffix]!;
      if (value < low || value > high) return undefined;
      if (kind === 'Int64') return value;
      return new Num(kind, kind === 'UInt64' ? value : Number(value));
    }
  }
}

function realNumber(text: string, negative: boolean, suffix: string, multiplier: bigint): PSValue | undefined {
  if (suffix === 'd') return decimalLiteral(text, negative, multiplier);
  let value = Number(text) * Number(multiplier);
  if (negative) value = -value;
  if (suffix === '') return new Num('Double', value);
  if (!Number.isFinite(value)) return undefined;
  return integer(BigInt(roundHalfEven(value)), suffix);
}

/** Banker's rounding to a whole number. */
export function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest < 0.5) return floor;
  if (rest > 0.5) return floor + 1;
  return floor % 2 === 0 ? floor : floor + 1;
}

function decimalLiteral(text: string, negative: boolean, multiplier: bigint): PSValue | undefined {
  const m = /^(\d*)\.?(\d*)(?:e([+-]?\d+))?$/i.exec(text);
  if (!m) return undefined;
  let digits = BigInt(`${m[1]}${m[2]}` || '0');
  let scale = m[2]!.length - Number(m[3] ?? 0);
  if (scale < -40 || scale > 60) return undefined;
  for (; scale < 0; scale++) digits *= 10n;
  digits *= multiplier;
  for (; scale > 28 || (digits > DECIMAL_MAX && scale > 0); scale--) digits = (digits + 5n) / 10n;
  if (digits > DECIMAL_MAX) return undefined;
  return new Num('Decimal', negative ? -digits : digits, scale);
}

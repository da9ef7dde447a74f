/** Numbers written as text: the number tokens of the language, and .NET's strict parsing of integers and reals. */
import type { NumberKind } from './types.ts';
import { Num } from './values.ts';

type Bounds = readonly [min: bigint, max: bigint, message: string];

const tooLarge = (what: string) => `Value was either too large or too small for ${what}.`;

/** Range of each integer type and .NET's words for a value outside it. */
export const integerBounds: Readonly<Partial<Record<NumberKind, Bounds>>> = {
  Byte: [0n, 255n, tooLarge('an unsigned byte')],
  SByte: [-128n, 127n, tooLarge('a signed byte')],
  Int16: [-(2n ** 15n), 2n ** 15n - 1n, tooLarge('an Int16')],
  UInt16: [0n, 2n ** 16n - 1n, tooLarge('a UInt16')],
  Int32: [-(2n ** 31n), 2n ** 31n - 1n, tooLarge('an Int32')],
  UInt32: [0n, 2n ** 32n - 1n, tooLarge('a UInt32')],
  Int64: [-(2n ** 63n), 2n ** 63n - 1n, tooLarge('an Int64')],
  UInt64: [0n, 2n ** 64n - 1n, tooLarge('a UInt64')],
};

/** An integer as a value of its kind. The caller has checked its range. */
export function integerOf(kind: NumberKind, value: bigint): number | bigint | Num {
  if (kind === 'Int32') return Number(value);
  if (kind === 'Int64') return value;
  if (kind === 'UInt64' || kind === 'BigInteger' || kind === 'Decimal') return new Num(kind, value);
  return new Num(kind, Number(value));
}

export function inRange(kind: NumberKind, value: bigint): boolean {
  const bounds = integerBounds[kind];
  return !bounds || (value >= bounds[0] && value <= bounds[1]);
}

const multipliers: Readonly<Record<string, bigint>> = {
  '': 1n,
  kb: 2n ** 10n,
  mb: 2n ** 20n,
  gb: 2n ** 30n,
  tb: 2n ** 40n,
  pb: 2n ** 50n,
};

const suffixes: Readonly<Record<string, NumberKind | 'unsigned'>> = {
  d: 'Decimal',
  l: 'Int64',
  n: 'BigInteger',
  s: 'Int16',
  u: 'unsigned',
  us: 'UInt16',
  ul: 'UInt64',
  uy: 'Byte',
  y: 'SByte',
};

const token =
  /^([+\-–—―]?)(?:0x([\da-f]+)|0b([01]+)|(\d+|\d+\.\d*|\.\d+)(?:e([+\-–—―]?\d+))?)(us|ul|uy|[dlnsuy])?(kb|mb|gb|tb|pb)?$/i;

/**
 * The number that `text` is as a token of the language (`4GB`, `0x1F`, `1e3`, `5L`); undefined where it is none. A sign is
 * accepted only where `signed`, as when a string is converted.
 */
export function scanNumber(text: string, signed = false): number | bigint | Num | undefined {
  const match = token.exec(text);
  if (!match) return undefined;
  const [, sign = '', hex, binary, digits, exponent, suffixText = '', unit = ''] = match;
  if (sign && !signed) return undefined;
  const negative = sign !== '' && sign !== '+';
  const suffix = suffixes[suffixText.toLowerCase()];
  const factor = multipliers[unit.toLowerCase()]!;
  if (hex !== undefined || binary !== undefined) {
    const value = wrapped(hex, binary, suffix);
    return finishInteger(value, suffix ?? (isWide(hex, value) ? 'Int64' : undefined), factor, negative);
  }
  const real = exponent !== undefined || digits!.includes('.');
  if (suffix === 'Decimal') return decimalToken(digits!, dashes(exponent), factor, negative);
  if (!real) return finishInteger(BigInt(digits!), suffix, factor, negative) ?? undefined;
  const value = Number(`${digits}e${dashes(exponent)}`) * Number(factor) * (negative ? -1 : 1);
  if (suffix === undefined) return new Num('Double', value);
  return fromDouble(value, suffix);
}

const dashes = (exponent: string | undefined) => (exponent ?? '0').replace(/[–—―]/, '-');

/** A hexadecimal or binary token: the sign bit of its width counts, unless its suffix says unsigned. */
function wrapped(hex: string | undefined, binary: string | undefined, suffix: string | undefined): bigint {
  const value = BigInt(hex !== undefined ? `0x${hex}` : `0b${binary}`);
  const width = hex !== undefined ? hex.length * 4 : binary!.length;
  if (suffix === 'unsigned' || suffix?.startsWith('U') || suffix === 'Byte') return value;
  for (const bits of [32, 64]) {
    const used = hex !== undefined ? (bits === 32 ? 8 : 16) * 4 : bits;
    if (width === used && (suffix !== 'Int64' || bits === 64)) return BigInt.asIntN(bits, value);
  }
  return value;
}

/** Sixteen hexadecimal digits with the sign bit are an Int64, whatever their value. */
const isWide = (hex: string | undefined, value: bigint) => hex?.length === 16 && value < 0n;

function finishInteger(
  value: bigint,
  suffix: NumberKind | 'unsigned' | undefined,
  factor: bigint,
  negative: boolean,
): number | bigint | Num | undefined {
  const result = value * factor * (negative ? -1n : 1n);
  if (suffix === 'unsigned') {
    const kind = (['UInt32', 'UInt64'] as const).find((k) => inRange(k, result));
    return kind && integerOf(kind, result);
  }
  if (suffix) return inRange(suffix, result) ? integerOf(suffix, result) : undefined;
  if (inRange('Int32', result)) return Number(result);
  if (inRange('Int64', result)) return result;
  return result > -(2n ** 96n) && result < 2n ** 96n ? new Num('Decimal', result) : new Num('Double', Number(result));
}

function fromDouble(value: number, suffix: NumberKind | 'unsigned'): number | bigint | Num | undefined {
  if (!Number.isFinite(value)) return undefined;
  return finishInteger(BigInt(roundHalfEven(value)), suffix, 1n, false);
}

function decimalToken(digits: string, exponent: string, factor: bigint, negative: boolean): Num | undefined {
  const decimal = parseDecimal(`${negative ? '-' : ''}${digits}e${exponent}`);
  return decimal && new Num('Decimal', BigInt(decimal.value) * factor, decimal.scale);
}

/** A Decimal from digits with a point and an exponent; undefined where it does not fit 96 bits. */
export function parseDecimal(text: string): Num | undefined {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d+))?$/i.exec(text);
  if (!match) return undefined;
  const [, sign, whole = '', fraction = '', exponent = '0'] = match;
  let scale = fraction.length - Number(exponent);
  let value = BigInt(`${whole}${fraction}` || '0');
  if (scale < 0) {
    if (scale < -60) return value === 0n ? new Num('Decimal', 0n) : undefined;
    value *= 10n ** BigInt(-scale);
    scale = 0;
  }
  while (scale > 0 && (scale > 28 || value >= 2n ** 96n)) {
    const last = value % 10n;
    value = value / 10n + (last > 5n || (last === 5n && (value / 10n) % 2n === 1n) ? 1n : 0n);
    scale--;
  }
  if (value >= 2n ** 96n) return undefined;
  return new Num('Decimal', sign === '-' ? -value : value, scale);
}

/** Nearest integer, halves to the even one, as .NET converts a Double. */
export function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}

export type StrictInteger = bigint | { readonly message: string };

/** .NET reads hexadecimal text of these as unsigned first, which shows in the message. */
const hexOverflow: Readonly<Partial<Record<NumberKind, NumberKind>>> = { Int32: 'UInt32', Int64: 'UInt64' };

const formatError = (text: string) => ({ message: `The input string '${text}' was not in a correct format.` });

/** .NET's integer converters: digits with a sign, or hexadecimal after `0x`, `&h` or `#`; else their error. */
export function parseInteger(text: string, kind: NumberKind): StrictInteger {
  const trimmed = text.trim();
  const bounds = integerBounds[kind];
  const hex = /^(?:#|0x|&h)(.*)$/i.exec(trimmed);
  if (hex) {
    if (!/^[\da-f]*$/i.test(hex[1]!))
      return { message: 'Additional non-parsable characters are at the end of the string.' };
    const bits = kind === 'Int64' || kind === 'UInt64' ? 64 : kind.endsWith('Byte') ? 8 : kind.endsWith('16') ? 16 : 32;
    const value = BigInt(`0x${hex[1] || '0'}`);
    if (value >= 2n ** BigInt(bits)) return { message: integerBounds[hexOverflow[kind] ?? kind]![2] };
    return kind.startsWith('U') || kind === 'Byte' ? value : BigInt.asIntN(bits, value);
  }
  if (!/^[+-]?\d+$/.test(trimmed)) return formatError(trimmed);
  const value = BigInt(trimmed.replace('+', ''));
  return !bounds || (value >= bounds[0] && value <= bounds[1]) ? value : { message: bounds[2] };
}

/** .NET's parsing of a Double: a sign, digits with thousands separators, a point, an exponent, white space around. */
export function parseReal(text: string): number | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return 0;
  if (/^[+-]?(?:\d[\d,]*(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i.test(trimmed)) return Number(trimmed.replaceAll(',', ''));
  const named: Readonly<Record<string, number>> = { nan: Number.NaN, infinity: Infinity, '-infinity': -Infinity };
  return named[trimmed.toLowerCase()];
}

/** System.Math. */
import { convert } from '../../conversion.ts';
import { roundHalfEven } from '../../language/numbers.ts';
import { typeRef } from '../../types.ts';
import { EnumValue, Num, type PSValue } from '../../values.ts';
import { asDouble, toNumber } from '../arithmetic-numbers.ts';
import { toText } from '../convert.ts';
import { NetError } from '../errors.ts';
import { double, int, NO_OVERLOAD, real, text } from '../method-tools.ts';
import { out } from './reference.ts';
import type { Static } from './static-type.ts';

/** Keeps the kind of a number while a function of doubles is applied. */
function keep(value: PSValue, f: (n: number) => number): PSValue {
  const n = toNumber(value, '+');
  if (n instanceof Num && n.kind === 'Decimal') {
    const unit = 10n ** BigInt(n.scale);
    const v = n.value as bigint;
    const floor = v / unit - (v < 0n && v % unit !== 0n ? 1n : 0n);
    const exact = v % unit === 0n;
    const result = f === Math.floor ? floor : f === Math.ceil ? (exact ? floor : floor + 1n) : v / unit;
    return new Num('Decimal', result);
  }
  return real(f(asDouble(n)));
}

function round(args: readonly PSValue[]): PSValue {
  const n = toNumber(args[0]!, '+');
  const rest = args.slice(1);
  const mode = rest.find((a) => a instanceof EnumValue || (typeof a === 'string' && /[a-z]/i.test(a)));
  const away = mode !== undefined && /AwayFromZero/i.test(toText(mode));
  const digits = rest.length && rest[0] !== mode ? int(rest[0]!) : 0;
  if (digits < 0 || digits > 28 || (!(n instanceof Num && n.kind === 'Decimal') && digits > 15)) {
    throw new NetError(
      'System.ArgumentOutOfRangeException',
      "Rounding digits must be between 0 and 15, inclusive. (Parameter 'digits')",
    );
  }
  if (n instanceof Num && n.kind === 'Decimal') {
    if (n.scale <= digits) return n;
    const unit = 10n ** BigInt(n.scale - digits);
    const v = n.value as bigint;
    const negative = v < 0n;
    const a = negative ? -v : v;
    let q = a / unit;
    const twice = (a % unit) * 2n;
    if (twice > unit || (twice === unit && (away || q % 2n === 1n))) q++;
    return new Num('Decimal', negative ? -q : q, digits);
  }
  const d = asDouble(n);
  if (!Number.isFinite(d)) return real(d);
  const power = 10 ** digits;
  const scaled = d * power;
  const rounded = away ? Math.sign(scaled) * Math.floor(Math.abs(scaled) + 0.5) : roundHalfEven(scaled);
  return real(rounded / power);
}

function extreme(args: readonly PSValue[], sign: number): PSValue {
  const [a, b] = args as [PSValue, PSValue];
  const x = toNumber(a, '+');
  const y = toNumber(b, '+');
  const pick = (asDouble(x) - asDouble(y)) * sign >= 0 ? x : y;
  if (x instanceof Num || y instanceof Num) {
    const kind = [x, y].find((v) => v instanceof Num && v.kind === 'Decimal')
      ? 'decimal'
      : [x, y].find((v) => v instanceof Num && (v.kind === 'Double' || v.kind === 'Single'))
        ? 'double'
        : null;
    return kind ? convert(pick, typeRef(kind)) : pick;
  }
  return typeof x === 'bigint' || typeof y === 'bigint' ? BigInt(pick as number) : pick;
}

export const MATH: Readonly<Record<string, Static>> = {
  round,
  abs: ([v]) => {
    const n = toNumber(v!, '+');
    if (n === -2147483648)
      throw new NetError(
        'System.OverflowException',
        'Negating the minimum value of a twos complement number is invalid.',
      );
    if (typeof n === 'number') return Math.abs(n);
    if (typeof n === 'bigint') return n < 0n ? -n : n;
    return new Num(
      n.kind,
      typeof n.value === 'bigint' ? (n.value < 0n ? -n.value : n.value) : Math.abs(n.value),
      n.scale,
    );
  },
  floor: ([v]) => keep(v!, Math.floor),
  ceiling: ([v]) => keep(v!, Math.ceil),
  truncate: ([v]) => keep(v!, Math.trunc),
  max: (args) => (args.length === 2 ? extreme(args, 1) : NO_OVERLOAD),
  min: (args) => (args.length === 2 ? extreme(args, -1) : NO_OVERLOAD),
  pow: ([a, b]) => real(double(a!) ** double(b!)),
  sqrt: ([v]) => real(Math.sqrt(double(v!))),
  cbrt: ([v]) => real(Math.cbrt(double(v!))),
  log: ([v, b]) => real(b === undefined ? Math.log(double(v!)) : Math.log(double(v!)) / Math.log(double(b))),
  log10: ([v]) => real(Math.log10(double(v!))),
  log2: ([v]) => real(Math.log2(double(v!))),
  exp: ([v]) => real(Math.exp(double(v!))),
  sin: ([v]) => real(Math.sin(double(v!))),
  cos: ([v]) => real(Math.cos(double(v!))),
  tan: ([v]) => real(Math.tan(double(v!))),
  asin: ([v]) => real(Math.asin(double(v!))),
  acos: ([v]) => real(Math.acos(double(v!))),
  atan: ([v]) => real(Math.atan(double(v!))),
  atan2: ([a, b]) => real(Math.atan2(double(a!), double(b!))),
  sign: ([v]) => Math.sign(double(v!)),
  divrem: ([a, b, r]) => {
    const x = BigInt(text(a!));
    const y = BigInt(text(b!));
    out(r, convert(x % y, typeRef('int')));
    return convert(x / y, typeRef('int'));
  },
  bigmul: ([a, b]) => BigInt(int(a!)) * BigInt(int(b!)),
  clamp: ([v, low, high]) => extreme([extreme([v!, low!], 1), high!], -1),
};

/** Arithmetic of System.Decimal: a 96-bit integer and a scale. */
import { Num, type PSValue } from '../values.ts';
import { divideByZero, type Operator } from './arithmetic-numbers.ts';
import { runtimeError } from './errors.ts';

const MAX = 79228162514264337593543950335n;

function bounded(value: bigint, scale: number): Num {
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

export function decimal(operator: Operator, l: Num, r: Num): PSValue {
  let a = l.value as bigint;
  let b = r.value as bigint;
  const scale = Math.max(l.scale, r.scale);
  if (operator === '*') return bounded(a * b, l.scale + r.scale);
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
    if (q === 0n) return new Num('Decimal', 0n);
    // No more zeros at the end than the operands' scales ask for.
    const quotient = bounded(q, s);
    let value = quotient.value as bigint;
    let { scale } = quotient;
    for (; scale > Math.max(0, l.scale - r.scale) && value % 10n === 0n; scale--) value /= 10n;
    return new Num('Decimal', value, scale);
  }
  a *= 10n ** BigInt(scale - l.scale);
  b *= 10n ** BigInt(scale - r.scale);
  if (operator === '%') {
    if (b === 0n) throw divideByZero();
    return bounded(a % b, scale);
  }
  return bounded(operator === '+' ? a + b : a - b, scale);
}

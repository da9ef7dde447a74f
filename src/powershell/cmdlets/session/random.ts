/** Get-Random and Get-SecureRandom. */

import { convert } from '../../conversion.ts';
import { SeededRandom } from '../../dotnet-random.ts';
import type { Context } from '../../engine/builtin.ts';
import { toText } from '../../engine/convert.ts';
import type { Engine } from '../../engine/engine.ts';
import type { Gen } from '../../engine/flow.ts';
import { typeRef } from '../../types.ts';
import { Num, type PSValue } from '../../values.ts';
import { builtin } from '../declare.ts';

/** Where bytes come from; the rest is made of them as the cmdlet makes it. */
class Generator {
  private readonly byte: () => number;
  constructor(byte: () => number) {
    this.byte = byte;
  }
  bytes(count: number): number[] {
    return Array.from({ length: count }, () => this.byte());
  }
  /** From 0 to 2147483646. */
  private sample(): number {
    for (;;) {
      const [a, b, c, d] = this.bytes(4) as [number, number, number, number];
      const n = a | (b << 8) | (c << 16) | (d << 24);
      if (n !== 2147483647) return n < 0 ? n + 2147483647 : n;
    }
  }
  double(): number {
    return this.sample() * (1 / 2147483647);
  }
  /** From `low` up to, but without, `high`. */
  int(low: number, high: number): number {
    const range = high - low;
    if (range <= 2147483647) return Math.trunc(this.double() * range) + low;
    // Wider ranges take one more bit.
    const sign = this.sample() % 2 === 0 ? -1 : 1;
    const wide = (this.sample() * sign + 2147483646) / 4294967293;
    return Math.trunc(wide * range) + low;
  }
  long(low: bigint, high: bigint): bigint {
    const range = high - low;
    if (range <= 2147483647n) return low + BigInt(this.int(0, Number(range)));
    const mask = (1n << BigInt(range.toString(2).length)) - 1n;
    for (;;) {
      const value = this.bytes(8).reduceRight((sum, b) => (sum << 8n) | BigInt(b), 0n) & mask;
      if (value < range) return low + value;
    }
  }
  real(low: number, high: number): number {
    let range = high - low;
    for (;;) {
      const r = this.double();
      const value = low + r * range;
      range *= r;
      if (value < high) return value;
    }
  }
}

/** The generator that -SetSeed put in place for the session. */
const seeded = new WeakMap<Engine, Generator>();

function generatorOf(c: Context): Generator {
  if (c.has('SetSeed')) {
    const random = new SeededRandom(c.number('SetSeed'));
    seeded.set(c.engine, new Generator(() => random.byte()));
  }
  const own = c.name === 'Get-Random' ? seeded.get(c.engine) : undefined;
  return own ?? new Generator(() => Math.floor(c.engine.surroundings.random() * 256));
}

const isWide = (value: PSValue): boolean =>
  typeof value === 'bigint' || (value instanceof Num && /^(?:UInt32|UInt64)$/.test(value.kind));
const isReal = (value: PSValue): boolean => value instanceof Num && /^(?:Double|Single|Decimal)$/.test(value.kind);

/** A bound as a number: texts are read as the language reads numbers. */
function bound(value: PSValue): PSValue {
  if (typeof value !== 'string') return value;
  const number = convert(value, typeRef('double')) as Num;
  const n = Number(number.value);
  if (!Number.isInteger(n)) return number;
  return Math.abs(n) <= 2147483647 ? n : BigInt(n);
}

function* numbers(c: Context, generator: Generator): Gen<void> {
  const low = bound(c.get('Minimum'));
  const high = bound(c.get('Maximum'));
  const check = (a: number | bigint, b: number | bigint): void => {
    if (a < b) return;
    throw c.fail(
      'MinGreaterThanOrEqualMax',
      'InvalidArgument',
      `The Minimum value (${a}) cannot be greater than or equal to the Maximum value (${b}).`,
      'System.ArgumentException',
    );
  };
  const count = c.number('Count', 1);
  if (isReal(low) || isReal(high)) {
    const [a, b] = [low === null ? 0 : Number(toText(low)), high === null ? Number.MAX_VALUE : Number(toText(high))];
    check(a, b);
    for (let i = 0; i < count; i++) yield* c.emit(new Num('Double', generator.real(a, b)));
  } else if (isWide(low) || isWide(high)) {
    const [a, b] = [low === null ? 0n : BigInt(toText(low)), high === null ? 2n ** 63n - 1n : BigInt(toText(high))];
    check(a, b);
    for (let i = 0; i < count; i++) yield* c.emit(generator.long(a, b));
  } else {
    const [a, b] = [low === null ? 0 : Number(toText(low)), high === null ? 2147483647 : Number(toText(high))];
    check(a, b);
    for (let i = 0; i < count; i++) yield* c.emit(generator.int(a, b));
  }
}

const TABLE = `
Maximum object null [RandomNumberParameterSet] @0
InputObject object[] [RandomListItemParameterSet,ShuffleParameterSet] ! @0 <
Minimum object null [RandomNumberParameterSet]
Count int 1..2147483647 [RandomNumberParameterSet,RandomListItemParameterSet]
Shuffle switch [ShuffleParameterSet] !
`;

const randomCommand = (name: string, table: string) =>
  builtin(
    name,
    'utility',
    table,
    (c) => {
      const chosen: PSValue[] = [];
      let seen = 0;
      const generator = generatorOf(c);
      const wanted = c.flag('Shuffle') ? Number.POSITIVE_INFINITY : c.number('Count', 1);
      // What has been chosen so far is a fair choice of what has been seen so far.
      const take = (item: PSValue): void => {
        if (seen < wanted) chosen.push(item);
        else if (generator.int(0, seen + 1) < wanted) chosen[generator.int(0, chosen.length)] = item;
        seen++;
      };
      return {
        *process(input) {
          if (input !== undefined) take(input);
          else if (c.has('InputObject')) c.list('InputObject').forEach(take);
          else yield* numbers(c, generator);
        },
        *end() {
          for (let i = 0; i < chosen.length; i++) {
            const j = generator.int(i, chosen.length);
            [chosen[i], chosen[j]] = [chosen[j]!, chosen[i]!];
          }
          yield* c.emitAll(chosen);
        },
      };
    },
    { raw: true, defaultSet: 'RandomNumberParameterSet' },
  );

export const RANDOM = [
  randomCommand('Get-Random', `SetSeed int\n${TABLE.trim()}`),
  randomCommand('Get-SecureRandom', TABLE),
];

/** System.Random: the sequence of a seed as .NET makes it (Knuth's subtractive generator), else the session's own. */
import { Num, type PSValue, type TypedArray } from '../../values.ts';
import { NetError } from '../errors.ts';
import { NetInstance, NetType } from './net-type.ts';

const BIG = 2147483647;

/** Samples of a seed, from 0 up to 2147483646. */
export function seededSamples(seed: number): () => number {
  const table = new Int32Array(56);
  let mj = 161803398 - (seed === -2147483648 ? BIG : Math.abs(seed));
  table[55] = mj;
  let mk = 1;
  for (let i = 1, at = 0; i < 55; i++) {
    at = (at + 21) % 55;
    table[at] = mk;
    mk = mj - mk;
    if (mk < 0) mk += BIG;
    mj = table[at]!;
  }
  for (let k = 1; k < 5; k++)
    for (let i = 1; i < 56; i++) {
      table[i]! -= table[1 + ((i + 30) % 55)]!;
      if (table[i]! < 0) table[i]! += BIG;
    }
  let a = 0;
  let b = 21;
  return () => {
    a = a >= 55 ? 1 : a + 1;
    b = b >= 55 ? 1 : b + 1;
    let n = table[a]! - table[b]!;
    if (n === BIG) n--;
    if (n < 0) n += BIG;
    table[a] = n;
    return n;
  };
}

/** A System.Random. */
export class RandomValue extends NetInstance {
  readonly sample: () => number;
  constructor(sample: () => number) {
    super();
    this.sample = sample;
  }
  get table(): NetType {
    return RANDOM;
  }
  get real(): number {
    return this.sample() * (1 / BIG);
  }
  between(low: number, high: number): number {
    const range = high - low;
    if (range <= BIG) return Math.trunc(this.real * range) + low;
    let n = this.sample();
    if (this.sample() % 2 === 0) n = -n;
    return Math.trunc(((n + BIG - 1) / (2 * BIG - 1)) * range) + low;
  }
}

const negative = (name: string, value: number): NetError =>
  new NetError(
    'System.ArgumentOutOfRangeException',
    `${name} ('${value}') must be a non-negative value. (Parameter '${name}')\nActual value was ${value}.`,
  );

const RANDOM: NetType = new NetType('System.Random', [
  ['new()', (_, __, env) => new RandomValue(() => Math.floor(env.random() * BIG))],
  ['new(int Seed)', (_, [seed]) => new RandomValue(seededSamples(seed as number))],
  ['static System.Random Shared {get;}', (_, __, env) => new RandomValue(() => Math.floor(env.random() * BIG))],
  ['int Next()', (r: RandomValue) => r.sample()],
  [
    'int Next(int maxValue)',
    (r: RandomValue, [max]) => {
      if ((max as number) < 0) throw negative('maxValue', max as number);
      return r.between(0, max as number);
    },
  ],
  [
    'int Next(int minValue, int maxValue)',
    (r: RandomValue, [min, max]) => {
      if ((min as number) > (max as number))
        throw new NetError(
          'System.ArgumentOutOfRangeException',
          "'minValue' cannot be greater than maxValue. (Parameter 'minValue')",
        );
      return r.between(min as number, max as number);
    },
  ],
  ['double NextDouble()', (r: RandomValue) => new Num('Double', r.real)],
  [
    'void NextBytes(byte[] buffer)',
    (r: RandomValue, [b]) => {
      const { items } = b as TypedArray;
      for (let i = 0; i < items.length; i++) items[i] = new Num('Byte', r.sample() % 256) as PSValue;
    },
  ],
]);

export const RANDOM_TYPES = [RANDOM];

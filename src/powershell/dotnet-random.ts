/**
 * The numbers of .NET's System.Random with a seed: Knuth's subtractive generator, as .NET has kept it since its first version
 * so that a seed gives the same numbers everywhere (Net5CompatSeedImpl in .NET's sources).
 */

const BIG = 2147483647;

/** A source of numbers that a seed determines. */
export class SeededRandom {
  private readonly seeds: Int32Array;
  private next = 0;
  private ahead = 21;
  constructor(seed: number) {
    const seeds = new Int32Array(56);
    let last = (161803398 - (seed === -2147483648 ? BIG : Math.abs(seed))) | 0;
    let k = 1;
    seeds[55] = last;
    let at = 0;
    for (let i = 1; i < 55; i++) {
      at += 21;
      if (at >= 55) at -= 55;
      seeds[at] = k;
      k = (last - k) | 0;
      if (k < 0) k = (k + BIG) | 0;
      last = seeds[at]!;
    }
    for (let round = 1; round < 5; round++) {
      for (let i = 1; i < 56; i++) {
        let n = i + 30;
        if (n >= 55) n -= 55;
        seeds[i] = (seeds[i]! - seeds[1 + n]!) | 0;
        if (seeds[i]! < 0) seeds[i] = (seeds[i]! + BIG) | 0;
      }
    }
    this.seeds = seeds;
  }
  /** From 0 to 2147483646. */
  sample(): number {
    if (++this.next >= 56) this.next = 1;
    if (++this.ahead >= 56) this.ahead = 1;
    let value = (this.seeds[this.next]! - this.seeds[this.ahead]!) | 0;
    if (value === BIG) value--;
    if (value < 0) value = (value + BIG) | 0;
    this.seeds[this.next] = value;
    return value;
  }
  /** From 0 up to, but without, 1. */
  double(): number {
    return this.sample() / BIG;
  }
  byte(): number {
    return this.sample() & 255;
  }
}

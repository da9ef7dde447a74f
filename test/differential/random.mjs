/** Choices from a seed: the same seed, the same cases. */
export class Choices {
  #state;
  constructor(seed) {
    this.#state = seed | 0;
  }
  /** A whole number from 0, below `n` (mulberry32). */
  below(n) {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * n);
  }
  pick(items) {
    return items[this.below(items.length)];
  }
  chance(percent) {
    return this.below(100) < percent;
  }
  /** From `low` to `high` pieces made by `make`. */
  some(low, high, make) {
    return Array.from({ length: low + this.below(high - low + 1) }, (_, i) => make(i));
  }
}

/**
 * Seeded randomness in streams named by (seed, entity, purpose, counter), so that one more draw in one place changes no
 * other. The same names give the same bytes on every machine.
 */

/** A source of numbers for one purpose. */
export interface RandomStream {
  /** In [0, 1). */
  next(): number;
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number;
}

/** Makes streams and identifiers. */
export interface Random {
  stream(entity: string, purpose: string, counter?: number): RandomStream;
  /** A version-4 GUID in lower case. */
  guid(entity: string, purpose: string, counter?: number): string;
}

/** cyrb128: spreads a name over four 32-bit words. */
function spread(name: string): [number, number, number, number] {
  let h1 = 1779033703;
  let h2 = 3144134277;
  let h3 = 1013904242;
  let h4 = 2773480762;
  for (let i = 0; i < name.length; i++) {
    const k = name.charCodeAt(i);
    h1 = h2 ^ Math.imul(h1 ^ k, 597399067);
    h2 = h3 ^ Math.imul(h2 ^ k, 2869860233);
    h3 = h4 ^ Math.imul(h3 ^ k, 951274213);
    h4 = h1 ^ Math.imul(h4 ^ k, 2716044179);
  }
  h1 = Math.imul(h3 ^ (h1 >>> 18), 597399067);
  h2 = Math.imul(h4 ^ (h2 >>> 22), 2869860233);
  h3 = Math.imul(h1 ^ (h3 >>> 17), 951274213);
  h4 = Math.imul(h2 ^ (h4 >>> 19), 2716044179);
  return [(h1 ^ h2 ^ h3 ^ h4) >>> 0, (h2 ^ h1) >>> 0, (h3 ^ h1) >>> 0, (h4 ^ h1) >>> 0];
}

/** sfc32: small, fast, passes PractRand. */
function words(name: string): () => number {
  let [a, b, c, d] = spread(name);
  const word = () => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return t >>> 0;
  };
  for (let i = 0; i < 12; i++) word();
  return word;
}

/** All randomness of a lab with this seed. */
export function seededRandom(seed: string): Random {
  const name = (entity: string, purpose: string, counter: number) => JSON.stringify([seed, entity, purpose, counter]);
  return {
    stream(entity, purpose, counter = 0) {
      const word = words(name(entity, purpose, counter));
      const next = () => word() / 0x1_0000_0000;
      return { next, between: (low, high) => low + Math.floor(next() * (high - low + 1)) };
    },
    guid(entity, purpose, counter = 0) {
      const word = words(name(entity, purpose, counter));
      const hex = Array.from({ length: 4 }, () => word().toString(16).padStart(8, '0')).join('');
      const variant = '89ab'[Number.parseInt(hex[16] as string, 16) & 3];
      const parts = [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `${variant}${hex.slice(17, 20)}`];
      return `${parts.join('-')}-${hex.slice(20, 32)}`;
    },
  };
}

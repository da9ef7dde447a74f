/** CRC-32C (Castagnoli), reflected polynomial 0x82F63B78, initial and final xor of ones: [MS-VHDX] 2.2.2. */

const TABLES = ((): Uint32Array[] => {
  const first = new Uint32Array(256);
  for (let n = 0; n < 256; n++) {
    let c = n;
    for (let k = 0; k < 8; k++) c = c & 1 ? 0x82f63b78 ^ (c >>> 1) : c >>> 1;
    first[n] = c >>> 0;
  }
  const tables = [first];
  for (let t = 1; t < 8; t++) {
    const previous = tables[t - 1] as Uint32Array;
    tables.push(previous.map((c) => ((c >>> 8) ^ (first[c & 255] as number)) >>> 0));
  }
  return tables;
})();
const [T0, T1, T2, T3, T4, T5, T6, T7] = TABLES as [
  Uint32Array,
  Uint32Array,
  Uint32Array,
  Uint32Array,
  Uint32Array,
  Uint32Array,
  Uint32Array,
  Uint32Array,
];

/**
 * The checksum of `bytes`. The four bytes at `hole`, where given, count as zero (a checksum's own place). Most structures end in
 * zeros: those are not gone through.
 */
export function crc32c(bytes: Uint8Array, hole = -1): number {
  const used = usedLength(bytes);
  let c = 0xffffffff;
  if (hole >= 0) {
    c = feed(c, bytes, 0, hole);
    c = feed(c, FOUR_ZEROS, 0, 4);
    c = feed(c, bytes, hole + 4, Math.max(used, hole + 4));
    c = feedZeros(c, bytes.length - Math.max(used, hole + 4));
  } else c = feedZeros(feed(c, bytes, 0, used), bytes.length - used);
  return (c ^ 0xffffffff) >>> 0;
}

const FOUR_ZEROS = new Uint8Array(4);
const ZEROS = Buffer.alloc(4096);

/** Length without the whole pages of zeros at the end, and without the last page's zeros. */
function usedLength(bytes: Uint8Array): number {
  let end = bytes.length;
  while (end > 0) {
    const from = Math.max(0, end - ZEROS.length);
    if (ZEROS.compare(bytes, from, end, 0, end - from) !== 0) break;
    end = from;
  }
  while (end > 0 && bytes[end - 1] === 0) end--;
  return end;
}

/** A 32x32 matrix over GF(2), a column per bit, applied to a register. */
function times(matrix: readonly number[], vector: number): number {
  let sum = 0;
  for (let i = 0, rest = vector >>> 0; rest !== 0; i++, rest >>>= 1) if (rest & 1) sum ^= matrix[i] as number;
  return sum >>> 0;
}

const squared = (matrix: readonly number[]): number[] => matrix.map((column) => times(matrix, column));

/** Steps of 1, 2, 4 … bytes of zeros, as far as they were needed. */
const steps: number[][] = [];

function stepOf(power: number): readonly number[] {
  if (steps.length === 0) {
    let bits: number[] = [0x82f63b78, ...Array.from({ length: 31 }, (_, i) => 2 ** i)];
    for (let i = 0; i < 3; i++) bits = squared(bits);
    steps.push(bits);
  }
  while (steps.length <= power) steps.push(squared(steps.at(-1) as number[]));
  return steps[power] as number[];
}

/** The register after `count` more bytes of zeros: the step of one bit is linear, so its powers are squares of squares. */
function feedZeros(start: number, count: number): number {
  let c = start;
  for (let rest = count, power = 0; rest > 0; rest = Math.floor(rest / 2), power++) {
    if (rest % 2 === 1) c = times(stepOf(power), c);
  }
  return c;
}

function feed(start: number, b: Uint8Array, from: number, to: number): number {
  let c = start;
  let i = from;
  for (; i + 8 <= to; i += 8) {
    c ^= (b[i] as number) | ((b[i + 1] as number) << 8) | ((b[i + 2] as number) << 16) | ((b[i + 3] as number) << 24);
    c =
      (T7[c & 255] as number) ^
      (T6[(c >>> 8) & 255] as number) ^
      (T5[(c >>> 16) & 255] as number) ^
      (T4[c >>> 24] as number) ^
      (T3[b[i + 4] as number] as number) ^
      (T2[b[i + 5] as number] as number) ^
      (T1[b[i + 6] as number] as number) ^
      (T0[b[i + 7] as number] as number);
  }
  for (; i < to; i++) c = (T0[(c ^ (b[i] as number)) & 255] as number) ^ (c >>> 8);
  return c;
}

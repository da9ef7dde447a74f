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

/** The checksum of `bytes`, eight at a time. The four bytes at `hole`, where given, count as zero (a checksum's own place). */
export function crc32c(bytes: Uint8Array, hole = -1): number {
  if (hole >= 0) {
    let c = feed(0xffffffff, bytes, 0, hole);
    c = feed(c, new Uint8Array(4), 0, 4);
    return (feed(c, bytes, hole + 4, bytes.length) ^ 0xffffffff) >>> 0;
  }
  return (feed(0xffffffff, bytes, 0, bytes.length) ^ 0xffffffff) >>> 0;
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

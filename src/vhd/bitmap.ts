/** Runs of equal bits, in both bit orders: VHD counts from the most significant bit of a byte, VHDX from the least. */

/** Bit orders. */
export type BitOrder = 'msb' | 'lsb';

const mask = (bit: number, order: BitOrder): number => (order === 'lsb' ? 1 << (bit & 7) : 0x80 >> (bit & 7));

export const bitAt = (bytes: Uint8Array, bit: number, order: BitOrder): boolean =>
  ((bytes[bit >>> 3] as number) & mask(bit, order)) !== 0;

/** How many bits from `from` on (before `to`) are the same as the first. */
export function runLength(bytes: Uint8Array, from: number, to: number, order: BitOrder): number {
  const value = bitAt(bytes, from, order);
  const whole = value ? 0xff : 0;
  let bit = from + 1;
  while (bit < to) {
    if ((bit & 7) === 0 && bit + 8 <= to && bytes[bit >>> 3] === whole) bit += 8;
    else if (bitAt(bytes, bit, order) === value) bit += 1;
    else break;
  }
  return bit - from;
}

/** Gives the bits from `from` to before `to` one value. */
export function setBits(bytes: Uint8Array, from: number, to: number, value: boolean, order: BitOrder): void {
  for (let bit = from; bit < to; ) {
    if ((bit & 7) === 0 && bit + 8 <= to) {
      bytes[bit >>> 3] = value ? 0xff : 0;
      bit += 8;
      continue;
    }
    const byte = bytes[bit >>> 3] as number;
    bytes[bit >>> 3] = value ? byte | mask(bit, order) : byte & ~mask(bit, order);
    bit += 1;
  }
}

/**
 * Where a machine's RAM lies: what the host lays out and the guest's firmware tells. RAM fills the first 4 GiB up to the low
 * gap, goes on at 4 GiB up to the high gap, and on above it. (Checked against logs of guests with 1.75 to 160 GB.)
 */
import type { Hardware } from './port.ts';

export const MIB = 0x10_0000;
export const GIB = 0x4000_0000;
const FOUR_GIB = 4 * GIB;

/** Half-open: `end` is the first byte after it. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

type Layout = Pick<Hardware, 'memoryBytes' | 'lowGapBytes' | 'highGapBytes' | 'highGapBase'>;

/** First byte of the low gap: 4 GiB less its size, whatever the RAM. */
export function lowGapStart(layout: Layout): number {
  return FOUR_GIB - layout.lowGapBytes;
}

/** RAM at power-on: one to three ranges. */
export function ramRanges(layout: Layout): ByteRange[] {
  const low = Math.min(layout.memoryBytes, lowGapStart(layout));
  const ranges: ByteRange[] = [{ start: 0, end: low }];
  let rest = layout.memoryBytes - low;
  if (rest > 0) {
    const middle = Math.min(rest, layout.highGapBase - FOUR_GIB);
    ranges.push({ start: FOUR_GIB, end: FOUR_GIB + middle });
    rest -= middle;
  }
  if (rest > 0) {
    const start = layout.highGapBase + layout.highGapBytes;
    ranges.push({ start, end: start + rest });
  }
  return ranges;
}

/**
 * Where hot-added memory may go, in order: from the first 128 MiB boundary after RAM up to each gap and on after it. The
 * boundary, because a Linux guest rounds down to it and refuses memory that it has already.
 */
export function hotAddRanges(layout: Layout): ByteRange[] {
  const chunk = 128 * MIB;
  const last = ramRanges(layout).at(-1) as ByteRange;
  const start = Math.ceil(last.end / chunk) * chunk;
  const high: ByteRange = { start: layout.highGapBase + layout.highGapBytes, end: 2 ** 46 };
  const areas: ByteRange[] = [
    { start: 0, end: Math.floor(lowGapStart(layout) / chunk) * chunk },
    { start: FOUR_GIB, end: Math.floor(layout.highGapBase / chunk) * chunk },
    high,
  ];
  return areas
    .filter((area) => area.end > start)
    .map((area) => ({ start: Math.max(area.start, start), end: area.end }))
    .filter((area) => area.end > area.start);
}

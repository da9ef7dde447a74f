/**
 * What a file holds, as a sorted list of extents: zeros that were written, bytes of a seeded stream, or literal bytes. What no
 * extent covers is a hole. Bytes are strings of code units 0 to 255, so that contents are JSON and 100 GB of zeros cost nothing.
 */

/** One run of bytes. Exactly one of `v` (literal) and `s` (seeded) or neither (zeros). */
export interface Extent {
  /** Offset in the file. */
  o: number;
  /** Length in bytes. */
  n: number;
  /** Literal bytes. */
  v?: string;
  /** Name of the seeded stream, and where in it this run begins. */
  s?: string;
  a?: number;
}

/** Bytes to write: literal, or so many zeros, or so many of a stream. */
export type Chunk = Omit<Extent, 'o'>;

export const literal = (v: string): Chunk => ({ n: v.length, v });
export const zeros = (n: number): Chunk => ({ n });
export const seeded = (s: string, a: number, n: number): Chunk => ({ n, s, a });

/** Literal runs are not merged beyond this, so that an append does not copy a long string. */
const MERGE_LIMIT = 65_536;

function part(x: Extent, from: number, to: number): Extent {
  const skip = from - x.o;
  const piece: Extent = { o: from, n: to - from };
  if (x.v !== undefined) piece.v = x.v.slice(skip, skip + piece.n);
  else if (x.s !== undefined) {
    piece.s = x.s;
    piece.a = (x.a ?? 0) + skip;
  }
  return piece;
}

/** Index of the first extent that ends after `offset`. */
function firstAfter(xs: readonly Extent[], offset: number): number {
  let low = 0;
  let high = xs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const x = xs[middle] as Extent;
    if (x.o + x.n > offset) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Makes a hole of [from, to). */
export function punch(xs: Extent[], from: number, to: number): void {
  if (to <= from) return;
  const start = firstAfter(xs, from);
  let end = start;
  const kept: Extent[] = [];
  while (end < xs.length) {
    const x = xs[end] as Extent;
    if (x.o >= to) break;
    if (x.o < from) kept.push(part(x, x.o, from));
    if (x.o + x.n > to) kept.push(part(x, to, x.o + x.n));
    end++;
  }
  xs.splice(start, end - start, ...kept);
}

function joins(a: Extent, b: Chunk): boolean {
  if (a.v !== undefined) return b.v !== undefined && a.n < MERGE_LIMIT;
  if (a.s !== undefined) return b.s === a.s && (a.a ?? 0) + a.n === b.a;
  return b.v === undefined && b.s === undefined;
}

/** Writes `chunk` at `offset`. */
export function put(xs: Extent[], offset: number, chunk: Chunk): void {
  if (chunk.n === 0) return;
  const last = xs[xs.length - 1];
  if (last && last.o + last.n > offset) punch(xs, offset, offset + chunk.n);
  const index = firstAfter(xs, offset);
  const before = xs[index - 1];
  if (before && before.o + before.n === offset && joins(before, chunk)) {
    before.n += chunk.n;
    if (before.v !== undefined) before.v += chunk.v;
    return;
  }
  xs.splice(index, 0, { ...chunk, o: offset });
}

/** The pieces of [from, to), holes as zeros marked by `hole`. */
export function pieces(xs: readonly Extent[], from: number, to: number): (Chunk & { hole?: true })[] {
  const found: (Chunk & { hole?: true })[] = [];
  let at = from;
  for (let i = firstAfter(xs, from); i < xs.length && at < to; i++) {
    const x = xs[i] as Extent;
    if (x.o >= to) break;
    const start = Math.max(x.o, at);
    if (start > at) found.push({ n: start - at, hole: true });
    const end = Math.min(x.o + x.n, to);
    const { o: _offset, ...chunk } = part(x, start, end);
    found.push(chunk);
    at = end;
  }
  if (at < to) found.push({ n: to - at, hole: true });
  return found;
}

/** Number of blocks of this size that the extents touch. */
export function blocksCovered(xs: readonly Extent[], blockSize: number): number {
  let count = 0;
  let counted = -1;
  for (const x of xs) {
    const first = Math.max(Math.floor(x.o / blockSize), counted + 1);
    const last = Math.floor((x.o + x.n - 1) / blockSize);
    if (last >= first) {
      count += last - first + 1;
      counted = last;
    }
  }
  return count;
}

const hash = (text: string): number => {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h >>> 0;
};

/** Bytes [at, at + n) of a named stream: any part of it can be had without the parts before it. */
export function streamBytes(name: string, at: number, n: number): string {
  const seed = hash(name);
  const out: string[] = [];
  let word = 0;
  let known = -1;
  for (let p = at; p < at + n; p++) {
    const index = Math.floor(p / 4);
    if (index !== known) {
      let x = (Math.imul(index, 0x9e3779b1) + seed + Math.imul(Math.floor(index / 0x1_0000_0000), 0x85ebca6b)) | 0;
      x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
      x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
      word = (x ^ (x >>> 15)) >>> 0;
      known = index;
    }
    out.push(String.fromCharCode((word >>> ((p % 4) * 8)) & 255));
  }
  return out.join('');
}

/** The bytes of a chunk. */
export function chunkBytes(chunk: Chunk): string {
  if (chunk.v !== undefined) return chunk.v;
  return chunk.s === undefined ? '\0'.repeat(chunk.n) : streamBytes(chunk.s, chunk.a ?? 0, chunk.n);
}

/** Comparing what two disks hold, whatever their formats. */
import { isZero } from './bytes.ts';
import { COPY_BUFFER } from './convert.ts';
import { type Resolved, resolve, type VirtualDisk } from './disk.ts';
import { readPadded } from './file.ts';
import { lookForHoles } from './sparse-file.ts';
import { STEP, type Work } from './work.ts';

export interface Comparison {
  /** True when they agree; what one is longer must be zeros. */
  readonly same: boolean;
  /** Where they differ first, to about a buffer's length. */
  readonly differsAt: number | undefined;
}

/** Compares two open disks. Ranges that neither of them stores are not looked at. */
export function* compareDisks(one: VirtualDisk, other: VirtualDisk): Work<Comparison> {
  const a = Buffer.allocUnsafeSlow(COPY_BUFFER);
  const b = Buffer.allocUnsafeSlow(COPY_BUFFER);
  const total = Math.max(one.size, other.size);
  lookForHoles(one);
  lookForHoles(other);
  let next = STEP;
  for (let offset = 0; offset < total; ) {
    const left = pieceOf(one, offset, total);
    const right = pieceOf(other, offset, total);
    const stored = left.file !== undefined || right.file !== undefined;
    let length = Math.min(left.length, right.length);
    if (stored) length = Math.min(length, COPY_BUFFER);
    if (stored && !samePiece(left, right, a.subarray(0, length), b.subarray(0, length))) {
      return { same: false, differsAt: offset };
    }
    offset += length;
    if (offset >= next) {
      next = offset + STEP;
      yield { done: offset, total };
    }
  }
  return { same: true, differsAt: undefined };
}

function pieceOf(disk: VirtualDisk, offset: number, total: number): Resolved {
  if (offset >= disk.size) return { length: total - offset, file: undefined, position: 0 };
  return resolve(disk, offset, disk.size - offset);
}

function samePiece(left: Resolved, right: Resolved, a: Buffer, b: Buffer): boolean {
  if (left.file) readPadded(left.file, a, left.position);
  if (right.file) readPadded(right.file, b, right.position);
  if (left.file && right.file) return a.equals(b);
  return isZero(left.file ? a : b);
}

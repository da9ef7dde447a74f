/** Copying a disk into a new one of any format and type, as Convert-VHD does. Reads through the whole chain of the source. */
import { isZero, KB, MB, roundUp } from './bytes.ts';
import { chainOf, openDisk } from './chain.ts';
import { createDisk, formatOf, type NewDisk } from './create.ts';
import { type DiskContext, resolve, type VirtualDisk } from './disk.ts';
import { ensure, VhdError } from './errors.ts';
import { type DiskFile, readPadded } from './file.ts';
import { fixedRange } from './fixed.ts';
import { lookForHoles } from './sparse-file.ts';
import { STEP, type Work } from './work.ts';

/** Best when measured, with 512 KB; smaller ones lost. */
export const COPY_BUFFER = 256 * KB;

/** What the new disk is to be; by default as the source. */
export interface Conversion extends Pick<NewDisk, 'type' | 'format' | 'blockSize' | 'parentPath' | 'identifier'> {
  readonly logicalSectorSize?: number;
  readonly physicalSectorSize?: number;
  /** Take the source for a raw image, whatever it holds. */
  readonly raw?: boolean;
  /** Size of the new disk, if it is to be larger than the source. */
  readonly size?: number;
  /** A fixed VHD gets whole megabytes, which Azure asks for ("Prepare a Windows VHD to upload to Azure"); with this it does not. */
  readonly exactSize?: boolean;
}

/**
 * Copies the disk in `source` to a new file. It gets its name when it is complete: whatever happens before, there is no half
 * disk of that name. When the work fails or is stopped, nothing is left.
 */
export function* convertDisk(source: string, target: string, to: Conversion, context: DiskContext): Work<void> {
  const { files } = context;
  const refuse = () => {
    if (files.exists(target)) throw new VhdError('file-exists', undefined, target);
  };
  refuse();
  const partial = `${target}.partial`;
  // Left by a process that was killed: callers hold a lock on the target.
  if (files.exists(partial)) files.remove(partial);
  const from = openDisk(source, context, to.raw ? { raw: true } : {});
  let made = false;
  let into: VirtualDisk | undefined;
  try {
    const spec = newDiskFor(from, target, to);
    createDisk(partial, spec, context);
    made = true;
    into = openDisk(partial, context, { write: true, durability: 'none', ...(spec.format === 'raw' && { raw: true }) });
    yield* copyContent(from, into, from.size);
    into.flush();
    into.close();
    into = undefined;
    refuse();
    files.rename(partial, target);
    made = false;
  } finally {
    from.close();
    into?.file.close();
    into?.parent?.close();
    if (made) files.remove(partial);
  }
}

function newDiskFor(from: VirtualDisk, target: string, to: Conversion): NewDisk {
  const format = to.format ?? formatOf(target);
  ensure(format !== undefined, 'unknown-format');
  const type = to.type ?? (from.type === 'differencing' || from.format === 'raw' ? 'dynamic' : from.type);
  ensure(
    (type === 'differencing') === (to.parentPath !== undefined),
    'argument-invalid',
    'A differencing disk needs a parent.',
  );
  const sectors = format === 'vhdx' && {
    logicalSectorSize: to.logicalSectorSize ?? from.logicalSectorSize,
    physicalSectorSize: to.physicalSectorSize ?? (from.format === 'vhdx' ? from.physicalSectorSize : 4096),
  };
  if (format === 'vhd') ensure(from.logicalSectorSize === 512, 'sector-size-invalid', 'VHD has sectors of 512 bytes.');
  const inherited = format === 'vhdx' && from.format === 'vhdx' && from.type === type ? from.blockSize : undefined;
  const blockSize = to.blockSize ?? inherited;
  const size = Math.max(to.size ?? 0, from.size);
  return {
    format,
    type,
    size: format === 'vhd' && type === 'fixed' && !to.exactSize ? roundUp(size, MB) : size,
    allocate: false,
    ...(blockSize && { blockSize }),
    ...sectors,
    ...(to.identifier && { identifier: to.identifier }),
    ...(to.parentPath && { parentPath: to.parentPath }),
  };
}

/** Copies `length` bytes from the start of one disk to another. Zeros take no space where they need none. */
export function* copyContent(from: VirtualDisk, into: VirtualDisk, length: number): Work<void> {
  const buffer = Buffer.allocUnsafeSlow(COPY_BUFFER);
  lookForHoles(from);
  const fixed = into.type === 'fixed' ? fixedRange(into) : undefined;
  // A fixed disk has all its space: where there is little to copy it is taken at once, else by writing zeros between the
  // data, and nobody has to look for zeros in that. A raw image keeps holes.
  const full = fixed !== undefined && into.format !== 'raw';
  const zeros = full && !(storedIn(from) < into.size / 2 && into.file.reserve(fixed.offset, fixed.length));
  let next = STEP;
  for (let offset = 0; offset < length; ) {
    const piece = resolve(from, offset, length - offset);
    // Data goes in pieces that start at whole buffers of the disk, so that they never end inside a sector.
    const rest = Math.min(piece.length, COPY_BUFFER - (offset % COPY_BUFFER));
    const size = piece.file === undefined && !zeros && into.type !== 'differencing' ? piece.length : rest;
    const data = piece.file !== undefined && holdsData(piece.file, buffer.subarray(0, size), piece.position, zeros);
    const part = buffer.subarray(0, Math.min(size, COPY_BUFFER));
    if (fixed !== undefined) {
      if (data) into.file.write(part, fixed.offset + offset);
      else if (zeros) into.file.allocate(fixed.offset + offset, size);
    } else if (into.type === 'differencing') writeDifference(into, data ? part : undefined, offset, size);
    else if (data) into.write(part, offset);
    offset += size;
    if (offset >= next) {
      next = offset + STEP;
      yield { done: offset, total: length };
    }
  }
  if (zeros && fixed.length > length) into.file.allocate(fixed.offset + length, fixed.length - length);
}

/** Bytes that the files of a chain take: about what has to be copied. */
function storedIn(disk: VirtualDisk): number {
  return chainOf(disk).reduce((sum, layer) => sum + layer.file.stored(), 0);
}

/** Reads a piece. Is there anything to write? `always`: zeros are to be written as well. */
function holdsData(file: DiskFile, part: Buffer, position: number, always: boolean): boolean {
  readPadded(file, part, position);
  return always || !isZero(part);
}

/** Writes what the parent does not show already. */
function writeDifference(into: VirtualDisk, data: Buffer | undefined, offset: number, length: number): void {
  const shown = Buffer.alloc(length);
  into.read(shown, offset);
  if (data === undefined) {
    if (!isZero(shown)) into.zero(offset, length);
  } else if (!shown.equals(data)) into.write(data, offset);
}

/**
 * Writing what differencing disks hold into one of their ancestors, as Merge-VHD does. The merged files stay as they are and
 * show the same content as before at every moment, so an interrupted merge can simply be repeated; afterwards they are no
 * longer needed.
 */
import { isZero, normalGuid, ZERO_GUID } from './bytes.ts';
import { chainOf, openDisk } from './chain.ts';
import { COPY_BUFFER } from './convert.ts';
import type { DiskContext, VirtualDisk } from './disk.ts';
import { ensure } from './errors.ts';
import { type DiskFile, readPadded } from './file.ts';
import { editLocator } from './vhdx/edit.ts';
import { VhdxDisk } from './vhdx/image.ts';
import { STEP, type Work } from './work.ts';

export interface MergeResult {
  /** The disk that now has everything. */
  readonly destination: string;
  /** The files whose content is in it, from the given child up. */
  readonly merged: readonly string[];
}

/** Merges `path` and what lies between into `destination` (by default the direct parent). */
export function* mergeDisk(path: string, destination: string | undefined, context: DiskContext): Work<MergeResult> {
  const child = openDisk(path, context);
  let into: VirtualDisk | undefined;
  try {
    ensure(child.type === 'differencing', 'type-invalid', 'It has no parent.');
    const chain = chainOf(child);
    const { real } = context.files;
    const index = destination === undefined ? 1 : chain.findIndex((disk) => real(disk.path) === real(destination));
    ensure(index > 0, 'not-in-chain', destination);
    const layers = chain.slice(0, index);
    const target = (chain[index] as VirtualDisk).path;
    const linkage = prepareLink((layers.at(-1) as VirtualDisk).path, context);
    into = openDisk(target, context, { write: true });
    if (into instanceof VhdxDisk) into.store.nextDataGuid = linkage;
    if (into.size < child.size) into.resize(child.size);
    yield* copyLayers(layers, into, child.size);
    into.close();
    into = undefined;
    return { destination: target, merged: layers.map((disk) => disk.path) };
  } finally {
    child.close();
    into?.close();
  }
}

/** The identifier that the ancestor will get: its child accepts it from now on, as a second one. */
function prepareLink(path: string, context: DiskContext): string | undefined {
  const disk = openDisk(path, context, { write: true });
  try {
    if (!(disk instanceof VhdxDisk) || disk.metadata.locator === undefined) return undefined;
    const guid = context.stamp.guid();
    const locator = new Map(disk.metadata.locator);
    // After an interrupted merge it is the second one that fits.
    const fits = disk.parent?.linkage ?? normalGuid(locator.get('parent_linkage') ?? '') ?? ZERO_GUID;
    editLocator(disk, locator.set('parent_linkage', `{${fits}}`).set('parent_linkage2', `{${guid}}`));
    return guid;
  } finally {
    disk.close();
  }
}

interface Piece {
  readonly length: number;
  readonly kind: 'data' | 'zero' | 'below';
  readonly file: DiskFile;
  readonly position: number;
}

/** Where the topmost layer that has something at `offset` has it. */
function pieceAt(layers: readonly VirtualDisk[], offset: number, length: number): Piece {
  let rest = length;
  for (const layer of layers) {
    if (offset >= layer.size) return { length: rest, kind: 'zero', file: layer.file, position: 0 };
    const extent = layer.extentAt(offset, Math.min(rest, layer.size - offset));
    rest = extent.length;
    if (extent.kind !== 'parent') return { ...extent, kind: extent.kind, file: layer.file };
  }
  return { length: rest, kind: 'below', file: (layers[0] as VirtualDisk).file, position: 0 };
}

function* copyLayers(layers: readonly VirtualDisk[], into: VirtualDisk, size: number): Work<void> {
  const buffer = Buffer.allocUnsafeSlow(COPY_BUFFER);
  let next = STEP;
  for (let offset = 0; offset < size; ) {
    const piece = pieceAt(layers, offset, size - offset);
    if (piece.kind === 'zero') into.zero(offset, piece.length);
    else if (piece.kind === 'data') {
      for (let done = 0; done < piece.length; done += COPY_BUFFER) {
        const part = buffer.subarray(0, Math.min(COPY_BUFFER, piece.length - done));
        readPadded(piece.file, part, piece.position + done);
        if (isZero(part)) into.zero(offset + done, part.length);
        else into.write(part, offset + done);
      }
    }
    offset += piece.length;
    if (offset >= next) {
      next = offset + STEP;
      yield { done: offset, total: size };
    }
  }
}

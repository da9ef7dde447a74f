/** Making fixed disks, which take all their space at once: in steps, so that it can be watched and stopped. */

import { roundUp } from './bytes.ts';
import { openSingle } from './chain.ts';
import { createDisk, formatOf, type NewDisk } from './create.ts';
import type { DiskContext, VirtualDisk } from './disk.ts';
import { VhdError } from './errors.ts';
import { VhdxDisk } from './vhdx/image.ts';
import { STEP, type Work } from './work.ts';

/** Where the content of a fixed disk lies in its file. The last block of a VHDX may reach behind the end of the disk. */
export function fixedRange(disk: VirtualDisk): { readonly offset: number; readonly length: number } {
  if (!(disk instanceof VhdxDisk)) return { offset: 0, length: disk.size };
  const { position } = disk.extentAt(0, disk.logicalSectorSize);
  return { offset: position, length: roundUp(disk.size, disk.blockSize) };
}

/**
 * Makes a fixed disk. It gets its name when it is complete; when the work fails or is stopped, nothing is left.
 */
export function* createFixed(path: string, spec: NewDisk, context: DiskContext): Work<void> {
  const { files } = context;
  const refuse = () => {
    if (files.exists(path)) throw new VhdError('file-exists', undefined, path);
  };
  refuse();
  const format = spec.format ?? formatOf(path);
  if (format === undefined) throw new VhdError('unknown-format', undefined, path);
  const partial = `${path}.partial`;
  // Left by a process that was killed: callers hold a lock on the target.
  if (files.exists(partial)) files.remove(partial);
  createDisk(partial, { ...spec, format, type: 'fixed', allocate: false }, context);
  let disk: VirtualDisk | undefined;
  let made = true;
  try {
    disk = openSingle(partial, context, { write: true, durability: 'none', ...(format === 'raw' && { raw: true }) });
    const { offset, length: total } = fixedRange(disk);
    if (!disk.file.reserve(offset, total)) {
      for (let done = 0; done < total; done += STEP) {
        disk.file.allocate(offset + done, Math.min(STEP, total - done));
        yield { done: Math.min(done + STEP, total), total };
      }
    }
    disk.flush();
    disk.close();
    disk = undefined;
    refuse();
    files.rename(partial, path);
    made = false;
  } catch (error) {
    if (error instanceof VhdError && error.path === partial) error.path = path;
    throw error;
  } finally {
    disk?.file.close();
    if (made) files.remove(partial);
  }
}

/** Changing what a disk says about itself: parent, physical sector size, identifier. What Set-VHD does. */
import { checkParent, findParent, openDisk, openSingle, parentTexts } from './chain.ts';
import type { DiskContext, VirtualDisk } from './disk.ts';
import { about, ensure } from './errors.ts';
import { DynamicVhd } from './vhd/dynamic.ts';
import { editParent } from './vhd/edit.ts';
import { editIdentifier, editLocator, editPhysicalSector } from './vhdx/edit.ts';
import { VhdxDisk } from './vhdx/image.ts';
import { newLocator } from './vhdx/locator.ts';

function change(path: string, context: DiskContext, work: (disk: VirtualDisk) => void): void {
  const disk = openSingle(path, context, { write: true });
  try {
    about(path, () => work(disk));
  } finally {
    disk.close();
  }
}

/**
 * Connects a differencing disk with the file of its parent, which was moved. `ignoreMismatch` connects it with another disk
 * too: what the child shows is then only right if both have the same content.
 */
export function setParent(
  path: string,
  parentPath: string,
  options: { ignoreMismatch?: boolean },
  context: DiskContext,
): void {
  const parent = openDisk(parentPath, context);
  try {
    change(path, context, (disk) => {
      ensure(disk.type === 'differencing', 'type-invalid', 'It has no parent.');
      ensure(context.files.real(parentPath) !== context.files.real(path), 'chain-cycle');
      checkParent(disk, parent, options.ignoreMismatch);
      ensure(parent.size <= disk.size, 'parent-size');
      const texts = parentTexts(path, parentPath, context);
      const identifier = parent.linkage as string;
      if (disk instanceof VhdxDisk) editLocator(disk, newLocator(identifier, texts.relative, texts.absolute));
      else if (disk instanceof DynamicVhd) editParent(disk, { identifier, ...texts });
    });
  } finally {
    parent.close();
  }
}

/** VHDX only: 512, or 4096. */
export function setPhysicalSectorSize(path: string, size: number, context: DiskContext): void {
  change(path, context, (disk) => {
    ensure(disk instanceof VhdxDisk, 'type-invalid', 'Only VHDX files keep a sector size.');
    editPhysicalSector(disk, size);
  });
}

/** VHDX only: gives the disk another identifier (a new one by default). */
export function resetIdentifier(path: string, identifier: string | undefined, context: DiskContext): void {
  change(path, context, (disk) => {
    ensure(disk instanceof VhdxDisk, 'type-invalid', 'Only the identifier of a VHDX can be reset.');
    editIdentifier(disk, identifier ?? context.stamp.guid());
  });
}

/** Is `path` the disk in `leaf` or an ancestor of it? Parents above `path` need not be there. */
export function isInChainOf(leaf: string, path: string, context: DiskContext): boolean {
  const { real } = context.files;
  const seen = new Set<string>();
  for (let at = leaf; ; ) {
    if (real(at) === real(path)) return true;
    if (seen.has(real(at))) return false;
    seen.add(real(at));
    const disk = openSingle(at, context);
    try {
      // A set is not its disk.
      if (real(disk.path) === real(path)) return true;
      if (disk.type !== 'differencing') return false;
      at = findParent(disk, context);
    } finally {
      disk.close();
    }
  }
}

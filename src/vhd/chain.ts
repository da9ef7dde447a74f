/**
 * Chains of differencing disks: opening a disk with all its ancestors. A parent is looked for where the child says, relative
 * to the child's folder first, then at absolute paths; it must be the disk that the child was made on.
 */
import * as nodePath from 'node:path';
import type { DiskContext, Durability, VirtualDisk } from './disk.ts';
import { about, ensure, VhdError } from './errors.ts';
import { RawDisk } from './raw.ts';
import { besideSet, isSetPath, readSet } from './set/file.ts';
import { DynamicVhd } from './vhd/dynamic.ts';
import { isVhd } from './vhd/footer.ts';
import { parentPaths } from './vhd/locator.ts';
import { openVhd } from './vhd/open.ts';
import { VhdxDisk } from './vhdx/image.ts';
import { linkages } from './vhdx/locator.ts';
import { isVhdx, openVhdx } from './vhdx/open.ts';

/** Longest chain that is opened (as in Microsoft's openvmm). */
const DEPTH_MAX = 256;

export interface OpenOptions {
  /** Open for writing: the disk itself; its parents are always only read. */
  readonly write?: boolean;
  /** Without `false` the parents are opened too; a differencing disk without them shows zeros in their place. */
  readonly parents?: boolean;
  /** `none` for a file that is still being made. */
  readonly durability?: Durability;
  /** Take the file for a raw image, whatever it holds (else: by the names `.raw` and `.img`, and block devices). */
  readonly raw?: boolean;
  /** Open a parent even if it is not the disk the child was made on. */
  readonly ignoreMismatch?: boolean;
}

/** Opens one file by its content, without its parents. */
export function openSingle(path: string, context: DiskContext, options: OpenOptions = {}): VirtualDisk {
  const file = context.files.open(path, options.write ? 'write' : 'read');
  const durability = options.durability ?? 'safe';
  if (isSetPath(path) && !isVhdx(file)) {
    file.close();
    return openSingle(besideSet(path, readSet(path, context).disk), context, options);
  }
  try {
    return about(path, () => {
      // First: the content of a raw image is whatever its owner wrote, a signature of another format as well.
      if (options.raw || file.device || /\.(raw|img)$/i.test(path)) return new RawDisk(file);
      if (isVhdx(file)) return openVhdx(file, context.stamp, durability);
      if (isVhd(file)) return openVhd(file, durability);
      throw new VhdError(/\.a?vhd$/i.test(path) ? 'footer-missing' : 'not-a-disk', undefined, path);
    });
  } catch (error) {
    file.close();
    throw error;
  }
}

/** Opens a disk with its whole chain. */
export function openDisk(path: string, context: DiskContext, options: OpenOptions = {}): VirtualDisk {
  const leaf = openSingle(path, context, options);
  if (options.parents === false) return leaf;
  try {
    const seen = new Set([context.files.real(path)]);
    for (let disk = leaf; disk.type === 'differencing'; disk = disk.parent as VirtualDisk) {
      disk.parent = openParent(disk, context, seen, options.ignoreMismatch ?? false);
    }
    return leaf;
  } catch (error) {
    leaf.close();
    throw error;
  }
}

function openParent(child: VirtualDisk, context: DiskContext, seen: Set<string>, ignore: boolean): VirtualDisk {
  const path = findParent(child, context);
  const real = context.files.real(path);
  if (seen.has(real)) throw new VhdError('chain-cycle', path, child.path);
  if (seen.size >= DEPTH_MAX) throw new VhdError('chain-depth', `More than ${DEPTH_MAX} disks.`, child.path);
  seen.add(real);
  const parent = openSingle(path, context);
  try {
    about(child.path, () => checkParent(child, parent, ignore));
  } catch (error) {
    parent.close();
    throw error;
  }
  return parent;
}

/** The rules between a child and its parent. */
export function checkParent(child: VirtualDisk, parent: VirtualDisk, ignoreMismatch = false): void {
  ensure(child.format === parent.format, 'parent-format', parent.path);
  ensure(child.logicalSectorSize === parent.logicalSectorSize, 'parent-sector', parent.path);
  if (ignoreMismatch) return;
  const fits = expectedLinkages(child).includes(parent.linkage as string);
  ensure(fits, 'parent-mismatch', parent.path);
}

function expectedLinkages(child: VirtualDisk): string[] {
  if (child instanceof VhdxDisk) return child.metadata.locator ? linkages(child.metadata.locator) : [];
  return child instanceof DynamicVhd ? [child.header.parentIdentifier] : [];
}

/** Paths of the parent that the child names, best first. */
function namedPaths(child: VirtualDisk): { relative: string[]; absolute: string[] } {
  if (child instanceof DynamicVhd) return parentPaths(child.file, child.header);
  const locator = child instanceof VhdxDisk ? child.metadata.locator : undefined;
  const values = (...keys: string[]) => keys.map((key) => locator?.get(key)).filter((text) => text !== undefined);
  return { relative: values('relative_path'), absolute: values('volume_path', 'absolute_win32_path') };
}

/** The parent's path as the child has it: the absolute one, else the relative one. */
export function storedParentPath(child: VirtualDisk): string | undefined {
  const { relative, absolute } = namedPaths(child);
  return absolute.at(-1) ?? relative[0];
}

/** The file that a child's locators lead to. */
export function findParent(child: VirtualDisk, context: DiskContext): string {
  const { relative, absolute } = namedPaths(child);
  const folder = nodePath.dirname(nodePath.resolve(child.path));
  const tried: string[] = [];
  const candidates = [
    ...relative.map((text) => nodePath.join(folder, text.replaceAll('\\', '/'))),
    ...absolute.flatMap((text) => {
      const plain = text.replace(/^\\\\\?\\/, '');
      const mapped = context.fromWindowsPath?.(plain);
      return mapped !== undefined ? [mapped] : plain.startsWith('/') ? [plain] : [];
    }),
  ];
  for (const candidate of candidates) {
    const found = existing(candidate, context);
    if (found !== undefined) return found;
    tried.push(candidate);
  }
  const names = tried.length > 0 ? tried : [...relative, ...absolute];
  throw new VhdError('parent-not-found', names.join(', '), child.path);
}

/** The file, or the one whose name differs in upper and lower case only, as Windows would find it. */
function existing(path: string, context: DiskContext): string | undefined {
  if (context.files.exists(path)) return path;
  const folder = nodePath.dirname(path);
  const wanted = nodePath.basename(path).toLowerCase();
  const name = context.files.list(folder).find((entry) => entry.toLowerCase() === wanted);
  return name === undefined ? undefined : nodePath.join(folder, name);
}

/** The texts that name `parent` in a new child at `child`: relative with backslashes, and absolute. */
export function parentTexts(child: string, parent: string, context: DiskContext) {
  const from = nodePath.dirname(nodePath.resolve(child));
  const path = nodePath.relative(from, nodePath.resolve(parent)).replaceAll('/', '\\');
  const absolute = nodePath.resolve(parent);
  return {
    relative: path.startsWith('..') ? path : `.\\${path}`,
    absolute: context.toWindowsPath?.(absolute) ?? absolute,
  };
}

/** The disk and its ancestors, from the disk itself up. */
export function chainOf(disk: VirtualDisk): VirtualDisk[] {
  const chain = [disk];
  for (let next = disk.parent; next; next = next.parent) chain.push(next);
  return chain;
}

/** Making new disks of every format, as New-VHD does. */
import { openDisk, parentTexts } from './chain.ts';
import type { DiskContext, DiskFormat, DiskType, VirtualDisk } from './disk.ts';
import { about, ensure, VhdError } from './errors.ts';
import { checkVhdSpec, createVhd, type VhdSpec } from './vhd/create.ts';
import { DEFAULT_BLOCK_SIZE as VHD_BLOCK } from './vhd/format.ts';
import { checkVhdxSpec, createVhdx, type VhdxSpec } from './vhdx/create.ts';
import * as X from './vhdx/format.ts';
import { newLocator } from './vhdx/locator.ts';

/** What the new disk is to be; what is left out is as Hyper-V has it. */
export interface NewDisk {
  /** By the extension of the path when left out. */
  readonly format?: DiskFormat;
  /** Dynamic, or differencing when there is a parent. */
  readonly type?: DiskType;
  /** Left out for differencing disks: as the parent. */
  readonly size?: number;
  /** VHDX: 1 to 256 MB, powers of two; VHD: 512 KB or 2 MB. */
  readonly blockSize?: number;
  /** 512 or 4096; VHD 512 only. */
  readonly logicalSectorSize?: number;
  readonly physicalSectorSize?: number;
  /** Fixed disks: the content starts at a multiple of this in the file (whole megabytes; VHD: at its start anyway). */
  readonly dataAlignment?: number;
  readonly parentPath?: string;
  /** Without it a new one; a child has its parent's (VHDX). */
  readonly identifier?: string;
  /** False: the caller is going to write every block of a fixed disk itself. */
  readonly allocate?: boolean;
}

/** The format that a name stands for: `.vhd` and `.avhd`, `.vhdx` and `.avhdx`, `.raw` and `.img`. */
export function formatOf(path: string): DiskFormat | undefined {
  const extension = /\.(a?vhdx?|raw|img)$/i.exec(path)?.[1]?.toLowerCase();
  if (extension === undefined) return undefined;
  return extension.endsWith('vhdx') ? 'vhdx' : extension.endsWith('vhd') ? 'vhd' : 'raw';
}

/**
 * Makes a disk. Nothing is left behind when it fails; after a crash there is no file that opens as a disk, or a whole one.
 */
export function createDisk(path: string, spec: NewDisk, context: DiskContext): void {
  const format = spec.format ?? formatOf(path);
  if (format === undefined) throw new VhdError('unknown-format', undefined, path);
  const parent = spec.parentPath === undefined ? undefined : openDisk(spec.parentPath, context);
  try {
    about(path, () => write(path, format, spec, parent, context));
  } finally {
    parent?.close();
  }
}

function write(path: string, format: DiskFormat, spec: NewDisk, parent: VirtualDisk | undefined, context: DiskContext) {
  const type = spec.type ?? (parent ? 'differencing' : 'dynamic');
  ensure(
    (type === 'differencing') === (parent !== undefined),
    'argument-invalid',
    'A differencing disk needs a parent.',
  );
  const size = spec.size ?? parent?.size;
  ensure(size !== undefined, 'size-invalid', 'None is given.');
  if (parent) {
    ensure(parent.format === format, 'parent-format', parent.path);
    ensure(size >= parent.size && (format === 'vhdx' || size === parent.size), 'parent-size', `${size} bytes.`);
  }
  const identifier = spec.identifier ?? (format === 'vhdx' ? parent?.identifier : undefined) ?? context.stamp.guid();
  const texts = parent && parentTexts(path, parent.path, context);
  const fill = spec.allocate ?? true;
  if (format === 'raw') {
    ensure(type !== 'differencing' && size % 512 === 0, 'size-invalid', `${size} bytes.`);
    inNewFile(path, context, (file) => (type === 'fixed' && fill ? file.allocate(0, size) : file.truncate(size)));
  } else if (format === 'vhd') {
    const sectors = [spec.logicalSectorSize ?? 512, spec.physicalSectorSize ?? 512];
    ensure(
      sectors.every((sector) => sector === 512),
      'sector-size-invalid',
      'VHD has sectors of 512 bytes.',
    );
    const above = parent && texts && { identifier: parent.identifier as string, ...texts };
    const vhd: VhdSpec = { type, size, blockSize: spec.blockSize || VHD_BLOCK, identifier, parent: above };
    checkVhdSpec(vhd);
    inNewFile(path, context, (file) => createVhd(file, vhd, context.stamp, fill));
  } else {
    const logicalSectorSize = spec.logicalSectorSize ?? parent?.logicalSectorSize ?? 512;
    if (parent) ensure(logicalSectorSize === parent.logicalSectorSize, 'parent-sector', `${logicalSectorSize} bytes.`);
    const vhdx: VhdxSpec = {
      type,
      size,
      blockSize: spec.blockSize || X.DEFAULT_BLOCK_SIZE[type],
      logicalSectorSize,
      physicalSectorSize: spec.physicalSectorSize ?? X.DEFAULT_PHYSICAL_SECTOR,
      identifier,
      dataAlignment: spec.dataAlignment || undefined,
      locator: parent && texts && newLocator(parent.linkage as string, texts.relative, texts.absolute),
    };
    checkVhdxSpec(vhdx);
    inNewFile(path, context, (file) => createVhdx(file, vhdx, context.stamp, fill));
  }
}

/** Length of a 3.5-inch disk: 80 tracks, 2 sides, 18 sectors of 512 bytes. */
export const FLOPPY_SIZE = 1_474_560;

/** Makes an empty virtual floppy disk: sectors and nothing else. Its name ends in `.vfd`. */
export function createFloppy(path: string, context: DiskContext): void {
  if (!/\.vfd$/i.test(path)) throw new VhdError('unknown-format', undefined, path);
  inNewFile(path, context, (file) => {
    file.allocate(0, FLOPPY_SIZE);
    file.flush();
  });
}

function inNewFile(path: string, context: DiskContext, work: (file: ReturnType<DiskContext['files']['open']>) => void) {
  const file = context.files.open(path, 'create');
  let done = false;
  try {
    work(file);
    done = true;
  } finally {
    file.close();
    if (!done) context.files.remove(path);
  }
}

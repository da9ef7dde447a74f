/** Making a VHD file as Windows 8 and later do: data of blocks on 4 KB boundaries. */
import { type Guid, roundUp } from '../bytes.ts';
import type { DiskType, Stamp } from '../disk.ts';
import { ensure } from '../errors.ts';
import type { DiskFile } from '../file.ts';
import { checkVhdSize } from './fixed.ts';
import { encodeFooter, newFooter } from './footer.ts';
import * as F from './format.ts';
import { encodeDynamicHeader, plainHeader } from './header.ts';
import { newLocators } from './locator.ts';

/** The parent of a new differencing disk. */
export interface VhdParent {
  readonly identifier: Guid;
  /** As the locators name it. */
  readonly absolute: string;
  readonly relative: string | undefined;
}

export interface VhdSpec {
  readonly type: DiskType;
  readonly size: number;
  readonly blockSize: number;
  readonly identifier: Guid;
  readonly parent?: VhdParent | undefined;
}

/** The first place from `from` on where a bitmap of this length has its data on a 4 KB boundary. */
export const nextAligned = (from: number, bitmap: number): number => roundUp(from + bitmap, F.ALIGNMENT) - bitmap;

export function checkVhdSpec(spec: VhdSpec): void {
  checkVhdSize(spec.size);
  const block = spec.type === 'fixed' || F.BLOCK_SIZES.includes(spec.blockSize);
  ensure(block, 'block-size-invalid', `${spec.blockSize} bytes.`);
}

/**
 * Writes a whole new disk into an empty file, what makes it a disk (the footers) last. `allocate` fills a fixed disk with
 * zeros; without it the caller writes the content before the file is closed.
 */
export function createVhd(file: DiskFile, spec: VhdSpec, stamp: Stamp, allocate = true): void {
  checkVhdSpec(spec);
  const type = { fixed: F.TYPE_FIXED, dynamic: F.TYPE_DYNAMIC, differencing: F.TYPE_DIFFERENCING }[spec.type];
  const footer = encodeFooter(newFooter(type, spec.size, spec.identifier, stamp.unixSeconds()));
  if (spec.type === 'fixed') {
    if (allocate) file.allocate(0, spec.size);
    file.flush();
    file.write(footer, spec.size);
    file.flush();
    return;
  }
  const entries = Math.ceil(spec.size / spec.blockSize);
  const tableOffset = spec.parent ? F.NEW_DIFFERENCING.bat : F.NEW_BAT_OFFSET;
  const tableEnd = tableOffset + roundUp(entries * F.BAT_ENTRY_SIZE, F.SECTOR);
  let end = tableEnd;
  let header = plainHeader(tableOffset, entries, spec.blockSize);
  if (spec.parent) {
    const { identifier, absolute, relative } = spec.parent;
    const locators = newLocators(relative, absolute, tableEnd);
    header = { ...header, parentIdentifier: identifier, parentName: absolute, locators: locators.entries };
    for (const { offset, bytes } of locators.writes) file.write(bytes, offset);
    end = locators.end;
  }
  writeTable(file, tableOffset, tableEnd);
  file.write(encodeDynamicHeader(header), F.HEADER_OFFSET);
  const bitmap = roundUp(spec.blockSize / F.SECTOR / 8, F.SECTOR);
  const footerAt = roundUp(end, F.ALIGNMENT) + F.ALIGNMENT - bitmap;
  file.write(Buffer.alloc(F.FOOTER_SIZE), footerAt);
  file.flush();
  file.write(footer, 0);
  file.write(footer, footerAt);
  file.flush();
}

function writeTable(file: DiskFile, from: number, to: number): void {
  const empty = Buffer.alloc(Math.min(to - from, 128 * 1024), 0xff);
  for (let at = from; at < to; at += empty.length) file.write(empty.subarray(0, to - at), at);
}

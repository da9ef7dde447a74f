/** What every virtual disk can do, whatever its format, and what is known about it. All sizes and offsets are bytes. */
import type { Guid } from './bytes.ts';
import { VhdError } from './errors.ts';
import type { DiskFile, Files } from './file.ts';

/** The formats. `raw` is an image without any structure: file and disk are the same. */
export type DiskFormat = 'vhd' | 'vhdx' | 'raw';

/** How a disk's blocks are stored. */
export type DiskType = 'fixed' | 'dynamic' | 'differencing';

/** What this library may not take from the machine: identifiers, time, and the name it signs new files with. */
export interface Stamp {
  /** A new version-4 GUID. */
  guid(): Guid;
  /** Now, in seconds since 1970. */
  unixSeconds(): number;
  /** Text in the creator field of a new VHDX file. */
  readonly creator: string;
}

/** Where files and identifiers come from, and how Windows paths in parent locators become paths here. */
export interface DiskContext {
  readonly files: Files;
  readonly stamp: Stamp;
  /** The path here of an absolute Windows path (`C:\VMs\a.vhdx`); undefined when it has none. */
  readonly fromWindowsPath?: (path: string) => string | undefined;
  /** The Windows path that a parent locator should name for a path here; by default the path itself. */
  readonly toWindowsPath?: (path: string) => string;
}

/** One piece of the disk and where its content is. */
export interface Extent {
  readonly length: number;
  /** `data`: in the file, at `position`; `zero`: reads as zeros; `parent`: as the parent has it. */
  readonly kind: 'data' | 'zero' | 'parent';
  /** Place in the disk's own file (`data` only, else 0). */
  readonly position: number;
}

/** An extent after looking through the whole chain: in `file` at `position`, or zeros when `file` is undefined. */
export interface Resolved {
  readonly length: number;
  readonly file: DiskFile | undefined;
  readonly position: number;
}

/** How an open disk treats crashes. */
export type Durability =
  /** After every crash the file opens with the state of the last flush, or a later one. */
  | 'safe'
  /** Nothing is promised until `close`: for files that are being made. */
  | 'none';

/** An open virtual disk. Everything is synchronous; a failure is a {@link VhdError}. */
export interface VirtualDisk {
  readonly path: string;
  readonly format: DiskFormat;
  readonly type: DiskType;
  readonly writable: boolean;
  /** Size of the disk as the machine using it sees it. */
  readonly size: number;
  readonly logicalSectorSize: number;
  readonly physicalSectorSize: number;
  /** Size of a block, or 0 where there are none (fixed VHD, raw). */
  readonly blockSize: number;
  /** Get-VHD's DiskIdentifier in lower case; undefined for raw images. */
  readonly identifier: Guid | undefined;
  /** What a child of this disk remembers to know it again: the DataWriteGuid of a VHDX, the identifier of a VHD. */
  readonly linkage: Guid | undefined;
  /** The parent of a differencing disk, once the chain is open. */
  parent: VirtualDisk | undefined;
  /** The file itself. */
  readonly file: DiskFile;

  /** Where the content at `offset` is in this file: one piece of at most `length` bytes. */
  extentAt(offset: number, length: number): Extent;
  /** Fills `buffer` from `offset` on, through the chain. Any range inside the disk. */
  read(buffer: Uint8Array, offset: number): void;
  /** Writes whole logical sectors. */
  write(buffer: Uint8Array, offset: number): void;
  /** Makes whole sectors read as zeros, without taking space where possible. */
  zero(offset: number, length: number): void;
  /** The content of these sectors is no longer needed. Afterwards they may read as zeros or as before. */
  trim(offset: number, length: number): void;
  /** Everything written so far survives a crash. */
  flush(): void;
  /** Changes the size of the disk. Shrinking cuts whatever is there: look at the partitions first. */
  resize(size: number): void;
  /** Flushes, tidies up and closes the file and the chain above. Harmless when repeated. */
  close(): void;
}

/** Follows `parent` pieces up the chain. */
export function resolve(disk: VirtualDisk, offset: number, length: number): Resolved {
  let layer: VirtualDisk = disk;
  let rest = Math.min(length, disk.size - offset);
  for (;;) {
    const extent = layer.extentAt(offset, rest);
    if (extent.kind === 'data') return { length: extent.length, file: layer.file, position: extent.position };
    const above: VirtualDisk | undefined = extent.kind === 'parent' ? layer.parent : undefined;
    if (above === undefined || offset >= above.size) return { length: extent.length, file: undefined, position: 0 };
    rest = Math.min(extent.length, above.size - offset);
    layer = above;
  }
}

/** Fills `buffer` from `offset` on through the chain: what `VirtualDisk.read` does in every format. */
export function readThrough(disk: VirtualDisk, buffer: Uint8Array, offset: number): void {
  checkRange(disk, offset, buffer.length, 1);
  for (let done = 0; done < buffer.length; ) {
    const piece = resolve(disk, offset + done, buffer.length - done);
    const part = buffer.subarray(done, done + piece.length);
    if (piece.file === undefined) part.fill(0);
    else {
      const got = piece.file.read(part, piece.position);
      if (got < part.length) part.fill(0, got);
    }
    done += piece.length;
  }
}

/** A range must lie inside the disk and consist of whole units. */
export function checkRange(disk: VirtualDisk, offset: number, length: number, unit: number): void {
  if (offset >= 0 && length >= 0 && offset + length <= disk.size && offset % unit === 0 && length % unit === 0) return;
  throw new VhdError('range-invalid', `${length} bytes at ${offset}`, disk.path);
}

/** Only a disk opened for writing can be changed. */
export function checkWritable(disk: VirtualDisk): void {
  if (!disk.writable) throw new VhdError('read-only', undefined, disk.path);
}

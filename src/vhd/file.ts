/**
 * The only way from a disk image to bytes: a small synchronous file interface. `node-file.ts` has real files,
 * `memory-file.ts` files in memory with crash simulation.
 */
import type { DataRange } from './data-ranges.ts';

/** An open file. Positions and lengths are bytes. */
export interface DiskFile {
  readonly path: string;
  readonly writable: boolean;
  /** True for a block device of the machine. */
  readonly device?: boolean;
  /** Length now. */
  size(): number;
  /** Bytes of the medium that it takes, as far as they can be told; else its length. */
  stored(): number;
  /** Its parts with data, in order; what lies between them reads as zeros. Undefined where they cannot be told. */
  dataRanges(): readonly DataRange[] | undefined;
  /** Fills `buffer` from `position` on; returns how much there was (less only at the end of the file). */
  read(buffer: Uint8Array, position: number): number;
  /** Writes all of `buffer`; behind the end the file grows, and the gap reads as zeros. */
  write(buffer: Uint8Array, position: number): void;
  /** Cuts or extends (with zeros, without taking space where the file system can). */
  truncate(size: number): void;
  /** Makes a range read as zeros, with its space really taken. */
  allocate(position: number, length: number): void;
  /** Takes the space of a range that was never written, without writing it; false when that is not possible here. */
  reserve(position: number, length: number): boolean;
  /** Returns when everything written is on the medium. */
  flush(): void;
  close(): void;
}

/** How a file is opened. `create` fails when it exists. */
export type OpenMode = 'read' | 'write' | 'create';

/** Where files come from. */
export interface Files {
  open(path: string, mode: OpenMode): DiskFile;
  exists(path: string): boolean;
  remove(path: string): void;
  /** Moves a file over `to`, which is replaced if it exists. */
  rename(from: string, to: string): void;
  /** Names in a folder; none when there is no such folder. */
  list(folder: string): string[];
  /** One name for one file, whatever way leads to it. */
  real(path: string): string;
}

/** Reads exactly `length` bytes; what lies behind the end of the file is zero. */
export function readExactly(file: DiskFile, position: number, length: number): Buffer {
  const buffer = Buffer.alloc(length);
  file.read(buffer, position);
  return buffer;
}

/** Fills `buffer`; what lies behind the end of the file is zero. */
export function readPadded(file: DiskFile, buffer: Uint8Array, position: number): void {
  const got = file.read(buffer, position);
  if (got < buffer.length) buffer.fill(0, got);
}

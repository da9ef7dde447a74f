/** What the tests of this room share: a context in memory, contents that can be told apart, a model of a disk. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { DiskContext, Stamp, VirtualDisk } from '../../src/vhd/disk.ts';
import type { Files } from '../../src/vhd/file.ts';
import { MemoryFiles } from '../../src/vhd/memory-file.ts';

/** Identifiers in order, one moment in time. */
export function countingStamp(): Stamp {
  let n = 0;
  return {
    guid: () => `0a0b0c0d-1111-4222-8333-${(++n).toString(16).padStart(12, '0')}`,
    unixSeconds: () => 1_700_000_000,
    creator: 'hyperv test',
  };
}

export const contextWith = <F extends Files>(files: F): DiskContext & { files: F } => ({
  files,
  stamp: countingStamp(),
});

export const inMemory = (): DiskContext & { files: MemoryFiles } => contextWith(new MemoryFiles());

/** Bytes that depend on seed and position, none of them zero. */
export function pattern(length: number, seed: number): Buffer {
  const words = new Uint32Array(Math.ceil(length / 4));
  let state = (seed * 2654435761 + 12345) >>> 0;
  for (let i = 0; i < words.length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    words[i] = state | 0x01010101;
  }
  return Buffer.from(words.buffer, 0, length);
}

/** A small generator of numbers for tests, from 0 to below `limit`. */
export function numbers(seed: number): (limit: number) => number {
  let state = (seed ^ 0x9e3779b9) >>> 0;
  return (limit) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state % limit;
  };
}

export function readAll(disk: VirtualDisk, from = 0, to = disk.size): Buffer {
  const bytes = Buffer.alloc(to - from);
  disk.read(bytes, from);
  return bytes;
}

/** SHA-256 of the whole disk. */
export function hashOf(disk: VirtualDisk): string {
  const hash = createHash('sha256');
  const buffer = Buffer.alloc(1024 * 1024);
  for (let at = 0; at < disk.size; at += buffer.length) {
    const part = buffer.subarray(0, Math.min(buffer.length, disk.size - at));
    disk.read(part, at);
    hash.update(part);
  }
  return hash.digest('hex');
}

/** A file of `test/fixtures/vhd`, unpacked. */
export function fixture(name: string): Buffer {
  return gunzipSync(readFileSync(new URL(`../fixtures/vhd/${name}.gz`, import.meta.url)));
}

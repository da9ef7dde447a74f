/**
 * Damaged files: whatever stands in them, everything either works or ends with one of this library's named faults; no buffer is
 * larger than the file explains. `HYPERV_FUZZ=5000` for more rounds per file, `HYPERV_FUZZ_SEED` for other ones.
 */
import { expect, test } from '@jest/globals';
import { MB } from '../../src/vhd/bytes.ts';
import { checkDisk } from '../../src/vhd/check.ts';
import { compactDisk } from '../../src/vhd/compact.ts';
import { VhdError } from '../../src/vhd/errors.ts';
import { createDisk, type DiskContext, openDisk, readFacts } from '../../src/vhd/index.ts';
import { MemoryFiles } from '../../src/vhd/memory-file.ts';
import { finish } from '../../src/vhd/work.ts';
import { damaged } from './mutate.ts';
import { contextWith, fixture, inMemory, numbers, pattern } from './support.ts';

const rounds = Number(process.env['HYPERV_FUZZ'] ?? 150);
const firstSeed = Number(process.env['HYPERV_FUZZ_SEED'] ?? 1);

/** No read may ask for a buffer beyond this: tables are bounded by the file, everything else by a megabyte. */
class WatchedFiles extends MemoryFiles {
  override open(path: string, mode: 'read' | 'write' | 'create') {
    const file = super.open(path, mode);
    const original = file.size();
    return {
      ...file,
      read(buffer: Uint8Array, position: number) {
        if (buffer.length > Math.max(original, 2 * MB)) throw new Error(`A buffer of ${buffer.length} bytes.`);
        return file.read(buffer, position);
      },
    };
  }
}

/** What is tried on every damaged file. */
const attempts: readonly ((path: string, context: DiskContext) => void)[] = [
  (path, context) => readFacts(path, context),
  (path, context) => finish(checkDisk(path, context)),
  (path, context) => {
    const disk = openDisk(path, context);
    try {
      const bytes = Buffer.alloc(64 * 1024);
      for (let i = 0; i < 16; i++) {
        const at = Math.floor(((disk.size - 1) * i) / 16 / 512) * 512;
        disk.read(bytes.subarray(0, Math.min(bytes.length, disk.size - at)), at);
      }
    } finally {
      disk.close();
    }
  },
  (path, context) => {
    const disk = openDisk(path, context, { write: true });
    try {
      const at = Math.floor(disk.size / 2 / 4096) * 4096;
      disk.write(pattern(4096, 1).subarray(0, Math.min(4096, disk.size - at)), at);
      disk.flush();
      disk.resize(Math.ceil(disk.size / MB) * MB + 64 * MB);
    } finally {
      disk.close();
    }
  },
  (path, context) => finish(compactDisk(path, { freeSpace: true }, context)),
];

function originals(): [name: string, format: 'vhd' | 'vhdx', bytes: Buffer, files: Record<string, Buffer>][] {
  const world = inMemory();
  const whole = (path: string) => {
    const file = world.files.open(path, 'read');
    const bytes = Buffer.alloc(file.size());
    file.read(bytes, 0);
    return bytes;
  };
  for (const ext of ['vhd', 'vhdx']) {
    createDisk(`/d/a.${ext}`, { size: 4 * MB, blockSize: ext === 'vhd' ? MB / 2 : MB }, world);
    createDisk(`/d/b.${ext}`, { parentPath: `/d/a.${ext}`, blockSize: ext === 'vhd' ? MB / 2 : MB }, world);
    const disk = openDisk(`/d/b.${ext}`, world, { write: true });
    disk.write(pattern(8192, 1), MB - 4096);
    disk.close();
  }
  // A log that waits for its replay: stopped before the last steps of a write.
  world.files.checkpoint();
  const disk = openDisk('/d/b.vhdx', world, { write: true });
  disk.write(pattern(4096, 2), 3 * MB);
  disk.flush();
  const left = world.files.afterCrash(world.files.journal.length, () => 'nothing').open('/d/b.vhdx', 'read');
  const dirty = Buffer.alloc(left.size());
  left.read(dirty, 0);
  const parents = { '/d/a.vhd': whole('/d/a.vhd'), '/d/a.vhdx': whole('/d/a.vhdx') };
  return [
    ['dynamic VHD', 'vhd', fixture('syn-dyn.vhd'), {}],
    ['dynamic VHDX', 'vhdx', fixture('syn-dyn.vhdx'), {}],
    ['differencing VHD', 'vhd', whole('/d/b.vhd'), parents],
    ['differencing VHDX with a log', 'vhdx', dirty, parents],
  ];
}

test.each(originals())('damaged %s', (_name, format, original, others) => {
  const faults = new Set<string>();
  for (let round = 0; round < rounds; round++) {
    const seed = firstSeed * 1_000_003 + round;
    const bytes = damaged(original, format, numbers(seed));
    for (const [i, attempt] of attempts.entries()) {
      const files = new WatchedFiles();
      for (const [path, content] of Object.entries(others)) files.put(path, content);
      files.put(`/d/x.${format}`, bytes);
      try {
        attempt(`/d/x.${format}`, contextWith(files));
      } catch (error) {
        if (!(error instanceof VhdError)) throw new Error(`Seed ${seed}, attempt ${i}`, { cause: error });
        faults.add(error.fault);
      }
    }
  }
  expect(faults.size).toBeGreaterThanOrEqual(5);
});

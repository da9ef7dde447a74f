/** Numbers of the specifications, and lengths of files that Windows made. */
import { describe, expect, test } from '@jest/globals';
import { guidBytes, readGuid } from '../../src/vhd/bytes.ts';
import { crc32c } from '../../src/vhd/crc32c.ts';
import {
  CAUSES,
  createDisk,
  type DiskContext,
  GB,
  KB,
  MB,
  type NewDisk,
  openDisk,
  readFacts,
  resizeDisk,
  TB,
  VhdError,
} from '../../src/vhd/index.ts';
import { geometryOf } from '../../src/vhd/vhd/geometry.ts';
import { batRegionLength, batShape } from '../../src/vhd/vhdx/bat.ts';
import { inMemory, pattern, readAll } from './support.ts';

test.each([
  [3 * MB, 90, 4, 17],
  [10 * MB, 301, 4, 17],
  [40 * MB, 963, 5, 17],
  [200 * MB, 825, 16, 31],
  [GB, 2080, 16, 63],
  [136365211648, 65278, 16, 255],
  [2040 * GB, 65535, 16, 255],
])('geometry of %i bytes', (size, cylinders, heads, sectors) => {
  expect(geometryOf(size)).toEqual({ cylinders, heads, sectors });
});

test.each([
  [10 * GB, 32 * MB, 512, false, 322, MB],
  [256 * GB, MB, 512, false, 262207, 3 * MB],
  [64 * TB, 32 * MB, 512, false, 2113535, 17 * MB],
  [64 * TB, MB, 512, false, 67125247, 513 * MB],
  [16 * MB, 2 * MB, 512, true, 2049, MB],
])('table of %i bytes in blocks of %i', (size, block, sector, hasParent, entries, region) => {
  expect(batShape(size, block, sector, hasParent).entries).toBe(entries);
  expect(batRegionLength(entries)).toBe(region);
});

const lengthOf = (path: string, spec: NewDisk, context: DiskContext = inMemory()) => {
  createDisk(path, spec, context);
  return readFacts(path, context).fileSize;
};

test.each<[string, NewDisk, number]>([
  ['/a.vhd', { size: 40 * MB }, 8192],
  ['/a.vhd', { size: GB }, 8192],
  ['/a.vhd', { size: 136365211648 }, 266240],
  ['/a.vhd', { size: 10 * MB, type: 'fixed' }, 10 * MB + 512],
  ['/a.vhdx', { size: 32 * GB }, 4 * MB],
  ['/a.vhdx', { size: 256 * GB, blockSize: MB }, 6 * MB],
  ['/a.vhdx', { size: 10 * MB, type: 'fixed' }, 14 * MB],
])('length of %s %j', (path, spec, length) => {
  expect(lengthOf(path, spec)).toBe(length);
});

test('length of children', () => {
  const context = inMemory();
  createDisk('/win8.vhd', { size: 40 * MB }, context);
  expect(lengthOf('/c.vhd', { parentPath: '/win8.vhd' }, context)).toBe(81920);
  createDisk('/p.vhdx', { size: GB }, context);
  expect(lengthOf('/c.vhdx', { parentPath: '/p.vhdx' }, context)).toBe(4 * MB);
});

test('CRC-32C and GUIDs', () => {
  expect(crc32c(Buffer.from('123456789'))).toBe(0xe3069283);
  // RFC 3720, B.4: 32 bytes of zeros, of ones.
  expect(crc32c(Buffer.alloc(32))).toBe(0x8a9136aa);
  expect(crc32c(Buffer.alloc(32, 0xff))).toBe(0x62a8ab43);
  for (const zeros of [1, 3, 4095, 4096, 70000]) {
    const padded = Buffer.concat([Buffer.from('abc'), Buffer.alloc(zeros)]);
    const bitwise = padded.reduce((c, byte) => {
      let next = c ^ byte;
      for (let k = 0; k < 8; k++) next = next & 1 ? (next >>> 1) ^ 0x82f63b78 : next >>> 1;
      return next >>> 0;
    }, 0xffffffff);
    expect(crc32c(padded)).toBe((bitwise ^ 0xffffffff) >>> 0);
  }
  expect(crc32c(Buffer.from([1, 2, 9, 9, 9, 9, 3, 4]), 2)).toBe(crc32c(Buffer.from([1, 2, 0, 0, 0, 0, 3, 4])));
  const guid = '2dc27766-f623-4200-9d64-115e9bfd4a08';
  expect(guidBytes(guid).toString('hex')).toBe('6677c22d23f600429d64115e9bfd4a08');
  expect(readGuid(guidBytes(guid), 0)).toBe(guid);
});

test('every cause has a code of its kind and a sentence', () => {
  for (const [name, { hresult, text }] of Object.entries(CAUSES)) {
    expect([name, hresult >>> 16]).toEqual([name, hresult >>> 16 === 0xc03a ? 0xc03a : 0x8007]);
    expect(text).toMatch(/^[A-Z].*\.$/);
  }
});

/** What cannot be made. */
describe('limits', () => {
  const made = (path: string, spec: NewDisk) => {
    try {
      createDisk(path, spec, inMemory());
      return undefined;
    } catch (error) {
      if (error instanceof VhdError) return error.fault;
      throw error;
    }
  };
  test.each<[string, NewDisk, string | undefined]>([
    ['/a.vhd', { size: 3 * MB }, undefined],
    ['/a.vhd', { size: 3 * MB - 512 }, 'size-invalid'],
    ['/a.vhd', { size: 2040 * GB }, undefined],
    ['/a.vhd', { size: 2040 * GB + 512 }, 'size-invalid'],
    ['/a.vhd', { size: 4 * MB + 1 }, 'size-invalid'],
    ['/a.vhd', { size: 4 * MB, blockSize: MB }, 'block-size-invalid'],
    ['/a.vhd', { size: 4 * MB, blockSize: 512 * KB }, undefined],
    ['/a.vhd', { size: 4 * MB, logicalSectorSize: 4096 }, 'sector-size-invalid'],
    ['/a.vhdx', { size: 64 * TB }, undefined],
    ['/a.vhdx', { size: 64 * TB + 512 }, 'size-invalid'],
    ['/a.vhdx', { size: 4 * MB + 512, logicalSectorSize: 4096 }, 'size-invalid'],
    ['/a.vhdx', { size: 4 * MB, logicalSectorSize: 4096, physicalSectorSize: 512 }, 'sector-size-invalid'],
    ['/a.vhdx', { size: 4 * MB, blockSize: 3 * MB }, 'block-size-invalid'],
    ['/a.vhdx', { size: 4 * MB, blockSize: 512 * MB }, 'block-size-invalid'],
    ['/a.iso', { size: 4 * MB }, 'unknown-format'],
    ['/a.vhdx', { size: 4 * MB, type: 'differencing' }, 'argument-invalid'],
  ])('%s %j: %s', (path, spec, fault) => {
    expect(made(path, spec)).toBe(fault);
  });
});

test('what appears when a disk grows is zeros, also where it was cut before', () => {
  const context = inMemory();
  for (const blockSize of [MB, 8 * MB]) {
    const path = `/${blockSize}.vhdx`;
    createDisk(path, { size: 8 * MB, blockSize }, context);
    const disk = openDisk(path, context, { write: true });
    disk.write(pattern(8 * MB, 1), 0);
    disk.resize(4 * MB + 512);
    disk.resize(9 * MB);
    expect(readAll(disk, 0, 4 * MB + 512).equals(pattern(8 * MB, 1).subarray(0, 4 * MB + 512))).toBe(true);
    expect(readAll(disk, 4 * MB + 512).every((byte) => byte === 0)).toBe(true);
    disk.close();
  }
});

test('shrinking follows the partitions', () => {
  const context = inMemory();
  createDisk('/a.vhdx', { size: 16 * MB }, context);
  const fault = (size: number | 'minimum') => {
    try {
      resizeDisk('/a.vhdx', size, context);
      return undefined;
    } catch (error) {
      return error instanceof VhdError ? error.fault : error;
    }
  };
  expect(fault('minimum')).toBe('minimum-unknown');
  const mbr = Buffer.alloc(512);
  mbr[450] = 0x83;
  mbr.writeUInt32LE(2048, 454);
  mbr.writeUInt32LE(8192, 458);
  mbr.writeUInt16LE(0xaa55, 510);
  const disk = openDisk('/a.vhdx', context, { write: true });
  disk.write(mbr, 0);
  disk.close();
  expect(readFacts('/a.vhdx', context).minimumSize).toBe(5 * MB);
  expect(fault(4 * MB)).toBe('would-truncate');
  expect(fault('minimum')).toBe(undefined);
  expect(readFacts('/a.vhdx', context).size).toBe(5 * MB);
  expect(fault('minimum')).toBe('at-minimum');
});

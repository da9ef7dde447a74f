/**
 * Files as other programs and other times wrote them, made from ours by changing what they do differently: old footers, tables
 * in odd places, logs of several entries, copies that are broken, things that are unknown.
 */
import { describe, expect, test } from '@jest/globals';
import { guidBytes, KB, MB, toUtf16BE, writeGuid, writeU64BE, writeU64LE } from '../../src/vhd/bytes.ts';
import { crc32c } from '../../src/vhd/crc32c.ts';
import {
  checkDisk,
  compactDisk,
  createDisk,
  factsOf,
  finish,
  type NewDisk,
  openDisk,
  resizeDisk,
  VhdError,
} from '../../src/vhd/index.ts';
import { checksum } from '../../src/vhd/vhd/footer.ts';
import { inMemory, pattern, readAll } from './support.ts';

type Context = ReturnType<typeof inMemory>;
const SIZE = 5 * MB;

/** A disk with some data, as bytes of its file. */
function made(path: string, spec: Partial<NewDisk> = {}): { context: Context; bytes: Buffer; content: Buffer } {
  const context = inMemory();
  createDisk(path, { size: SIZE, ...(path.endsWith('x') && { blockSize: MB }), ...spec }, context);
  const disk = openDisk(path, context, { write: true });
  disk.write(pattern(64 * KB, 1), 0);
  disk.write(pattern(64 * KB, 2), 3 * MB);
  const content = readAll(disk);
  disk.close();
  return { context, bytes: fileOf(context, path), content };
}

function fileOf(context: Context, path: string): Buffer {
  const file = context.files.open(path, 'read');
  const bytes = Buffer.alloc(file.size());
  file.read(bytes, 0);
  return bytes;
}

function expectContent(context: Context, path: string, content: Buffer): void {
  const disk = openDisk(path, context);
  expect(readAll(disk).equals(content)).toBe(true);
  disk.close();
}

function faultOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof VhdError) return error.fault;
    throw error;
  }
  return 'none';
}

/** Reads, grows, and reads again: whatever is odd about a file must not break when it is changed. */
function expectSound(context: Context, path: string, content: Buffer): void {
  expectContent(context, path, content);
  const disk = openDisk(path, context, { write: true });
  disk.write(pattern(4 * KB, 9), 2 * MB);
  disk.close();
  const changed = Buffer.from(content);
  pattern(4 * KB, 9).copy(changed, 2 * MB);
  resizeDisk(path, 6 * MB, context);
  expectContent(context, path, Buffer.concat([changed, Buffer.alloc(MB)]));
  expect(finish(checkDisk(path, context)).findings.filter((finding) => !finding.harmless)).toEqual([]);
}

describe('VHD', () => {
  const sealed = (bytes: Buffer, at: number) => {
    bytes.writeUInt32BE(checksum(bytes.subarray(at, at + 512), 64), at + 64);
  };
  /** Changes both footers. */
  const footers = (bytes: Buffer, change: (footer: Buffer) => void) => {
    for (const at of bytes.toString('latin1', 0, 8) === 'conectix' ? [0, bytes.length - 512] : [bytes.length - 512]) {
      change(bytes.subarray(at, at + 512));
      sealed(bytes, at);
    }
  };
  const header = (bytes: Buffer, at: number, change: (header: Buffer) => void) => {
    const part = bytes.subarray(at, at + KB);
    change(part);
    part.writeUInt32BE(checksum(part, 36), 36);
  };

  test.each(['fixed', 'dynamic'] as const)('a footer of 511 bytes, as before Virtual PC 2004 SP1: %s', (type) => {
    const { context, bytes, content } = made('/a.vhd', { type });
    context.files.put('/a.vhd', bytes.subarray(0, bytes.length - 1));
    expectSound(context, '/a.vhd', content);
  });

  const creators: [string, (footer: Buffer) => void][] = [
    [
      'disk2vhd: the largest geometry',
      (f) => {
        f.write('d2v\0', 28);
        f.fill(0xff, 56, 58);
        f.fill(16, 58, 59);
        f.fill(0xff, 59, 60);
      },
    ],
    ['no geometry at all', (f) => void f.fill(0, 56, 60)],
    [
      'XenServer: no host system',
      (f) => {
        f.write('tap\0', 28);
        f.fill(0, 36, 40);
      },
    ],
    [
      'qemu: a geometry of less than its size',
      (f) => {
        f.write('qemu', 28);
        f.writeUInt16BE(1, 56);
      },
    ],
    [
      'a Macintosh',
      (f) => {
        f.write('vpc ', 28);
        f.write('Mac ', 36);
      },
    ],
    ['a temporary disk', (f) => void f.writeUInt32BE(3, 8)],
    ['features left out', (f) => void f.writeUInt32BE(0, 8)],
    ['an original size of another time', (f) => void writeU64BE(f, 3 * MB, 40)],
  ];
  test.each(creators)('%s', (_name, change) => {
    for (const type of ['fixed', 'dynamic'] as const) {
      const { context, bytes, content } = made('/a.vhd', { type });
      footers(bytes, change);
      context.files.put('/a.vhd', bytes);
      expectSound(context, '/a.vhd', content);
    }
  });

  test('the header, the table and the blocks stand elsewhere', () => {
    const { context, bytes, content } = made('/a.vhd');
    // Everything moves by 64 KB behind the copy of the footer; the table has twice the entries.
    const shift = 64 * KB;
    const moved = Buffer.concat([bytes.subarray(0, 512), Buffer.alloc(shift, 0xee), bytes.subarray(512)]);
    const entries = bytes.readUInt32BE(512 + 28);
    const table = 512 + shift + KB;
    for (let i = 0; i < entries; i++) {
      const sector = moved.readUInt32BE(table + 4 * i);
      if (sector !== 0xffffffff) moved.writeUInt32BE(sector + shift / 512, table + 4 * i);
    }
    footers(moved, (footer) => writeU64BE(footer, 512 + shift, 16));
    header(moved, 512 + shift, (part) => {
      writeU64BE(part, table, 16);
      part.writeUInt32BE(2 * entries, 28);
    });
    context.files.put('/a.vhd', moved);
    expectSound(context, '/a.vhd', content);
  });

  test('unaligned blocks, as before Windows 8: VirtualBox, Virtual PC', () => {
    const { context, bytes, content } = made('/a.vhd', { blockSize: 512 * KB });
    // Blocks one behind the other, the first directly behind the table.
    const entries = bytes.readUInt32BE(512 + 28);
    const parts: Buffer[] = [bytes.subarray(0, 2048)];
    let at = 2048;
    for (let i = 0; i < entries; i++) {
      const start = bytes.readUInt32BE(1536 + 4 * i) * 512;
      if (start === 0xffffffff * 512) continue;
      parts.push(bytes.subarray(start, start + 512 + 512 * KB));
      (parts[0] as Buffer).writeUInt32BE(at / 512, 1536 + 4 * i);
      at += 512 + 512 * KB;
    }
    context.files.put('/a.vhd', Buffer.concat([...parts, bytes.subarray(0, 512)]));
    const disk = openDisk('/a.vhd', context);
    expect(factsOf(disk, context).alignment).toBe(0);
    disk.close();
    expectSound(context, '/a.vhd', content);
  });

  test.each([
    ['saved with a machine', (f: Buffer) => void f.writeUInt8(1, 84), 'none', 'saved-state'],
    ['of type 1', (f: Buffer) => void f.writeUInt32BE(1, 60), 'footer-corrupt', 'footer-corrupt'],
    ['of type 6', (f: Buffer) => void f.writeUInt32BE(6, 60), 'footer-corrupt', 'footer-corrupt'],
    ['of version 2', (f: Buffer) => void f.writeUInt32BE(0x20000, 12), 'footer-version', 'footer-version'],
    ['without a size', (f: Buffer) => void writeU64BE(f, 0, 48), 'footer-corrupt', 'footer-corrupt'],
  ])('a disk %s', (_name, change, read, write) => {
    const { context, bytes } = made('/a.vhd');
    footers(bytes, change);
    context.files.put('/a.vhd', bytes);
    expect(faultOf(() => openDisk('/a.vhd', context).close())).toBe(read);
    expect(faultOf(() => openDisk('/a.vhd', context, { write: true }).close())).toBe(write);
  });

  test.each([
    ['a name in the header only', undefined],
    ['a Macintosh URL', ['MacX', Buffer.from('file://localhost/base%20disk.vhd')]],
    ['an old absolute path', ['Wi2k', Buffer.from('/base disk.vhd')]],
    ['an old relative path', ['Wi2r', Buffer.from('.\\base disk.vhd')]],
    ['a path of other letters', ['W2ru', Buffer.from('.\\BASE Disk.VHD', 'utf16le')]],
  ] as [string, [string, Buffer] | undefined][])('a parent by %s', (_name, locator) => {
    const { context, content } = made('/base disk.vhd');
    createDisk('/child.vhd', { parentPath: '/base disk.vhd' }, context);
    const bytes = fileOf(context, '/child.vhd');
    header(bytes, 512, (part) => {
      const spare = bytes.subarray(4096, 8192);
      part.fill(0, 576, 768);
      if (locator === undefined) return void toUtf16BE('/base disk.vhd').copy(part, 64);
      part.fill(0, 64, 576);
      locator[1].copy(spare.fill(0));
      part.write(locator[0], 576, 'latin1');
      part.writeUInt32BE(8, 580);
      part.writeUInt32BE(locator[1].length, 584);
      writeU64BE(part, 4096, 592);
    });
    context.files.put('/child.vhd', bytes);
    expectContent(context, '/child.vhd', content);
  });
});

describe('VHDX', () => {
  const HEADERS = [64 * KB, 128 * KB] as const;
  const REGIONS = [192 * KB, 256 * KB] as const;
  const LOG = MB;
  const METADATA = 2 * MB;
  const BAT = 3 * MB;
  const LOG_GUID = '11111111-2222-4333-8444-555555555555';

  const seal = (bytes: Buffer, at: number, length: number) => {
    const part = bytes.subarray(at, at + length);
    part.writeUInt32LE(0, 4);
    part.writeUInt32LE(crc32c(part, 4), 4);
  };
  const headers = (bytes: Buffer, change: (header: Buffer) => void, which: readonly number[] = HEADERS) => {
    for (const at of which) {
      change(bytes.subarray(at, at + 4096));
      seal(bytes, at, 4096);
    }
  };
  const regions = (bytes: Buffer, change: (table: Buffer) => void) => {
    for (const at of REGIONS) {
      change(bytes.subarray(at, at + 64 * KB));
      seal(bytes, at, 64 * KB);
    }
  };
  const addRegion = (required: number) => (table: Buffer) => {
    const at = 16 + 32 * table.readUInt32LE(8);
    table.writeUInt32LE(table.readUInt32LE(8) + 1, 8);
    writeGuid(table, '99999999-0000-4000-8000-000000000001', at);
    writeU64LE(table, 100 * MB, at + 16);
    table.writeUInt32LE(MB, at + 24);
    table.writeUInt32LE(required, at + 28);
  };
  const addItem = (bytes: Buffer, id: string, flags: number) => {
    const table = bytes.subarray(METADATA, METADATA + 64 * KB);
    const count = table.readUInt16LE(10);
    table.writeUInt16LE(count + 1, 10);
    writeGuid(table, id, 32 * (count + 1));
    table.writeUInt32LE(200 * KB, 32 * (count + 1) + 16);
    table.writeUInt32LE(16, 32 * (count + 1) + 20);
    table.writeUInt32LE(flags, 32 * (count + 1) + 24);
  };

  const sound: [string, (bytes: Buffer) => Buffer | void][] = [
    ['the first header broken', (b) => void b.fill(0, HEADERS[0], HEADERS[0] + 4096)],
    ['the second header broken', (b) => void b.fill(7, HEADERS[1], HEADERS[1] + 4096)],
    ['two equal headers, as disk2vhd writes them', (b) => void b.copy(b, HEADERS[1], HEADERS[0], HEADERS[0] + 4096)],
    [
      'numbers of headers that begin anywhere',
      (b) => headers(b, (h) => h.writeBigUInt64LE(0xfffffffffffffff0n, 8), [HEADERS[0]]),
    ],
    ['the first region table broken', (b) => void b.fill(0, REGIONS[0], REGIONS[0] + 100)],
    [
      'regions the other way round and not required, as disk2vhd and qemu write them',
      (b) =>
        regions(b, (t) => {
          const first = Buffer.from(t.subarray(16, 48));
          t.copyWithin(16, 48, 80);
          first.copy(t, 48);
          t.writeUInt32LE(0, 16 + 28);
          t.writeUInt32LE(0, 48 + 28);
        }),
    ],
    [
      'a region that nobody knows or needs',
      (b) => {
        regions(b, addRegion(0));
        return Buffer.concat([b, Buffer.alloc(101 * MB - b.length)]);
      },
    ],
    [
      'an item that nobody knows or needs, and one of the user',
      (b) => {
        addItem(b, '99999999-0000-4000-8000-000000000002', 0);
        addItem(b, '99999999-0000-4000-8000-000000000003', 1);
        const table = b.subarray(METADATA, METADATA + 64 * KB);
        table.writeUInt32LE(201 * KB, 32 * table.readUInt16LE(10) + 16);
        return undefined;
      },
    ],
    ['rubbish behind the last entry of the metadata', (b) => void b.fill(0xab, METADATA + 32 * 20, METADATA + 64 * KB)],
    ['a creator without an end', (b) => void b.fill(0x41, 8, 520)],
    ['a version of the log that is not used', (b) => headers(b, (h) => h.writeUInt16LE(5, 64))],
    [
      'free blocks that name their old places',
      (b) => {
        for (const [index, state] of [
          [1, 3],
          [2, 1],
          [4, 2],
        ] as const)
          writeU64LE(b, 4 * MB + state, BAT + 8 * index);
        return undefined;
      },
    ],
    ['an end inside the last block', (b) => b.subarray(0, b.length - MB + 128 * KB)],
  ];
  test.each(sound)('%s', (_name, change) => {
    const { context, bytes, content } = made('/a.vhdx');
    context.files.put('/a.vhdx', change(bytes) || bytes);
    expectSound(context, '/a.vhdx', content);
    finish(compactDisk('/a.vhdx', { zeros: true }, context));
    expect(finish(checkDisk('/a.vhdx', context)).findings.filter(({ harmless }) => !harmless)).toEqual([]);
  });

  const refused: [string, (bytes: Buffer) => void, string, string?][] = [
    [
      'no header',
      (b) => {
        b.fill(0, HEADERS[0], HEADERS[0] + 4096);
        b.fill(0, HEADERS[1], HEADERS[1] + 4096);
      },
      'header-corrupt',
    ],
    [
      'headers without checksums',
      (b) => {
        b.fill(0, HEADERS[0] + 4, HEADERS[0] + 8);
        b.fill(0, HEADERS[1] + 4, HEADERS[1] + 8);
      },
      'header-corrupt',
    ],
    ['version 2', (b) => headers(b, (h) => h.writeUInt16LE(2, 66)), 'header-version'],
    [
      'a required region that nobody knows',
      (b) =>
        regions(b, (t) => {
          addRegion(1)(t);
          writeU64LE(t, 4 * MB, 16 + 32 * 2 + 16);
        }),
      'region-unknown',
      '99999999-0000-4000-8000-000000000001',
    ],
    [
      'a required item that nobody knows',
      (b) => addItem(b, '99999999-0000-4000-8000-000000000002', 4),
      'metadata-unknown',
      '99999999-0000-4000-8000-000000000002',
    ],
    [
      'a creation that was never finished',
      (b) => addItem(b, '71cc85f0-1b69-4e28-9558-c3bf83ae75d3', 4),
      'incomplete-file',
    ],
    ['two blocks in one place', (b) => void b.copy(b, BAT + 24, BAT, BAT + 8), 'bat-overlap'],
    ['a block of a reserved state', (b) => writeU64LE(b, 4 * MB + 4, BAT), 'bat-entry'],
    ['a block behind the end', (b) => writeU64LE(b, 4096 * MB + 6, BAT), 'bat-past-end'],
    ['a partial block without a parent', (b) => writeU64LE(b, 4 * MB + 7, BAT), 'bat-entry'],
    ['a log that is not there', (b) => headers(b, (h) => void guidBytes(LOG_GUID).copy(h, 48)), 'log-corrupt'],
    [
      'a log of another version',
      (b) =>
        headers(b, (h) => {
          guidBytes(LOG_GUID).copy(h, 48);
          h.writeUInt16LE(1, 64);
        }),
      'log-version',
    ],
    ['a log inside a region', (b) => headers(b, (h) => writeU64LE(h, METADATA, 72)), 'region-overlap'],
  ];
  test.each(refused)('%s is refused by name', (...[, change, fault, words]) => {
    const { context, bytes } = made('/a.vhdx');
    change(bytes);
    context.files.put('/a.vhdx', bytes);
    for (const write of [false, true]) expect(faultOf(() => openDisk('/a.vhdx', context, { write }))).toBe(fault);
    if (words) expect(() => openDisk('/a.vhdx', context)).toThrow(words);
  });

  describe('with a log of several entries', () => {
    interface Entry {
      readonly sequence: number;
      readonly start: number;
      readonly tail: number;
      /** New content of pages of the table, and ranges of zeros. */
      readonly pages?: readonly (readonly [offset: number, page: Buffer])[];
      readonly zeros?: readonly (readonly [offset: number, length: number])[];
      readonly fileSize: number;
      /** Length that the file shall have at least; as it was by default. */
      readonly lastSize?: number;
    }

    function entry({ sequence, tail, pages = [], zeros = [], fileSize, lastSize = fileSize }: Entry): Buffer {
      const count = pages.length + zeros.length;
      const head = Math.ceil((64 + 32 * count) / 4096) * 4096;
      const bytes = Buffer.alloc(head + 4096 * pages.length);
      const number = (BigInt(0x12345678) << 32n) + BigInt(sequence);
      bytes.write('loge', 'latin1');
      bytes.writeUInt32LE(bytes.length, 8);
      bytes.writeUInt32LE(tail, 12);
      bytes.writeBigUInt64LE(number, 16);
      bytes.writeUInt32LE(count, 24);
      guidBytes(LOG_GUID).copy(bytes, 32);
      writeU64LE(bytes, fileSize, 48);
      writeU64LE(bytes, lastSize, 56);
      zeros.forEach(([offset, length], i) => {
        const at = 64 + 32 * i;
        bytes.write('zero', at, 'latin1');
        writeU64LE(bytes, length, at + 8);
        writeU64LE(bytes, offset, at + 16);
        bytes.writeBigUInt64LE(number, at + 24);
      });
      pages.forEach(([offset, page], i) => {
        const at = 64 + 32 * (zeros.length + i);
        const sector = head + 4096 * i;
        bytes.write('desc', at, 'latin1');
        page.copy(bytes, at + 4, 4092);
        page.copy(bytes, at + 8, 0, 8);
        writeU64LE(bytes, offset, at + 16);
        bytes.writeBigUInt64LE(number, at + 24);
        page.copy(bytes, sector);
        bytes.write('data', sector, 'latin1');
        bytes.writeUInt32LE(0x12345678, sector + 4);
        bytes.writeUInt32LE(sequence, sector + 4092);
      });
      bytes.writeUInt32LE(crc32c(bytes, 4), 4);
      return bytes;
    }

    /** The file before its last changes of the table, which stand in the log: the entries at their places in the ring. */
    function dirty(
      entries: (page: Buffer, old: Buffer, size: number) => readonly Entry[],
      spec: Partial<NewDisk> = {},
    ) {
      const { context, bytes, content } = made('/a.vhdx', spec);
      const page = Buffer.from(bytes.subarray(BAT, BAT + 4096));
      const old = Buffer.alloc(4096);
      old.copy(bytes, BAT);
      for (const one of entries(page, old, bytes.length)) {
        const text = entry(one);
        for (let i = 0; i < text.length; i += 4096) text.copy(bytes, LOG + ((one.start + i) % MB), i, i + 4096);
      }
      headers(bytes, (h) => void guidBytes(LOG_GUID).copy(h, 48));
      context.files.put('/a.vhdx', bytes);
      return { context, content };
    }

    const rubbish = Buffer.alloc(4096, 0x5a);
    const cases: [string, Parameters<typeof dirty>[0]][] = [
      [
        'the last one counts',
        (page, old, fileSize) => [
          { sequence: 10, start: 0, tail: 0, pages: [[BAT, rubbish]], fileSize },
          { sequence: 11, start: 8192, tail: 0, pages: [[BAT, old]], fileSize },
          { sequence: 12, start: 16384, tail: 0, pages: [[BAT, page]], fileSize },
        ],
      ],
      [
        'only from the tail on',
        (page, _old, fileSize) => [
          { sequence: 10, start: 0, tail: 0, pages: [[METADATA, rubbish]], fileSize },
          { sequence: 11, start: 8192, tail: 8192, pages: [[BAT, page]], fileSize },
        ],
      ],
      [
        'round the end of the ring, between entries',
        (page, _old, fileSize) => [
          { sequence: 10, start: MB - 8192, tail: MB - 8192, pages: [[BAT, rubbish]], fileSize },
          { sequence: 11, start: 0, tail: MB - 8192, pages: [[BAT, page]], fileSize },
        ],
      ],
      [
        'round the end of the ring, inside an entry',
        (page, _old, fileSize) => [
          { sequence: 10, start: MB - 12288, tail: MB - 12288, pages: [[BAT, rubbish]], fileSize },
          { sequence: 11, start: MB - 4096, tail: MB - 12288, pages: [[BAT, page]], fileSize },
        ],
      ],
      [
        'an older sequence behind',
        (page, _old, fileSize) => [
          { sequence: 30, start: 0, tail: 0, pages: [[BAT, page]], fileSize },
          { sequence: 5, start: 65536, tail: 65536, pages: [[BAT, rubbish]], fileSize },
          { sequence: 6, start: 65536 + 8192, tail: 65536, pages: [[BAT, rubbish]], fileSize },
        ],
      ],
      [
        'an entry of nothing at the start, as Windows writes it',
        (page, _old, fileSize) => [
          { sequence: 1, start: 0, tail: 0, fileSize },
          { sequence: 2, start: 4096, tail: 0, pages: [[BAT, page]], fileSize },
        ],
      ],
      [
        'zeros, then a page',
        (page, _old, fileSize) => [
          { sequence: 1, start: 0, tail: 0, pages: [[BAT, rubbish]], fileSize },
          { sequence: 2, start: 8192, tail: 0, zeros: [[BAT, 64 * KB]], pages: [[BAT, page]], fileSize },
        ],
      ],
      [
        'more descriptors than fit into one sector',
        (page, _old, fileSize) => [
          {
            sequence: 7,
            start: 4096,
            tail: 4096,
            zeros: Array.from({ length: 200 }, (_, i) => [BAT + 8192 + 4096 * (i % 10), 4096] as const),
            pages: [[BAT, page]],
            fileSize,
          },
        ],
      ],
      [
        'a longer file than there is',
        (page, _old, fileSize) => [
          { sequence: 3, start: 0, tail: 0, pages: [[BAT, page]], fileSize, lastSize: fileSize + 3 * MB },
        ],
      ],
    ];
    test.each(cases)('%s', (_name, entries) => {
      for (const spec of [{}, { logicalSectorSize: 4096 }]) {
        const { context, content } = dirty(entries, spec);
        expectContent(context, '/a.vhdx', content);
        expectSound(context, '/a.vhdx', content);
      }
    });

    test('the last one torn: what came before counts', () => {
      const { context, content } = dirty((page, _old, fileSize) => [
        { sequence: 10, start: 0, tail: 0, pages: [[BAT, page]], fileSize },
        { sequence: 11, start: 8192, tail: 0, pages: [[BAT, rubbish]], fileSize },
      ]);
      const bytes = fileOf(context, '/a.vhdx');
      bytes[LOG + 8192 + 5000] = 1;
      context.files.put('/a.vhdx', bytes);
      expectSound(context, '/a.vhdx', content);
    });

    test('a file that is shorter than its log says is refused', () => {
      const { context } = dirty((page, _old, fileSize) => [
        { sequence: 10, start: 0, tail: 0, pages: [[BAT, page]], fileSize: fileSize + 8 * MB },
      ]);
      expect(faultOf(() => openDisk('/a.vhdx', context))).toBe('log-truncated');
    });
  });
});

describe('chains', () => {
  test.each(['vhd', 'vhdx'])('of fifty disks: %s', (ext) => {
    const { context, content } = made(`/0.${ext}`);
    for (let i = 1; i < 50; i++) {
      createDisk(`/${i}.${ext}`, { parentPath: `/${i - 1}.${ext}` }, context);
      const disk = openDisk(`/${i}.${ext}`, context, { write: true });
      disk.write(pattern(512, i), i * 20 * KB);
      pattern(512, i).copy(content, i * 20 * KB);
      disk.close();
    }
    expectContent(context, `/49.${ext}`, content);
  });

  test('a parent that was changed is named', () => {
    const { context } = made('/base.vhdx');
    createDisk('/child.vhdx', { parentPath: '/base.vhdx' }, context);
    const base = openDisk('/base.vhdx', context, { write: true });
    base.write(pattern(4 * KB, 3), 0);
    base.close();
    expect(faultOf(() => openDisk('/child.vhdx', context))).toBe('parent-mismatch');
    expect(() => openDisk('/child.vhdx', context)).toThrow('/base.vhdx');
  });
});

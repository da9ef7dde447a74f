/** The dynamic header of a VHD file with its eight parent locators. */
import {
  fromUtf16BE,
  type Guid,
  isPowerOfTwo,
  readGuid,
  readU64BE,
  toUtf16BE,
  untilNul,
  writeGuid,
  writeU64BE,
  ZERO_GUID,
} from '../bytes.ts';
import { ensure } from '../errors.ts';
import { type DiskFile, readExactly } from '../file.ts';
import { checksum, type Footer } from './footer.ts';
import * as F from './format.ts';

export interface LocatorEntry {
  /** Four letters: `W2ku`, `W2ru`, `MacX` … */
  readonly code: string;
  readonly space: number;
  readonly length: number;
  readonly offset: number;
}

export interface DynamicHeader {
  readonly tableOffset: number;
  readonly entries: number;
  readonly blockSize: number;
  readonly parentIdentifier: Guid;
  readonly parentTimestamp: number;
  readonly parentName: string;
  readonly locators: readonly LocatorEntry[];
}

const CHECKSUM_AT = 36;

/** Reads and checks the header that a footer points to. */
export function readDynamicHeader(file: DiskFile, footer: Footer): DynamicHeader {
  const at = footer.dataOffset;
  const placed = at % F.SECTOR === 0 && at >= F.FOOTER_SIZE && at + F.HEADER_SIZE <= file.size();
  ensure(placed, 'sparse-header-corrupt', `It should be at ${at}.`);
  const bytes = readExactly(file, at, F.HEADER_SIZE);
  ensure(bytes.toString('latin1', 0, 8) === F.HEADER_COOKIE, 'sparse-header-corrupt', 'The signature is missing.');
  ensure(bytes.readUInt32BE(CHECKSUM_AT) === checksum(bytes, CHECKSUM_AT), 'sparse-header-checksum');
  ensure(bytes.readUInt16BE(24) === F.HEADER_VERSION >>> 16, 'sparse-header-version');
  const header: DynamicHeader = {
    tableOffset: readU64BE(bytes, 16),
    entries: bytes.readUInt32BE(28),
    blockSize: bytes.readUInt32BE(32),
    parentIdentifier: readGuid(bytes, 40),
    parentTimestamp: bytes.readUInt32BE(56),
    parentName: untilNul(fromUtf16BE(bytes.subarray(F.PARENT_NAME_OFFSET, F.PARENT_NAME_OFFSET + F.PARENT_NAME_SIZE))),
    locators: Array.from({ length: F.LOCATORS }, (_, i) => {
      const entry = F.LOCATOR_OFFSET + i * F.LOCATOR_SIZE;
      return {
        code: bytes.toString('latin1', entry, entry + 4),
        space: bytes.readUInt32BE(entry + 4),
        length: bytes.readUInt32BE(entry + 8),
        offset: readU64BE(bytes, entry + 16),
      };
    }).filter((entry) => entry.code !== '\0\0\0\0'),
  };
  const { blockSize, entries, tableOffset } = header;
  const power = isPowerOfTwo(blockSize) && blockSize >= F.BLOCK_SIZE_READ_MIN && blockSize <= F.BLOCK_SIZE_READ_MAX;
  ensure(power, 'sparse-header-corrupt', `Block size ${blockSize}.`);
  ensure(entries >= Math.ceil(footer.currentSize / blockSize), 'sparse-header-corrupt', `${entries} blocks.`);
  const table = tableOffset % F.SECTOR === 0 && tableOffset >= F.FOOTER_SIZE;
  const inside = tableOffset + Math.ceil(footer.currentSize / blockSize) * F.BAT_ENTRY_SIZE <= file.size();
  ensure(table && inside, 'sparse-header-corrupt', `Table at ${tableOffset}.`);
  return header;
}

export function encodeDynamicHeader(header: DynamicHeader): Buffer {
  const bytes = Buffer.alloc(F.HEADER_SIZE);
  bytes.write(F.HEADER_COOKIE, 'latin1');
  bytes.fill(0xff, 8, 16);
  writeU64BE(bytes, header.tableOffset, 16);
  bytes.writeUInt32BE(F.HEADER_VERSION, 24);
  bytes.writeUInt32BE(header.entries, 28);
  bytes.writeUInt32BE(header.blockSize, 32);
  writeGuid(bytes, header.parentIdentifier, 40);
  bytes.writeUInt32BE(header.parentTimestamp, 56);
  toUtf16BE(header.parentName).copy(bytes, F.PARENT_NAME_OFFSET, 0, F.PARENT_NAME_SIZE);
  header.locators.forEach((entry, i) => {
    const at = F.LOCATOR_OFFSET + i * F.LOCATOR_SIZE;
    bytes.write(entry.code, at, 4, 'latin1');
    bytes.writeUInt32BE(entry.space, at + 4);
    bytes.writeUInt32BE(entry.length, at + 8);
    writeU64BE(bytes, entry.offset, at + 16);
  });
  bytes.writeUInt32BE(checksum(bytes, CHECKSUM_AT), CHECKSUM_AT);
  return bytes;
}

/** A header without a parent. */
export const plainHeader = (tableOffset: number, entries: number, blockSize: number): DynamicHeader => ({
  tableOffset,
  entries,
  blockSize,
  parentIdentifier: ZERO_GUID,
  parentTimestamp: 0,
  parentName: '',
  locators: [],
});

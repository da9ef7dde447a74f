/** The two headers of a VHDX file: [MS-VHDX] 2.2.2. The current one is the valid one with the larger sequence number. */
import { type Guid, MB, readGuid, readU64LE, writeGuid, writeU64LE, ZERO_GUID } from '../bytes.ts';
import { crc32c } from '../crc32c.ts';
import { ensure } from '../errors.ts';
import { type DiskFile, readExactly } from '../file.ts';
import { FORMAT_VERSION, HEADER_OFFSETS, HEADER_SIGNATURE, HEADER_SIZE, LOG_VERSION } from './format.ts';

export interface Header {
  readonly sequence: bigint;
  readonly fileWriteGuid: Guid;
  readonly dataWriteGuid: Guid;
  readonly logGuid: Guid;
  readonly logVersion: number;
  readonly version: number;
  readonly logLength: number;
  readonly logOffset: number;
}

/** The header in these 4096 bytes; undefined when signature or checksum do not fit. */
export function parseHeader(bytes: Buffer): Header | undefined {
  if (bytes.toString('latin1', 0, 4) !== HEADER_SIGNATURE) return undefined;
  if (bytes.readUInt32LE(4) !== crc32c(bytes.subarray(0, HEADER_SIZE), 4)) return undefined;
  return {
    sequence: bytes.readBigUInt64LE(8),
    fileWriteGuid: readGuid(bytes, 16),
    dataWriteGuid: readGuid(bytes, 32),
    logGuid: readGuid(bytes, 48),
    logVersion: bytes.readUInt16LE(64),
    version: bytes.readUInt16LE(66),
    logLength: bytes.readUInt32LE(68),
    logOffset: readU64LE(bytes, 72),
  };
}

export function encodeHeader(header: Header): Buffer {
  const bytes = Buffer.alloc(HEADER_SIZE);
  bytes.write(HEADER_SIGNATURE, 'latin1');
  bytes.writeBigUInt64LE(header.sequence, 8);
  writeGuid(bytes, header.fileWriteGuid, 16);
  writeGuid(bytes, header.dataWriteGuid, 32);
  writeGuid(bytes, header.logGuid, 48);
  bytes.writeUInt16LE(header.logVersion, 64);
  bytes.writeUInt16LE(header.version, 66);
  bytes.writeUInt32LE(header.logLength, 68);
  writeU64LE(bytes, header.logOffset, 72);
  bytes.writeUInt32LE(crc32c(bytes, 4), 4);
  return bytes;
}

/** Holds the current header and writes new ones in turn. */
export class Headers {
  current: Header;
  /** Slots that hold a valid header: 2 in a sound file. */
  readonly valid: number;
  private slot: number;
  private readonly file: DiskFile;

  constructor(file: DiskFile) {
    this.file = file;
    const found = HEADER_OFFSETS.map((at) => parseHeader(readExactly(file, at, HEADER_SIZE)));
    const [first, second] = found;
    this.valid = found.filter((header) => header !== undefined).length;
    this.slot = first && (!second || first.sequence >= second.sequence) ? 0 : 1;
    const current = found[this.slot];
    ensure(current !== undefined, 'header-corrupt');
    this.current = current;
    check(current, file.size());
  }

  /** Writes the change into both slots, one after the other, so that a valid header stands at every moment. */
  update(change: Partial<Header>, flush: boolean): void {
    for (let i = 0; i < 2; i++) {
      const next: Header = { ...this.current, ...change, sequence: this.current.sequence + 1n };
      this.slot = 1 - this.slot;
      this.file.write(encodeHeader(next), HEADER_OFFSETS[this.slot] as number);
      if (flush) this.file.flush();
      this.current = next;
    }
  }
}

function check(header: Header, fileSize: number): void {
  ensure(header.version === FORMAT_VERSION, 'header-version', `Version ${header.version}.`);
  const { logOffset, logLength } = header;
  const placed = logOffset % MB === 0 && logLength % MB === 0 && logOffset >= MB && logLength > 0;
  ensure(placed && logOffset + logLength <= fileSize, 'log-location', `${logLength} bytes at ${logOffset}.`);
  ensure(header.logGuid === ZERO_GUID || header.logVersion === LOG_VERSION, 'log-version');
}

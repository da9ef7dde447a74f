/** Small helpers on bytes: rounding, 64-bit numbers, GUIDs, zero tests. */
import { VhdError } from './errors.ts';

export const KB = 1024;
export const MB = 1024 * KB;
export const GB = 1024 * MB;
export const TB = 1024 * GB;

/** `value` rounded up to a whole multiple of `unit`. */
export const roundUp = (value: number, unit: number): number => Math.ceil(value / unit) * unit;

/** `value` rounded down to a whole multiple of `unit`. */
export const roundDown = (value: number, unit: number): number => Math.floor(value / unit) * unit;

export const isPowerOfTwo = (value: number): boolean => value > 0 && Number.isInteger(Math.log2(value));

/** A little-endian unsigned 64-bit number. Beyond 2^53 it is inexact, but still larger than any file. */
export const readU64LE = (buffer: Buffer, offset: number): number =>
  buffer.readUInt32LE(offset + 4) * 0x1_0000_0000 + buffer.readUInt32LE(offset);

/** A big-endian unsigned 64-bit number, with the same caution. */
export const readU64BE = (buffer: Buffer, offset: number): number =>
  buffer.readUInt32BE(offset) * 0x1_0000_0000 + buffer.readUInt32BE(offset + 4);

export const writeU64LE = (buffer: Buffer, value: number, offset: number): void => {
  buffer.writeUInt32LE(value % 0x1_0000_0000, offset);
  buffer.writeUInt32LE(Math.floor(value / 0x1_0000_0000), offset + 4);
};

export const writeU64BE = (buffer: Buffer, value: number, offset: number): void => {
  buffer.writeUInt32BE(Math.floor(value / 0x1_0000_0000), offset);
  buffer.writeUInt32BE(value % 0x1_0000_0000, offset + 4);
};

/** A GUID as 8-4-4-4-12 lower-case digits, without braces. */
export type Guid = string;

export const ZERO_GUID: Guid = '00000000-0000-0000-0000-000000000000';

/** Reads a GUID as Windows keeps it in memory: the first three fields little endian. */
export function readGuid(buffer: Buffer, offset: number): Guid {
  const part = (at: number, length: number) => {
    let text = '';
    for (let i = length - 1; i >= 0; i--) text += (buffer[offset + at + i] as number).toString(16).padStart(2, '0');
    return text;
  };
  const tail = buffer.toString('hex', offset + 8, offset + 16);
  return `${part(0, 4)}-${part(4, 2)}-${part(6, 2)}-${tail.slice(0, 4)}-${tail.slice(4)}`;
}

const GUID_TEXT = /^\{?([0-9a-f]{8})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{12})\}?$/i;

/** The 16 bytes of a GUID. Braces and upper case are allowed. */
export function guidBytes(guid: Guid): Buffer {
  const parts = GUID_TEXT.exec(guid);
  if (!parts) throw new VhdError('argument-invalid', `"${guid}" is not a GUID.`);
  const bytes = Buffer.from(parts.slice(1).join(''), 'hex');
  bytes.subarray(0, 4).reverse();
  bytes.subarray(4, 6).reverse();
  bytes.subarray(6, 8).reverse();
  return bytes;
}

export const writeGuid = (buffer: Buffer, guid: Guid, offset: number): void => {
  guidBytes(guid).copy(buffer, offset);
};

/** Without braces, in lower case; undefined when the text is no GUID. */
export const normalGuid = (text: string): Guid | undefined =>
  GUID_TEXT.test(text) ? text.replace(/[{}]/g, '').toLowerCase() : undefined;

const ZEROS = Buffer.alloc(128 * KB);

/** True when all bytes are zero. A look at the first words settles most blocks with data. */
export function isZero(bytes: Uint8Array): boolean {
  for (let i = 0; i < 16 && i < bytes.length; i++) if (bytes[i] !== 0) return false;
  for (let at = 0; at < bytes.length; at += ZEROS.length) {
    const length = Math.min(ZEROS.length, bytes.length - at);
    if (ZEROS.compare(bytes, at, at + length, 0, length) !== 0) return false;
  }
  return true;
}

/** Text that a file keeps in UTF-16 big endian. */
export const fromUtf16BE = (bytes: Buffer): string =>
  Buffer.from(bytes.subarray(0, bytes.length & ~1))
    .swap16()
    .toString('utf16le');

/** UTF-16 big endian bytes of a text. */
export const toUtf16BE = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();

/** The text up to the first NUL. */
export const untilNul = (text: string): string => {
  const end = text.indexOf('\0');
  return end < 0 ? text : text.slice(0, end);
};

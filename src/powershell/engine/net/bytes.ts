/** Byte arrays, and text of bytes. */
import { Num, type PSValue, TypedArray } from '../../values.ts';
import { enumerable } from '../collections.ts';

export const base64 = (bytes: readonly PSValue[]): string =>
  Buffer.from(bytes.map((b) => Number(b instanceof Num ? b.value : b))).toString('base64');

export const byteArray = (buffer: Uint8Array): PSValue =>
  new TypedArray(
    'System.Byte',
    [...buffer].map((b) => new Num('Byte', b)),
  );

/** Bytes of a Byte[] or list. */
export const bytesOf = (value: PSValue): Buffer =>
  Buffer.from((enumerable(value) ?? [value]).map((b) => Number(b instanceof Num ? b.value : b)));

/** Text of a file by its byte order mark; UTF-8 without one. */
export function decode(bytes: Uint8Array): string {
  const b = Buffer.from(bytes);
  if (b[0] === 0xff && b[1] === 0xfe) return b.subarray(2).toString('utf16le');
  if (b[0] === 0xfe && b[1] === 0xff) return Buffer.from(b.subarray(2)).swap16().toString('utf16le');
  if (b[0] === 0xef && b[1] === 0xbb && b[2] === 0xbf) return b.subarray(3).toString('utf8');
  return b.toString('utf8');
}

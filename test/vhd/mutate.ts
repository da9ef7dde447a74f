/** Damage for the fuzz test: random bytes, and changes of single fields whose checksums are put right again. */
import { crc32c } from '../../src/vhd/crc32c.ts';

type Numbers = (limit: number) => number;

const KB = 1024;
const MB = 1024 * KB;
const SPECIAL = [0, 1, 2, 3, 7, 0x7f, 0xff, 0x1000, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff];

function poke(bytes: Buffer, from: number, to: number, next: Numbers): void {
  const at = from + next(Math.max(1, to - from - 8));
  if (at + 8 > bytes.length) return;
  switch (next(4)) {
    case 0:
      bytes[at] = next(256);
      break;
    case 1:
      bytes.writeUInt32LE(SPECIAL[next(SPECIAL.length)] as number, at & ~3);
      break;
    case 2:
      bytes.writeUInt32BE(SPECIAL[next(SPECIAL.length)] as number, at & ~3);
      break;
    default:
      bytes[at] = (bytes[at] as number) ^ (1 << next(8));
  }
}

/** CRC-32C over a structure with its own field at +4. */
function seal(bytes: Buffer, at: number, length: number): void {
  if (at + length > bytes.length) return;
  bytes.writeUInt32LE(crc32c(bytes.subarray(at, at + length), 4), at + 4);
}

/** One's complement of the sum of the bytes, field at `hole`. */
function sealVhd(bytes: Buffer, at: number, length: number, hole: number): void {
  bytes.writeUInt32BE(0, at + hole);
  let sum = 0;
  for (let i = 0; i < length; i++) sum += bytes[at + i] as number;
  bytes.writeUInt32BE(~sum >>> 0, at + hole);
}

/** Structures of a VHDX file: where they are and how their checksum is put right. */
const VHDX: readonly ((bytes: Buffer, next: Numbers) => void)[] = [
  (bytes, next) => {
    for (const at of [64 * KB, 128 * KB]) {
      poke(bytes, at + 8, at + 88, next);
      seal(bytes, at, 4 * KB);
    }
  },
  (bytes, next) => {
    for (const at of [192 * KB, 256 * KB]) {
      poke(bytes, at + 8, at + 80, next);
      seal(bytes, at, 64 * KB);
    }
  },
  (bytes, next) => {
    for (let at = MB; at < Math.min(2 * MB, bytes.length); at += 4 * KB) {
      if (bytes.toString('latin1', at, at + 4) !== 'loge') continue;
      poke(bytes, at + 8, at + 160, next);
      const length = bytes.readUInt32LE(at + 8);
      if (length <= MB) seal(bytes, at, length);
    }
  },
  (bytes, next) => poke(bytes, 2 * MB, 2 * MB + 400, next),
  (bytes, next) => poke(bytes, 2 * MB + 64 * KB, 2 * MB + 65 * KB, next),
  (bytes, next) => poke(bytes, 3 * MB, 3 * MB + 256, next),
];

const VHD: readonly ((bytes: Buffer, next: Numbers) => void)[] = [
  (bytes, next) => {
    const end = bytes.length - 512;
    poke(bytes, 8, 96, next);
    sealVhd(bytes, 0, 512, 64);
    bytes.copy(bytes, end, 0, 512);
  },
  (bytes, next) => {
    poke(bytes, 512 + 8, 512 + 768, next);
    sealVhd(bytes, 512, 1024, 36);
  },
  (bytes, next) => poke(bytes, 1536, 1536 + 64, next),
  (bytes, next) => poke(bytes, bytes.length - 512, bytes.length, next),
];

/** A damaged copy. */
export function damaged(original: Buffer, format: 'vhd' | 'vhdx', next: Numbers): Buffer {
  let bytes = Buffer.from(original);
  const fields = format === 'vhdx' ? VHDX : VHD;
  for (let i = next(3); i >= 0; i--) {
    const kind = next(10);
    if (kind < 7) fields[next(fields.length)]?.(bytes, next);
    else if (kind < 9) poke(bytes, 0, bytes.length, next);
    else bytes = Buffer.from(bytes.subarray(0, next(bytes.length)));
    if (bytes.length < 2048) break;
  }
  return bytes;
}

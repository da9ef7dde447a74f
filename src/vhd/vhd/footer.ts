/** The footer of a VHD file, and how it is found: at the end, or its copy at the start. */
import { type Guid, readGuid, readU64BE, writeGuid, writeU64BE } from '../bytes.ts';
import { type CauseName, ensure, VhdError } from '../errors.ts';
import { type DiskFile, readExactly } from '../file.ts';
import * as F from './format.ts';
import { type Geometry, geometryOf } from './geometry.ts';

export interface Footer {
  readonly features: number;
  /** Place of the dynamic header. */
  readonly dataOffset: number;
  /** Seconds since 2000-01-01 UTC. */
  readonly timestamp: number;
  readonly creatorApplication: string;
  readonly creatorVersion: number;
  readonly creatorHost: string;
  readonly originalSize: number;
  /** The size of the disk. */
  readonly currentSize: number;
  readonly geometry: Geometry;
  readonly type: number;
  readonly identifier: Guid;
  readonly savedState: boolean;
}

/** One's complement of the sum of all bytes, those of the checksum itself (at `hole`) left out. */
export function checksum(bytes: Buffer, hole: number): number {
  let sum = 0;
  for (let i = 0; i < bytes.length; i++) if (i < hole || i >= hole + 4) sum += bytes[i] as number;
  return ~sum >>> 0;
}

const CHECKSUM_AT = 64;

/** Reads a footer from 512 (or 511) bytes; a fault's name when it is none. */
export function parseFooter(bytes: Buffer): Footer | CauseName {
  if (bytes.toString('latin1', 0, 8) !== F.FOOTER_COOKIE) return 'footer-missing';
  if (bytes.readUInt32BE(CHECKSUM_AT) !== checksum(bytes, CHECKSUM_AT)) return 'footer-checksum';
  if (bytes.readUInt16BE(12) !== F.FORMAT_VERSION >>> 16) return 'footer-version';
  const footer: Footer = {
    features: bytes.readUInt32BE(8),
    dataOffset: readU64BE(bytes, 16),
    timestamp: bytes.readUInt32BE(24),
    creatorApplication: bytes.toString('latin1', 28, 32),
    creatorVersion: bytes.readUInt32BE(32),
    creatorHost: bytes.toString('latin1', 36, 40),
    originalSize: readU64BE(bytes, 40),
    currentSize: readU64BE(bytes, 48),
    geometry: {
      cylinders: bytes.readUInt16BE(56),
      heads: bytes[58] as number,
      sectors: bytes[59] as number,
    },
    type: bytes.readUInt32BE(60),
    identifier: readGuid(bytes, 68),
    savedState: bytes[84] === 1,
  };
  if (footer.type < F.TYPE_FIXED || footer.type > F.TYPE_DIFFERENCING) return 'footer-corrupt';
  const { currentSize } = footer;
  if (currentSize === 0 || currentSize % F.SECTOR !== 0 || currentSize > 0xffffffff * F.SECTOR) return 'footer-corrupt';
  return footer;
}

export function encodeFooter(footer: Footer): Buffer {
  const bytes = Buffer.alloc(F.FOOTER_SIZE);
  bytes.write(F.FOOTER_COOKIE, 'latin1');
  bytes.writeUInt32BE(footer.features, 8);
  bytes.writeUInt32BE(F.FORMAT_VERSION, 12);
  if (footer.type === F.TYPE_FIXED) bytes.fill(0xff, 16, 24);
  else writeU64BE(bytes, footer.dataOffset, 16);
  bytes.writeUInt32BE(footer.timestamp, 24);
  bytes.write(footer.creatorApplication, 28, 4, 'latin1');
  bytes.writeUInt32BE(footer.creatorVersion, 32);
  bytes.write(footer.creatorHost, 36, 4, 'latin1');
  writeU64BE(bytes, footer.originalSize, 40);
  writeU64BE(bytes, footer.currentSize, 48);
  bytes.writeUInt16BE(footer.geometry.cylinders, 56);
  bytes[58] = footer.geometry.heads;
  bytes[59] = footer.geometry.sectors;
  bytes.writeUInt32BE(footer.type, 60);
  writeGuid(bytes, footer.identifier, 68);
  bytes[84] = footer.savedState ? 1 : 0;
  bytes.writeUInt32BE(checksum(bytes, CHECKSUM_AT), CHECKSUM_AT);
  return bytes;
}

/** The footer of a new disk. */
export function newFooter(type: number, size: number, identifier: Guid, unixSeconds: number): Footer {
  return {
    features: F.FEATURES_RESERVED,
    dataOffset: F.HEADER_OFFSET,
    timestamp: Math.max(0, Math.floor(unixSeconds) - F.EPOCH) >>> 0,
    creatorApplication: F.CREATOR_APPLICATION,
    creatorVersion: F.CREATOR_VERSION,
    creatorHost: F.CREATOR_HOST,
    originalSize: size,
    currentSize: size,
    geometry: geometryOf(size),
    type,
    identifier,
    savedState: false,
  };
}

/** The same disk with another size. */
export const resized = (footer: Footer, size: number): Footer => ({
  ...footer,
  currentSize: size,
  geometry: geometryOf(size),
});

export interface FoundFooter {
  readonly footer: Footer;
  /** Where the footer at the end stands, or would have to: behind everything else. */
  readonly offset: number;
  /** False when the one at the end is missing or bad, and the copy was taken. */
  readonly atEnd: boolean;
  /** False when the copy at the start (which only dynamic and differencing files have) is missing, bad or different. */
  readonly copyFits: boolean;
}

/** True when either end of the file says that it is a VHD. */
export function isVhd(file: DiskFile): boolean {
  const size = file.size();
  const cookieAt = (at: number) => at >= 0 && readExactly(file, at, 8).toString('latin1') === F.FOOTER_COOKIE;
  return cookieAt(size - 512) || cookieAt(size - 511) || cookieAt(0);
}

/** Finds the footer. Files from before Virtual PC 2004 SP1 have one of 511 bytes. */
export function findFooter(file: DiskFile): FoundFooter {
  const size = file.size();
  let fault: CauseName = 'footer-missing';
  const copy = size >= F.FOOTER_SIZE ? readExactly(file, 0, F.FOOTER_SIZE) : Buffer.alloc(F.FOOTER_SIZE);
  for (const length of [512, 511]) {
    if (size < length) continue;
    const bytes = readExactly(file, size - length, F.FOOTER_SIZE);
    const footer = parseFooter(bytes);
    if (typeof footer !== 'string') {
      const copyFits = footer.type === F.TYPE_FIXED || copy.equals(bytes);
      return { footer, offset: size - length, atEnd: true, copyFits };
    }
    if (footer !== 'footer-missing') fault = footer;
  }
  const footer = parseFooter(copy);
  if (typeof footer === 'string') throw new VhdError(footer === 'footer-missing' ? fault : footer);
  ensure(footer.type !== F.TYPE_FIXED, 'footer-missing');
  return { footer, offset: size, atEnd: false, copyFits: true };
}

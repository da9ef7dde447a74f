/**
 * Layout of a VHD file: constants only. "Virtual Hard Disk Image Format Specification" 1.0; all numbers are big endian.
 */
import { GB, KB, MB } from '../bytes.ts';

export const SECTOR = 512;

/** Hard disk footer. */
export const FOOTER_SIZE = 512;
export const FOOTER_COOKIE = 'conectix';
export const FEATURES_RESERVED = 2;
export const FORMAT_VERSION = 0x00010000;
export const NO_OFFSET = 0xffffffff;
/** Seconds from 1970 to 2000, where VHD's time begins. */
export const EPOCH = 946684800;

/** Disk types. */
export const TYPE_FIXED = 2;
export const TYPE_DYNAMIC = 3;
export const TYPE_DIFFERENCING = 4;

/** What Windows 10 and later sign with. qemu takes the size of such files from the footer, not from the geometry. */
export const CREATOR_APPLICATION = 'win ';
export const CREATOR_VERSION = 0x000a0000;
export const CREATOR_HOST = 'Wi2k';

/** Dynamic disk header. */
export const HEADER_OFFSET = 512;
export const HEADER_SIZE = 1024;
export const HEADER_COOKIE = 'cxsparse';
export const HEADER_VERSION = 0x00010000;
export const LOCATORS = 8;
export const LOCATOR_OFFSET = 576;
export const LOCATOR_SIZE = 24;
export const PARENT_NAME_OFFSET = 64;
export const PARENT_NAME_SIZE = 512;

/** Block allocation table. */
export const BAT_ENTRY_SIZE = 4;
export const UNALLOCATED = 0xffffffff;

/** Where Windows 8 and later put things. */
export const ALIGNMENT = 4 * KB;
export const NEW_BAT_OFFSET = 1536;
export const NEW_DIFFERENCING = { absoluteAt: 4096, absoluteSpace: 4096, bat: 8192, relativeSpace: 65536 } as const;

/** Limits. The smallest size is the smallest disk seen from Windows. */
export const SIZE_MIN = 3 * MB;
export const SIZE_MAX = 2040 * GB;
export const DEFAULT_BLOCK_SIZE = 2 * MB;
/** Block sizes that Hyper-V makes. */
export const BLOCK_SIZES: readonly number[] = [512 * KB, 2 * MB];
/** Block sizes that are read: any power of two in between. */
export const BLOCK_SIZE_READ_MIN = 4 * KB;
export const BLOCK_SIZE_READ_MAX = 256 * MB;

/** Layout of a VHDX file: constants only. Section numbers are those of [MS-VHDX]; all numbers are little endian. */
import { KB, MB, TB } from '../bytes.ts';

/** 2.2.1: the first eight bytes. */
export const SIGNATURE = 'vhdxfile';
export const IDENTIFIER_SIZE = 64 * KB;
export const CREATOR_OFFSET = 8;
export const CREATOR_SIZE = 512;

/** 2.2.2: headers. */
export const HEADER_OFFSETS = [64 * KB, 128 * KB] as const;
export const HEADER_SIZE = 4 * KB;
export const HEADER_SIGNATURE = 'head';
export const FORMAT_VERSION = 1;
export const LOG_VERSION = 0;

/** 2.2.3: region tables. */
export const REGION_OFFSETS = [192 * KB, 256 * KB] as const;
export const REGION_TABLE_SIZE = 64 * KB;
export const REGION_SIGNATURE = 'regi';
export const REGION_ENTRY_SIZE = 32;
export const REGION_ENTRIES_MAX = 2047;
export const REGION_BAT = '2dc27766-f623-4200-9d64-115e9bfd4a08';
export const REGION_METADATA = '8b7ca206-4790-4b9a-b8fe-575f050f886e';

/** Everything before this belongs to identifier, headers and region tables. */
export const HEADER_SECTION_SIZE = MB;

/** 2.3: log. */
export const LOG_SECTOR = 4 * KB;
export const LOG_ENTRY_SIGNATURE = 'loge';
export const LOG_ENTRY_HEADER_SIZE = 64;
export const LOG_DESCRIPTOR_SIZE = 32;
export const LOG_DATA_DESCRIPTOR = 'desc';
export const LOG_ZERO_DESCRIPTOR = 'zero';
export const LOG_DATA_SECTOR = 'data';

/** 2.5: block allocation table. */
export const BAT_ENTRY_SIZE = 8;
export const CHUNK_SECTORS = 2 ** 23;
export const BITMAP_BLOCK_SIZE = MB;

/** 2.5.1.1: states of a payload block. */
export const BLOCK_NOT_PRESENT = 0;
export const BLOCK_UNDEFINED = 1;
export const BLOCK_ZERO = 2;
export const BLOCK_UNMAPPED = 3;
export const BLOCK_FULL = 6;
export const BLOCK_PARTIAL = 7;

/** 2.5.1.2: states of a sector bitmap block. */
export const BITMAP_NOT_PRESENT = 0;
export const BITMAP_PRESENT = 6;

/** 2.6: metadata. */
export const METADATA_SIGNATURE = 'metadata';
export const METADATA_TABLE_SIZE = 64 * KB;
export const METADATA_ENTRY_SIZE = 32;
export const METADATA_ENTRIES_MAX = 2047;
export const METADATA_ITEM_MAX = MB;
export const FLAG_USER = 1;
export const FLAG_VIRTUAL_DISK = 2;
export const FLAG_REQUIRED = 4;

/** 2.6.2: known items. */
export const ITEM_FILE_PARAMETERS = 'caa16737-fa36-4d43-b3b6-33f0aa44e76b';
export const ITEM_SIZE = '2fa54224-cd1b-4876-b211-5dbed83bf4b8';
export const ITEM_IDENTIFIER = 'beca12ab-b2e6-4523-93ef-c309e000c746';
export const ITEM_LOGICAL_SECTOR = '8141bf1d-a96f-4709-ba47-f233a8faab5f';
export const ITEM_PHYSICAL_SECTOR = 'cda348c7-445d-4471-9cc9-e9885251c556';
export const ITEM_PARENT_LOCATOR = 'a8d35f2d-b30b-454d-abf7-d3d84834ab0c';
/** Items beyond the specification that Microsoft's openvmm knows. */
export const ITEM_CHS = 'da02d7bc-3d3a-423c-ac88-2a36ab21479b';
export const ITEM_INCOMPLETE = '71cc85f0-1b69-4e28-9558-c3bf83ae75d3';
export const ITEM_PMEM_LABEL = '10e1ae8a-4b7e-4169-a40f-cd70de928393';

export const LEAVE_BLOCKS_ALLOCATED = 1;
export const HAS_PARENT = 2;

/** 2.6.2.6: parent locator. */
export const LOCATOR_TYPE = 'b04aefb7-d19e-4a81-b789-25b8e9445913';
export const LOCATOR_HEADER_SIZE = 20;
export const LOCATOR_ENTRY_SIZE = 12;
export const LOCATOR_ENTRIES_MAX = 256;

/** 2.6.2.1, 2.6.2.2: limits. */
export const BLOCK_SIZE_MIN = MB;
export const BLOCK_SIZE_MAX = 256 * MB;
export const SIZE_MAX = 64 * TB;
/** Smallest disk made here. Not documented for VHDX; the figure for VHD. */
export const SIZE_MIN = 3 * MB;

/** Where Windows puts things in a new file (seen in files of Windows 6.2 to 10.0). */
export const NEW_LOG_OFFSET = MB;
export const NEW_LOG_LENGTH = MB;
export const NEW_METADATA_OFFSET = 2 * MB;
export const NEW_METADATA_LENGTH = MB;
export const NEW_BAT_OFFSET = 3 * MB;
export const DEFAULT_BLOCK_SIZE = { fixed: 2 * MB, dynamic: 32 * MB, differencing: 2 * MB } as const;
export const DEFAULT_PHYSICAL_SECTOR = 4096;

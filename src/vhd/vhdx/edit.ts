/** Changing metadata items of an open VHDX file, each change in one entry of the log. */
import { type Guid, guidBytes } from '../bytes.ts';
import { ensure } from '../errors.ts';
import * as F from './format.ts';
import type { VhdxDisk } from './image.ts';
import { encodeLocator, type Locator } from './locator.ts';
import { type MetadataItem, readMetadata, u32 } from './metadata.ts';

function itemOf(disk: VhdxDisk, id: Guid): MetadataItem {
  const item = disk.metadata.items.find((entry) => entry.id === id);
  ensure(item !== undefined, 'metadata-missing', id);
  return item;
}

function apply(disk: VhdxDisk): void {
  disk.flush();
  disk.metadata = readMetadata(disk.file, disk.regions.metadata);
}

export function editPhysicalSector(disk: VhdxDisk, size: number): void {
  ensure((size === 512 || size === 4096) && size >= disk.logicalSectorSize, 'sector-size-invalid', `${size} bytes.`);
  disk.store.begin(true);
  disk.store.pages.write(u32(size), disk.regions.metadata.offset + itemOf(disk, F.ITEM_PHYSICAL_SECTOR).offset);
  apply(disk);
}

export function editIdentifier(disk: VhdxDisk, identifier: Guid): void {
  disk.store.begin(true);
  disk.store.pages.write(guidBytes(identifier), disk.regions.metadata.offset + itemOf(disk, F.ITEM_IDENTIFIER).offset);
  apply(disk);
}

/** Puts another parent locator into the file, in the first gap between the items where it fits. Children do not notice. */
export function editLocator(disk: VhdxDisk, locator: Locator): void {
  const bytes = encodeLocator(locator);
  const old = itemOf(disk, F.ITEM_PARENT_LOCATOR);
  const region = disk.regions.metadata;
  const others = disk.metadata.items.filter((item) => item !== old && item.length > 0);
  let offset = F.METADATA_TABLE_SIZE;
  for (const item of others.sort((a, b) => a.offset - b.offset)) {
    if (offset + bytes.length <= item.offset) break;
    offset = item.offset + item.length;
  }
  ensure(offset + bytes.length <= region.length, 'metadata-full');
  disk.store.begin(false);
  disk.store.pages.write(bytes, region.offset + offset);
  const entry = region.offset + F.METADATA_ENTRY_SIZE * (disk.metadata.items.indexOf(old) + 1);
  disk.store.pages.write(u32(offset, bytes.length), entry + 16);
  apply(disk);
}

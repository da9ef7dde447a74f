/** The parent locator of a differencing VHDX: [MS-VHDX] 2.6.2.6. A small table of keys and values in UTF-16. */
import { type Guid, normalGuid, readGuid, writeGuid, ZERO_GUID } from '../bytes.ts';
import { ensure } from '../errors.ts';
import { LOCATOR_ENTRIES_MAX, LOCATOR_ENTRY_SIZE, LOCATOR_HEADER_SIZE, LOCATOR_TYPE } from './format.ts';

/** Keys and values in the order of the file. */
export type Locator = ReadonlyMap<string, string>;

export function parseLocator(bytes: Buffer): Locator {
  ensure(bytes.length >= LOCATOR_HEADER_SIZE, 'locator-corrupt', 'It is too short.');
  ensure(readGuid(bytes, 0) === LOCATOR_TYPE, 'locator-corrupt', 'Its type is unknown.');
  const count = bytes.readUInt16LE(18);
  ensure(count >= 1 && count <= LOCATOR_ENTRIES_MAX, 'locator-corrupt', `${count} entries.`);
  ensure(LOCATOR_HEADER_SIZE + count * LOCATOR_ENTRY_SIZE <= bytes.length, 'locator-corrupt', `${count} entries.`);
  const entries = new Map<string, string>();
  for (let i = 0; i < count; i++) {
    const at = LOCATOR_HEADER_SIZE + i * LOCATOR_ENTRY_SIZE;
    const text = (offset: number, length: number): string => {
      const inside = length > 0 && length % 2 === 0 && offset + length <= bytes.length;
      ensure(inside, 'locator-corrupt', `Entry ${i} lies outside.`);
      return bytes.toString('utf16le', offset, offset + length);
    };
    const key = text(bytes.readUInt32LE(at), bytes.readUInt16LE(at + 8));
    ensure(!entries.has(key), 'locator-corrupt', `The key "${key}" stands twice.`);
    entries.set(key, text(bytes.readUInt32LE(at + 4), bytes.readUInt16LE(at + 10)));
  }
  return entries;
}

export function encodeLocator(entries: Locator): Buffer {
  const texts = [...entries].map(
    ([key, value]) => [Buffer.from(key, 'utf16le'), Buffer.from(value, 'utf16le')] as const,
  );
  const head = Buffer.alloc(LOCATOR_HEADER_SIZE + texts.length * LOCATOR_ENTRY_SIZE);
  writeGuid(head, LOCATOR_TYPE, 0);
  head.writeUInt16LE(texts.length, 18);
  let end = head.length;
  texts.forEach(([key, value], i) => {
    const at = LOCATOR_HEADER_SIZE + i * LOCATOR_ENTRY_SIZE;
    head.writeUInt32LE(end, at);
    head.writeUInt32LE(end + key.length, at + 4);
    head.writeUInt16LE(key.length, at + 8);
    head.writeUInt16LE(value.length, at + 10);
    end += key.length + value.length;
  });
  return Buffer.concat([head, ...texts.flat()]);
}

/** The entries as Windows writes them (in this order, and with an empty second linkage). */
export function newLocator(linkage: Guid, relative: string | undefined, absolute: string): Locator {
  const entries = new Map([
    ['parent_linkage', `{${linkage}}`],
    ['absolute_win32_path', absolute],
  ]);
  if (relative !== undefined) entries.set('relative_path', relative);
  return entries.set('parent_linkage2', `{${ZERO_GUID}}`);
}

/** The DataWriteGuids that the parent may have. */
export function linkages(locator: Locator): Guid[] {
  const guids = ['parent_linkage', 'parent_linkage2'].map((key) => normalGuid(locator.get(key) ?? ''));
  return guids.filter((guid): guid is Guid => guid !== undefined && guid !== ZERO_GUID);
}

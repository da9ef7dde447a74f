/** Where the parent of a differencing VHD is: the texts behind the locator entries. */
import { KB, roundUp, untilNul } from '../bytes.ts';
import { type DiskFile, readExactly } from '../file.ts';
import * as F from './format.ts';
import type { DynamicHeader, LocatorEntry } from './header.ts';

/** No path is longer (32,767 UTF-16 units). */
const PATH_BYTES_MAX = 64 * KB;

/** The text of one entry: exact length, no terminator. Undefined when it does not lie inside the file. */
function textOf(file: DiskFile, entry: LocatorEntry): string | undefined {
  const { offset, length } = entry;
  if (length === 0 || length > PATH_BYTES_MAX || offset + length > file.size()) return undefined;
  const bytes = readExactly(file, offset, length);
  return untilNul(entry.code.startsWith('W2') ? bytes.toString('utf16le', 0, length & ~1) : bytes.toString('utf8'));
}

/** Paths that the file names, relative ones first, then absolute ones, then the name in the header. */
export function parentPaths(file: DiskFile, header: DynamicHeader): { relative: string[]; absolute: string[] } {
  const texts = (...codes: string[]): string[] =>
    codes
      .flatMap((code) => header.locators.filter((entry) => entry.code === code).map((entry) => textOf(file, entry)))
      .filter((text): text is string => text !== undefined && text !== '');
  const urls = texts('MacX').filter((text) => text.startsWith('file://'));
  return {
    relative: texts('W2ru', 'Wi2r'),
    absolute: [
      ...texts('W2ku', 'Wi2k'),
      ...urls.map((text) => decodeUrl(text.replace(/^file:\/\/(localhost)?/, ''))),
      ...(header.parentName === '' ? [] : [header.parentName]),
    ],
  };
}

function decodeUrl(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Entries and data for a new child, placed as Windows 10 does. `tableEnd`: where the table behind the first text ends. */
export function newLocators(relative: string | undefined, absolute: string, tableEnd: number) {
  const place = F.NEW_DIFFERENCING;
  const text = Buffer.from(absolute, 'utf16le').subarray(0, place.absoluteSpace);
  const writes: { offset: number; bytes: Buffer }[] = [{ offset: place.absoluteAt, bytes: text }];
  const entries: LocatorEntry[] = [
    { code: 'W2ku', space: place.absoluteSpace, length: text.length, offset: place.absoluteAt },
  ];
  let end: number = roundUp(tableEnd, F.ALIGNMENT);
  if (relative !== undefined) {
    const bytes = Buffer.from(relative, 'utf16le').subarray(0, place.relativeSpace);
    entries.push({ code: 'W2ru', space: place.relativeSpace, length: bytes.length, offset: end });
    writes.push({ offset: end, bytes });
    end += place.relativeSpace;
  }
  return { entries, writes, end };
}

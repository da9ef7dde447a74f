/**
 * Giving a differencing VHD another parent. The dynamic header does not fit into one sector and there is no log, so the new
 * one is written elsewhere first, the footers are made to point there, then it goes to its usual place.
 */
import { roundUp } from '../bytes.ts';
import type { VhdParent } from './create.ts';
import type { DynamicVhd } from './dynamic.ts';
import { encodeFooter } from './footer.ts';
import * as F from './format.ts';
import { encodeDynamicHeader } from './header.ts';

export function editParent(disk: DynamicVhd, parent: VhdParent): void {
  disk.flush();
  const { file } = disk;
  const home = disk.footer.dataOffset;
  const start = roundUp(disk.footerOffset, F.SECTOR);
  const texts = [
    { code: 'W2ku', text: parent.absolute },
    { code: 'W2ru', text: parent.relative },
  ].flatMap(({ code, text }) => (text === undefined ? [] : [{ code, bytes: Buffer.from(text, 'utf16le') }]));
  let end = start + F.HEADER_SIZE;
  const locators = texts.map(({ code, bytes }) => {
    const space = roundUp(bytes.length, F.SECTOR);
    const entry = { code, space, length: bytes.length, offset: end };
    end += space;
    return entry;
  });
  const header = {
    ...disk.header,
    parentIdentifier: parent.identifier,
    parentTimestamp: 0,
    parentName: parent.absolute,
    locators,
  };
  const footerOffset = disk.nextStart(end);
  file.write(encodeFooter(disk.footer), footerOffset);
  file.flush();
  file.write(encodeDynamicHeader(header), start);
  texts.forEach(({ bytes }, i) => {
    file.write(bytes, (locators[i] as (typeof locators)[number]).offset);
  });
  file.flush();
  disk.footerOffset = footerOffset;
  pointTo(disk, start);
  file.write(encodeDynamicHeader(header), home);
  file.flush();
  pointTo(disk, home);
  disk.header = header;
}

/** Both footers name another place of the dynamic header, the one at the end (which counts) first. */
function pointTo(disk: DynamicVhd, dataOffset: number): void {
  disk.footer = { ...disk.footer, dataOffset };
  for (const at of [disk.footerOffset, 0]) {
    disk.file.write(encodeFooter(disk.footer), at);
    disk.file.flush();
  }
}

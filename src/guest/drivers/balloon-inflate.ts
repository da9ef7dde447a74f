/** Giving pages to the host and taking them back. */
import type { PageRange } from '../../vmbus/balloon.ts';
import type { Guest } from '../guest.ts';
import { allocatePages, freePages } from '../kernel/hotplug.ts';
import { accounts, balloonFloor } from '../kernel/memory.ts';
import { balloonState, say, settings } from './balloon-common.ts';

/** Ranges in one answer of 4096 bytes. */
const RANGES_PER_MESSAGE = 510;
/** The driver gives whole multiples of 2 MiB. */
const ALIGNMENT = 512;

/** How much of a request will be tried: later drivers keep available memory above the floor. */
export function grantable(guest: Guest, pages: number): number {
  const { floorCheck, floor } = settings(guest);
  if (!floorCheck) return pages;
  const now = accounts(guest);
  const room = Math.max(now.available - balloonFloor(now.total, floor), 0);
  if (now.available >= pages && room >= pages) return pages;
  const reason = now.available < pages ? 'Not enough memory.' : 'Balloon floor reached.';
  say(guest, `Balloon request will be partially fulfilled. ${reason}`, 4);
  return Math.floor(room / ALIGNMENT) * ALIGNMENT;
}

/** Answers a balloon request with what could be allocated: possibly less, possibly nothing. */
export function inflate(guest: Guest, pages: number): void {
  const { unitPages } = settings(guest);
  const granted = allocatePages(guest, pages, unitPages);
  const perMessage = RANGES_PER_MESSAGE * unitPages;
  const messages = splitRanges(granted, perMessage);
  if (messages.length === 0) messages.push([]);
  messages.forEach((ranges, index) => {
    const morePages = index < messages.length - 1;
    guest.send({ channel: 'balloon', message: { type: 'balloonResponse', morePages, ranges } });
  });
}

/** Cuts runs into messages of at most so many pages. (The driver lists each unit by itself; here runs are kept together.) */
export function splitRanges(ranges: readonly PageRange[], perMessage: number): PageRange[][] {
  const messages: PageRange[][] = [];
  let current: PageRange[] = [];
  let room = perMessage;
  for (const range of ranges) {
    let { start, pages } = range;
    while (pages > 0) {
      const part = Math.min(pages, room);
      current.push({ start, pages: part });
      start += part;
      pages -= part;
      room -= part;
      if (room === 0) {
        messages.push(current);
        current = [];
        room = perMessage;
      }
    }
  }
  if (current.length > 0) messages.push(current);
  return messages;
}

/** Takes ranges back; answered after the last part of a request. */
export function deflate(guest: Guest, ranges: readonly PageRange[], more: boolean): void {
  const balloon = balloonState(guest);
  freePages(guest, ranges);
  if (!balloon.work) balloon.phase = more ? 'balloonDown' : 'initialized';
  if (!more) guest.send({ channel: 'balloon', message: { type: 'unballoonResponse' } });
}

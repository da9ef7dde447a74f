/** Hot-add: 128 MiB blocks, one after another, each waited for until it is online. */
import { HOT_ADD_CHUNK_PAGES } from '../../vmbus/balloon.ts';
import { ramRanges } from '../../vmbus/memory-map.ts';
import type { Guest } from '../guest.ts';
import { addBlock, onlineBlock, removeBlock } from '../kernel/hotplug.ts';
import type { BalloonWork } from '../state.ts';
import { balloonState, say, settings } from './balloon-common.ts';

export type HotAddWork = Extract<BalloonWork, { kind: 'hotAdd' }>;

/** What follows after a block: the next one, a wait for user space, or the answer. */
export type HotAddStep = 'next' | 'wait' | 'end';

/** Blocks that a range of pages touches. */
export function hotAddWork(start: number, pages: number): HotAddWork {
  return {
    kind: 'hotAdd',
    start,
    pages,
    next: Math.floor(start / HOT_ADD_CHUNK_PAGES),
    last: Math.ceil((start + pages) / HOT_ADD_CHUNK_PAGES) - 1,
    done: 0,
  };
}

/** Adds the block that is next. */
export function addNext(guest: Guest, work: HotAddWork): HotAddStep {
  const balloon = balloonState(guest);
  const start = work.next * HOT_ADD_CHUNK_PAGES;
  const end = start + HOT_ADD_CHUNK_PAGES;
  const backed = Math.min(end, work.start + work.pages) - Math.max(start, work.start);
  const known = guest.run.memory.blocks.find(({ index }) => index === work.next);
  if (known) {
    // A later request for the rest of a block that is there: its pages only come online.
    known.backedPages += backed;
    work.done += backed;
    if (known.online) balloon.pagesOnlined += backed;
    return afterBlock(work);
  }
  if (occupied(guest, start, end)) {
    say(guest, 'hot_add memory failed error is -17');
    balloon.hotAddAllowed = false;
    return 'end';
  }
  const block = addBlock(guest, work.next, backed);
  work.done += backed;
  if (onlinesMemory(guest)) onlineBlock(guest, work.next);
  return block.online ? afterBlock(work) : 'wait';
}

/** Moves on to the next block, or to the end. */
export function afterBlock(work: HotAddWork): HotAddStep {
  if (work.next >= work.last) return 'end';
  work.next++;
  return 'next';
}

/** Five seconds went by and nobody onlined the block: it is rolled back, or kept offline. */
export function waitOver(guest: Guest, work: HotAddWork): HotAddStep {
  const block = guest.run.memory.blocks.find(({ index }) => index === work.next);
  if (!block || block.online || settings(guest).onlineTimeout === 'keep') return afterBlock(work);
  say(guest, 'hot_add memory timedout');
  removeBlock(guest, work.next);
  work.done -= block.backedPages;
  return 'end';
}

/** Tells the host how much was added. */
export function answerHotAdd(guest: Guest, pages: number): void {
  const balloon = balloonState(guest);
  // What was added counts from now on; what is online may have been counted before.
  balloon.pagesAdded += pages;
  // Nothing added with hot-add switched off is final: result 1. Nothing added otherwise may be tried again: result 0.
  const result = pages > 0 || !balloon.hotAddAllowed ? 1 : 0;
  if (pages === 0) say(guest, 'Memory hot add failed');
  guest.send({ channel: 'balloon', message: { type: 'hotAddResponse', pages, result } });
}

/** New blocks go online by the kernel's setting or by a rule of udev. */
function onlinesMemory(guest: Guest): boolean {
  const rule = guest.userSpace.onlinesMemory?.(guest) ?? guest.profile.memoryOnline === 'udev';
  return guest.run.memory.autoOnline || rule;
}

/** True where a block would cover memory that the guest has from its start. */
function occupied(guest: Guest, startPage: number, endPage: number): boolean {
  return ramRanges(guest.run.hardware).some((range) => range.start / 4096 < endPage && range.end / 4096 > startPage);
}

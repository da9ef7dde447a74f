/** Memory blocks that come and go, and pages that the balloon takes. */
import type { PageRange } from '../../vmbus/balloon.ts';
import { ramRanges } from '../../vmbus/memory-map.ts';
import type { Guest } from '../guest.ts';
import type { MemoryBlock } from '../state.ts';
import { accounts, BLOCK_PAGES } from './memory.ts';

/** Adds a block, offline; `backed` pages of it have memory behind them. */
export function addBlock(guest: Guest, index: number, backed: number): MemoryBlock {
  const block: MemoryBlock = { index, online: false, backedPages: backed };
  const { blocks } = guest.run.memory;
  blocks.push(block);
  blocks.sort((a, b) => a.index - b.index);
  guest.touch();
  return block;
}

export function removeBlock(guest: Guest, index: number): void {
  const { memory } = guest.run;
  memory.blocks = memory.blocks.filter((block) => block.index !== index);
  guest.touch();
}

/** Puts a block to use. The first one in a zone that was empty prints the zone lists (captured on 6.1). */
export function onlineBlock(guest: Guest, index: number): void {
  const { memory, drivers } = guest.run;
  const block = memory.blocks.find((entry) => entry.index === index);
  if (!block || block.online) return;
  block.online = true;
  drivers.balloon.pagesOnlined += block.backedPages;
  guest.touch();
  if (memory.zoneBuilt) return;
  memory.zoneBuilt = true;
  if (guest.profile.family !== 'linux') return;
  const total = accounts(guest).managed;
  if (guest.profile.era === 'modern') guest.log('Fallback order for Node 0: 0 ', 6);
  guest.log(
    guest.profile.era === 'modern'
      ? `Built 1 zonelists, mobility grouping on.  Total pages: ${total}`
      : `Built 1 zonelists in Zone order, mobility grouping on.  Total pages: ${total}`,
    6,
  );
  guest.log(`Policy zone: ${block.index >= 32 ? 'Normal' : 'DMA32'}`, 6);
}

/** Takes a block out of use again; false where it holds memory in use. */
export function offlineBlock(guest: Guest, index: number): boolean {
  const { memory, drivers } = guest.run;
  const block = memory.blocks.find((entry) => entry.index === index);
  if (!block?.online) return false;
  if (accounts(guest).free < block.backedPages) {
    guest.log(`memory memory${index}: Offline failed.`, 4);
    return false;
  }
  block.online = false;
  drivers.balloon.pagesOnlined -= block.backedPages;
  guest.touch();
  return true;
}

/** Runs of page frames that the kernel may use, online blocks included. */
function usableRuns(guest: Guest): PageRange[] {
  const ram = ramRanges(guest.run.hardware).map(({ start, end }) => ({
    // The first 16 MiB are left to the kernel; the firmware's tables end low memory.
    start: Math.max(start / 4096, 4096),
    pages: Math.floor(end / 4096) - Math.max(start / 4096, 4096) - (start === 0 ? 16 : 0),
  }));
  const blocks = guest.run.memory.blocks
    .filter(({ online }) => online)
    .map(({ index, backedPages }) => ({ start: index * BLOCK_PAGES, pages: backedPages }));
  return [...ram, ...blocks].sort((a, b) => a.start - b.start);
}

/**
 * Allocates up to `pages` for the host in units, from the highest addresses down, as long as there is free memory or cache to
 * drop. Gives the new runs.
 */
export function allocatePages(guest: Guest, pages: number, unit: number): PageRange[] {
  const now = accounts(guest);
  // Without retry: free memory and clean cache, but nothing that would have to be swapped.
  const room = Math.max(now.free + now.cached - now.shared + now.buffers - now.dirty, 0);
  let left = Math.floor(Math.min(pages, room) / unit) * unit;
  const taken: PageRange[] = [];
  for (const run of freeRuns(guest).reverse()) {
    if (left === 0) break;
    const first = Math.ceil(run.start / unit) * unit;
    const fits = Math.max(Math.floor((run.start + run.pages - first) / unit) * unit, 0);
    const part = Math.min(left, fits);
    if (part === 0) continue;
    taken.push({ start: first + fits - part, pages: part });
    left -= part;
  }
  guest.run.memory.ballooned = merge([...guest.run.memory.ballooned, ...taken]);
  guest.touch();
  return taken.reverse();
}

/** Takes pages back from the host. */
export function freePages(guest: Guest, ranges: readonly PageRange[]): void {
  const { memory } = guest.run;
  memory.ballooned = ranges.reduce<PageRange[]>((runs, range) => subtract(runs, range), memory.ballooned);
  guest.touch();
}

/** Usable runs less those given away. */
function freeRuns(guest: Guest): PageRange[] {
  return guest.run.memory.ballooned.reduce<PageRange[]>((runs, range) => subtract(runs, range), usableRuns(guest));
}

/** Sorted, neighbours joined. */
export function merge(ranges: readonly PageRange[]): PageRange[] {
  const sorted = [...ranges].filter(({ pages }) => pages > 0).sort((a, b) => a.start - b.start);
  const merged: PageRange[] = [];
  for (const range of sorted) {
    const last = merged.at(-1);
    if (last && last.start + last.pages === range.start) {
      merged[merged.length - 1] = { start: last.start, pages: last.pages + range.pages };
    } else merged.push(range);
  }
  return merged;
}

/** The runs without what lies in `range`. */
export function subtract(runs: readonly PageRange[], range: PageRange): PageRange[] {
  const end = range.start + range.pages;
  return runs.flatMap((run) => {
    const runEnd = run.start + run.pages;
    if (runEnd <= range.start || run.start >= end) return [run];
    const parts: PageRange[] = [];
    if (run.start < range.start) parts.push({ start: run.start, pages: range.start - run.start });
    if (runEnd > end) parts.push({ start: end, pages: runEnd - end });
    return parts;
  });
}

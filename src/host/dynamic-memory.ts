/**
 * The host's end of the dynamic-memory channel (the DM service provider): versions, capabilities, pressure reports, and one
 * request at a time of balloon, unballoon and hot-add. Message meaning as in drivers/hv/hv_balloon.c.
 */
import { type Micros, SECOND } from '../lab/time.ts';
import { type BalloonMessage, HOT_ADD_CHUNK_PAGES, PAGE, type PageRange } from '../vmbus/balloon.ts';
import { press } from './balance-schedule.ts';
import { hotAddStart, runAfter } from './hardware.ts';
import { hold } from './host-memory.ts';
import { noteMemory } from './memory-curve.ts';
import { deliver } from './services.ts';
import type { MemoryRun } from './types.ts';
import type { Vm } from './vm.ts';

/** After a refusal or a partial grant the host waits this long before it asks again (assumed). */
const RETRY = 30 * SECOND;
/** Ranges in one unballoon message: what fits a page, as in the responses. */
const RANGES_PER_MESSAGE = 510;

const pagesOf = (bytes: number) => Math.floor(bytes / PAGE);
const send = (vm: Vm, message: BalloonMessage) => deliver(vm, { channel: 'balloon', message });

/** A message from the guest's driver. */
export function receiveBalloon(vm: Vm, message: BalloonMessage, at: Micros): void {
  const memory = vm.doc.run?.memory;
  if (!memory) return;
  switch (message.type) {
    case 'versionRequest': {
      const accepted = message.version <= vm.host.profile.balloonVersion;
      if (accepted) memory.version = message.version;
      send(vm, { type: 'versionResponse', accepted });
      break;
    }
    case 'capabilitiesReport':
      capabilities(vm, memory, message);
      break;
    case 'statusReport':
      memory.committedPages = message.committedPages;
      memory.availablePages = message.availablePages;
      noteMemory(vm);
      press(vm);
      break;
    case 'balloonResponse':
      ballooned(vm, memory, message, at);
      break;
    case 'unballoonResponse':
      if (memory.waiting?.kind === 'unballoon') memory.waiting = null;
      press(vm);
      break;
    case 'hotAddResponse':
      hotAdded(vm, memory, message, at);
      break;
  }
}

function capabilities(
  vm: Vm,
  memory: MemoryRun,
  message: Extract<BalloonMessage, { type: 'capabilitiesReport' }>,
): void {
  memory.capabilities = {
    balloon: message.balloon,
    hotAdd: message.hotAdd,
    alignmentMb: 2 ** message.hotAddAlignment,
  };
  memory.endPage = hotAddStart(vm) / PAGE;
  send(vm, { type: 'capabilitiesResponse', accepted: true });
  if (vm.doc.memory.dynamic) send(vm, { type: 'maximumPages', pages: pagesOf(vm.doc.memory.maximum) });
  press(vm);
}

function ballooned(
  vm: Vm,
  memory: MemoryRun,
  message: Extract<BalloonMessage, { type: 'balloonResponse' }>,
  at: Micros,
): void {
  if (memory.waiting?.kind !== 'balloon') return;
  let pages = 0;
  for (const range of message.ranges) {
    memory.ranges.push([range.start, range.pages]);
    pages += range.pages;
  }
  memory.ballooned += pages * PAGE;
  memory.waiting.pages -= pages;
  hold(vm, -pages * PAGE);
  if (message.morePages) return;
  if (memory.waiting.pages > 0) memory.balloonRetryAt = at + RETRY;
  memory.waiting = null;
  press(vm);
}

function hotAdded(
  vm: Vm,
  memory: MemoryRun,
  message: Extract<BalloonMessage, { type: 'hotAddResponse' }>,
  at: Micros,
): void {
  if (memory.waiting?.kind !== 'hotAdd') return;
  const asked = memory.waiting.pages;
  const taken = message.result === 1 ? Math.min(message.pages, asked) : 0;
  memory.waiting = null;
  memory.hotAdded += taken * PAGE;
  memory.endPage += taken;
  hold(vm, (taken - asked) * PAGE);
  if (message.result === 1 && taken === 0) memory.hotAddOff = true;
  else if (taken < asked) memory.hotAddRetryAt = at + RETRY;
  press(vm);
}

/** Asks the guest to give up to `bytes` back. */
export function balloon(vm: Vm, bytes: number): void {
  const memory = vm.doc.run!.memory;
  const pages = pagesOf(bytes);
  memory.waiting = { kind: 'balloon', pages, since: vm.host.now };
  send(vm, { type: 'balloonRequest', pages });
}

/** Gives ballooned memory back, the last taken first; answers how many bytes were. The host must have them free. */
export function unballoon(vm: Vm, bytes: number): number {
  const memory = vm.doc.run!.memory;
  const wanted = pagesOf(bytes);
  const ranges: PageRange[] = [];
  let pages = 0;
  while (pages < wanted && memory.ranges.length > 0) {
    const [start, count] = memory.ranges.pop() as [number, number];
    const part = Math.min(count, wanted - pages);
    if (part < count) memory.ranges.push([start, count - part]);
    ranges.push({ start: start + count - part, pages: part });
    pages += part;
  }
  if (pages === 0) return 0;
  memory.ballooned -= pages * PAGE;
  hold(vm, pages * PAGE);
  memory.waiting = { kind: 'unballoon', pages, since: vm.host.now };
  for (let i = 0; i < ranges.length; i += RANGES_PER_MESSAGE) {
    const morePages = i + RANGES_PER_MESSAGE < ranges.length;
    send(vm, { type: 'unballoonRequest', morePages, ranges: ranges.slice(i, i + RANGES_PER_MESSAGE) });
  }
  return pages * PAGE;
}

/** Offers more memory than the guest ever had; answers how many bytes were. The host must have them free. */
export function hotAdd(vm: Vm, bytes: number): number {
  const memory = vm.doc.run!.memory;
  const run = runAfter(vm, memory.endPage * PAGE, bytes);
  const pages = pagesOf(run.bytes);
  if (pages === 0) return 0;
  memory.endPage = run.start / PAGE;
  hold(vm, pages * PAGE);
  memory.waiting = { kind: 'hotAdd', pages, since: vm.host.now };
  send(vm, { type: 'hotAddRequest', range: { start: memory.endPage, pages }, region: null });
  return pages * PAGE;
}

/** True where a hot-add may be tried now. */
export function canHotAdd(memory: MemoryRun, now: Micros): boolean {
  return memory.capabilities?.hotAdd === true && !memory.hotAddOff && now >= memory.hotAddRetryAt;
}

/** Hot-add in whole chunks of the Linux driver. */
export const CHUNK = HOT_ADD_CHUNK_PAGES * PAGE;

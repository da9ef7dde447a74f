/**
 * hv_balloon: negotiation, pressure reports, giving pages away and taking them back, hot-add. Limits and texts as in
 * drivers/hv/hv_balloon.c; what differs by age is in the profile.
 */
import { type BalloonMessage, HOT_ADD_CHUNK_PAGES, type PageRange } from '../../vmbus/balloon.ts';
import { ramRanges } from '../../vmbus/memory-map.ts';
import { type Guest, kernelAlive } from '../guest.ts';
import { addBlock, allocatePages, freePages, onlineBlock, removeBlock } from '../kernel/hotplug.ts';
import { accounts, balloonFloor, memoryUse, pagesIn } from '../kernel/memory.ts';
import type { BalloonProfile } from '../profiles/profile.ts';
import type { BalloonState } from '../state.ts';
import { openChannel } from './bus.ts';
import { deviceDirectory, findDevice } from './devices.ts';

const SECOND = 1_000_000;
/** How long the guest waits for each answer of the handshake. */
const HANDSHAKE_SECONDS = 5;
/** How long it waits for user space to online a block. */
const ONLINE_SECONDS = 5;
/** Ranges in one answer of 4096 bytes. */
const RANGES_PER_MESSAGE = 510;
/** Assumed speed of allocating pages: 4 GiB a second. */
const MICROS_PER_PAGE = 1;
/** Assumed time to add one block and online it. */
const BLOCK_MICROS = 60_000;
/** The driver takes requests of 2 MiB multiples. */
const ALIGNMENT = 512;

/** The driver's own part of the profile; only called where it is there. */
function settings(guest: Guest): BalloonProfile {
  return guest.profile.balloon as BalloonProfile;
}

function say(guest: Guest, text: string, level = 6): void {
  guest.log(`hv_balloon: ${text}`, level);
}

function state(guest: Guest): BalloonState {
  return guest.run.drivers.balloon;
}

/** A switch of the module on the kernel command line: `hv_balloon.hot_add=1`. */
function parameter(guest: Guest, name: string): boolean | undefined {
  const words = guest.run.kernel.commandLine.split(' ');
  const word = words.findLast((text) => text.startsWith(`hv_balloon.${name}=`));
  return word === undefined ? undefined : /=[1yY]/.test(word);
}

/** New blocks go online by the kernel's setting or by a rule of udev. */
function onlinesMemory(guest: Guest): boolean {
  const rule = guest.userSpace.onlinesMemory?.(guest) ?? guest.profile.memoryOnline === 'udev';
  return guest.run.memory.autoOnline || rule;
}

/** The module is loaded: the channel is opened and the handshake begins. */
export function loadBalloon(guest: Guest): void {
  const { profile } = guest;
  if (!profile.balloon || !profile.drivers.includes('hv_balloon') || guest.run.drivers.bus === null) return;
  const balloon = state(guest);
  balloon.loaded = true;
  guest.log('hv_vmbus: registering driver hv_balloon');
  if (openChannel(guest, 'balloon')) offer(guest);
}

function offer(guest: Guest): void {
  const { versions } = settings(guest);
  const { attempt } = state(guest);
  const lastAttempt = attempt === versions.length - 1;
  guest.schedule('balloon:timeout', HANDSHAKE_SECONDS * SECOND);
  guest.send({
    channel: 'balloon',
    message: { type: 'versionRequest', version: versions[attempt] as number, lastAttempt },
  });
}

/** The event `balloon:timeout`, and a refusal: the probe fails with ETIMEDOUT. */
export function balloonTimeout(guest: Guest): void {
  guest.cancel('balloon:timeout');
  state(guest).phase = 'initError';
  const device = findDevice(guest, 'balloon', 0);
  const name = device ? deviceDirectory(guest, device) : '';
  guest.log(`hv_vmbus: probe failed for device ${name} (-110)`, 3);
  guest.touch();
}

export function receiveBalloon(guest: Guest, message: BalloonMessage): void {
  const balloon = state(guest);
  if (!balloon.loaded || balloon.phase === 'initError' || !kernelAlive(guest)) return;
  guest.touch();
  switch (message.type) {
    case 'versionResponse':
      versionAnswered(guest, message.accepted);
      return;
    case 'capabilitiesResponse':
      capabilitiesAnswered(guest, message.accepted);
      return;
    case 'balloonRequest':
    case 'hotAddRequest':
      request(guest, message);
      return;
    case 'unballoonRequest':
      balloonDown(guest, message.ranges, message.morePages);
      return;
    case 'maximumPages':
      balloon.maximumPages = message.pages;
      if (guest.profile.era === '2013') {
        say(guest, 'Received INFO_TYPE_MAX_PAGE_CNT');
        say(guest, 'Data Size is 8');
      } else say(guest, `Max. dynamic memory size: ${Math.floor(message.pages / 256)} MB`);
      return;
    default:
      return;
  }
}

function versionAnswered(guest: Guest, accepted: boolean): void {
  const balloon = state(guest);
  const { versions, announces, hotAdd: enabled } = settings(guest);
  if (balloon.phase !== 'initializing' || balloon.version !== null) return;
  guest.cancel('balloon:timeout');
  if (!accepted) {
    balloon.attempt++;
    if (balloon.attempt >= versions.length) {
      balloonTimeout(guest);
      return;
    }
    offer(guest);
    return;
  }
  const version = versions[balloon.attempt] as number;
  balloon.version = version;
  balloon.hotAddAllowed = parameter(guest, 'hot_add') ?? enabled;
  if (announces) say(guest, `Using Dynamic Memory protocol version ${version >>> 16}.${version & 0xffff}`);
  guest.schedule('balloon:timeout', HANDSHAKE_SECONDS * SECOND);
  // The hot-add bit is set even where the module refuses: it refuses each request.
  guest.send({
    channel: 'balloon',
    message: { type: 'capabilitiesReport', balloon: true, hotAdd: true, hotAddAlignment: 7 },
  });
}

function capabilitiesAnswered(guest: Guest, accepted: boolean): void {
  const balloon = state(guest);
  if (balloon.phase !== 'initializing' || balloon.version === null) return;
  guest.cancel('balloon:timeout');
  if (!accepted) {
    say(guest, 'Capabilities not accepted by host', 3);
    balloonTimeout(guest);
    return;
  }
  balloon.phase = 'initialized';
  balloon.connected = true;
  balloon.reportFrom = guest.now + settings(guest).reportDelay * SECOND;
  watchMemory(guest);
}

/**
 * What the driver would report now, in pages: memory promised, plus what it gave away and what it added but nobody onlined,
 * plus the floor below which the guest must not go.
 */
export function pressure(guest: Guest): { available: number; committed: number } {
  const { floor, available } = settings(guest);
  const balloon = state(guest);
  const pages = accounts(guest);
  return {
    available: available === 'free' ? pages.free : pages.available,
    committed:
      pages.committed +
      pages.ballooned +
      Math.max(balloon.pagesAdded - balloon.pagesOnlined, 0) +
      balloonFloor(pages.total, floor),
  };
}

/**
 * The driver reports every second; a report that says the same as the one before tells nobody anything. So a tick is queued
 * only while memory is changing: whoever may have changed it calls this.
 */
export function watchMemory(guest: Guest): void {
  const balloon = guest.state.run?.drivers.balloon;
  if (!balloon?.connected || balloon.ticking || balloon.reportFrom === null || !kernelAlive(guest)) return;
  if (balloon.reported && guest.now >= balloon.reportFrom && !memoryUse(guest).changing) {
    const { available, committed } = pressure(guest);
    if (available === balloon.reported.available && committed === balloon.reported.committed) return;
  }
  balloon.ticking = true;
  // Ticks fall on whole seconds after the first report.
  const since = guest.now - balloon.reportFrom;
  const wait = since < 0 ? -since : SECOND - (since % SECOND);
  guest.schedule('balloon:tick', wait);
}

/** The event `balloon:tick`. */
export function balloonTick(guest: Guest): void {
  const balloon = state(guest);
  balloon.ticking = false;
  guest.touch();
  const { available, committed } = pressure(guest);
  const last = balloon.reported;
  if (!last || last.available !== available || last.committed !== committed) {
    balloon.reported = { available, committed };
    guest.send({
      channel: 'balloon',
      message: { type: 'statusReport', availablePages: available, committedPages: committed },
    });
  }
  if (memoryUse(guest).changing) watchMemory(guest);
}

type Request = Extract<BalloonMessage, { type: 'balloonRequest' | 'hotAddRequest' }>;

/** Begins a request; one that comes while another is in hand is warned about and waits. */
function request(guest: Guest, message: Request): void {
  const balloon = state(guest);
  if (balloon.work) {
    say(guest, balloon.work.kind === 'inflate' ? 'Currently ballooning' : 'Currently hot-adding', 4);
    balloon.waiting.push(
      message.type === 'balloonRequest'
        ? { kind: 'inflate', pages: message.pages }
        : { kind: 'hotAdd', start: message.range.start, pages: message.range.pages },
    );
  } else if (message.type === 'balloonRequest') balloonUp(guest, message.pages);
  else hotAdd(guest, message.range);
}

/** The work in hand is done: the next request, if one waits. */
function workDone(guest: Guest): void {
  const balloon = state(guest);
  balloon.work = null;
  balloon.phase = 'initialized';
  const next = balloon.waiting.shift();
  if (next?.kind === 'inflate') balloonUp(guest, next.pages);
  else if (next) hotAdd(guest, { start: next.start, pages: next.pages });
  watchMemory(guest);
}

function balloonUp(guest: Guest, pages: number): void {
  const balloon = state(guest);
  let wanted = pages;
  if (settings(guest).floorCheck) {
    const now = accounts(guest);
    const room = Math.max(now.available - balloonFloor(now.total, settings(guest).floor), 0);
    if (now.available < pages || room < pages) {
      const reason = now.available < pages ? 'Not enough memory.' : 'Balloon floor reached.';
      say(guest, `Balloon request will be partially fulfilled. ${reason}`, 4);
      wanted = Math.floor(room / ALIGNMENT) * ALIGNMENT;
    }
  }
  balloon.phase = 'balloonUp';
  balloon.work = { kind: 'inflate', pages: wanted };
  guest.schedule('balloon:work', Math.max(wanted * MICROS_PER_PAGE, 1000));
}

/** Answers a balloon request with what could be allocated: possibly less, possibly nothing. */
function inflate(guest: Guest, pages: number): void {
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

function balloonDown(guest: Guest, ranges: readonly PageRange[], more: boolean): void {
  const balloon = state(guest);
  freePages(guest, ranges);
  balloon.phase = more ? 'balloonDown' : balloon.work ? balloon.phase : 'initialized';
  if (!more) guest.send({ channel: 'balloon', message: { type: 'unballoonResponse' } });
  watchMemory(guest);
}

function answerHotAdd(guest: Guest, pages: number): void {
  const balloon = state(guest);
  // What was added counts from now on; what is online may have been counted before.
  balloon.pagesAdded += pages;
  // Nothing added with hot-add switched off is final: result 1. Nothing added otherwise may be tried again: result 0.
  const result = pages > 0 || !balloon.hotAddAllowed ? 1 : 0;
  if (pages === 0) say(guest, 'Memory hot add failed', 6);
  guest.send({ channel: 'balloon', message: { type: 'hotAddResponse', pages, result } });
  workDone(guest);
}

function hotAdd(guest: Guest, range: PageRange): void {
  const balloon = state(guest);
  if (!balloon.hotAddAllowed) {
    answerHotAdd(guest, 0);
    return;
  }
  const first = Math.floor(range.start / HOT_ADD_CHUNK_PAGES);
  const last = Math.ceil((range.start + range.pages) / HOT_ADD_CHUNK_PAGES) - 1;
  balloon.phase = 'hotAdd';
  balloon.work = { kind: 'hotAdd', start: range.start, pages: range.pages, next: first, last, done: 0 };
  guest.schedule('balloon:work', BLOCK_MICROS);
}

/** The event `balloon:work`: the worker goes on with what is in hand. */
export function balloonWork(guest: Guest): void {
  const balloon = state(guest);
  const { work } = balloon;
  if (!work) return;
  guest.touch();
  if (work.kind === 'inflate') {
    inflate(guest, work.pages);
    workDone(guest);
    return;
  }
  const start = work.next * HOT_ADD_CHUNK_PAGES;
  const end = start + HOT_ADD_CHUNK_PAGES;
  const backed = Math.min(end, work.start + work.pages) - Math.max(start, work.start);
  const known = guest.run.memory.blocks.find(({ index }) => index === work.next);
  if (known) {
    // A later request for the rest of a chunk that is there: its pages only come online.
    known.backedPages += backed;
    work.done += backed;
    if (known.online) balloon.pagesOnlined += backed;
    nextBlock(guest);
    return;
  }
  if (occupied(guest, start, end)) {
    say(guest, 'hot_add memory failed error is -17', 6);
    balloon.hotAddAllowed = false;
    answerHotAdd(guest, work.done);
    return;
  }
  addBlock(guest, work.next, backed);
  work.done += backed;
  if (onlinesMemory(guest)) onlineBlock(guest, work.next);
  const online = guest.run.memory.blocks.some((block) => block.index === work.next && block.online);
  if (online) {
    nextBlock(guest);
    return;
  }
  guest.schedule('balloon:online', ONLINE_SECONDS * SECOND);
}

/** The event `balloon:online`: the wait for user space is over. */
export function onlineWaitOver(guest: Guest): void {
  const balloon = state(guest);
  const { work } = balloon;
  if (work?.kind !== 'hotAdd') return;
  const block = guest.run.memory.blocks.find(({ index }) => index === work.next);
  if (block && !block.online && settings(guest).onlineTimeout === 'rollback') {
    say(guest, 'hot_add memory timedout', 6);
    removeBlock(guest, work.next);
    work.done -= block.backedPages;
    answerHotAdd(guest, work.done);
    return;
  }
  nextBlock(guest);
}

/** Somebody wrote `online` to a block that the worker waits for. */
export function blockOnlined(guest: Guest, index: number): void {
  const { work } = state(guest);
  watchMemory(guest);
  if (work?.kind !== 'hotAdd' || work.next !== index) return;
  guest.cancel('balloon:online');
  nextBlock(guest);
}

function nextBlock(guest: Guest): void {
  const { work } = state(guest);
  if (work?.kind !== 'hotAdd') return;
  if (work.next >= work.last) {
    answerHotAdd(guest, work.pages);
    return;
  }
  work.next++;
  watchMemory(guest);
  guest.schedule('balloon:work', BLOCK_MICROS);
}

/** True where a block would cover memory that the guest has from its start. */
function occupied(guest: Guest, startPage: number, endPage: number): boolean {
  return ramRanges(guest.run.hardware).some((range) => range.start / 4096 < endPage && range.end / 4096 > startPage);
}

/** `/sys/kernel/debug/hv-balloon`: nine lines. */
export function debugText(guest: Guest): string {
  const balloon = state(guest);
  const version = balloon.version ?? 0;
  const phases = {
    initializing: '0 (Initializing)',
    initialized: '1 (Initialized)',
    balloonUp: '2 (Balloon Up)',
    balloonDown: '3 (Balloon Down)',
    hotAdd: '4 (Hot Add)',
    initError: '5 (Error)',
  } as const;
  const rows: [string, string | number][] = [
    ['host_version', `${version >>> 16}.${version & 0xffff}`],
    ['capabilities', `enabled${balloon.hotAddAllowed ? ' hot_add' : ''}`],
    ['state', phases[balloon.phase]],
    ['page_size', 4096],
    ['pages_added', balloon.pagesAdded],
    ['pages_onlined', balloon.pagesOnlined],
    ['pages_ballooned', pagesIn(guest.run.memory.ballooned)],
    ['total_pages_committed', pressure(guest).committed],
    ['max_dynamic_page_count', balloon.maximumPages],
  ];
  return rows.map(([name, value]) => `${name.padEnd(22)}: ${value}\n`).join('');
}

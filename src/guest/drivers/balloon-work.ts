/** The driver's worker: one request of the host at a time, in steps that take time. */
import type { BalloonMessage } from '../../vmbus/balloon.ts';
import type { Guest } from '../guest.ts';
import { balloonState, SECOND, say } from './balloon-common.ts';
import {
  addNext,
  afterBlock,
  answerHotAdd,
  type HotAddStep,
  type HotAddWork,
  hotAddWork,
  waitOver,
} from './balloon-hot-add.ts';
import { grantable, inflate } from './balloon-inflate.ts';
import { watchMemory } from './balloon-report.ts';

/** How long it waits for user space to online a block. */
const ONLINE_SECONDS = 5;
/** Assumed speed of allocating pages: 4 GiB a second. */
const MICROS_PER_PAGE = 1;
const SHORTEST = 1_000;
/** Assumed time to add one block and online it. */
const BLOCK_MICROS = 60_000;

type Request = Extract<BalloonMessage, { type: 'balloonRequest' | 'hotAddRequest' }>;

/** Begins a request; one that comes while another is in hand is warned about and waits. */
export function request(guest: Guest, message: Request): void {
  const balloon = balloonState(guest);
  if (balloon.work) {
    say(guest, balloon.work.kind === 'inflate' ? 'Currently ballooning' : 'Currently hot-adding', 4);
    balloon.waiting.push(
      message.type === 'balloonRequest'
        ? { kind: 'inflate', pages: message.pages }
        : { kind: 'hotAdd', start: message.range.start, pages: message.range.pages },
    );
  } else if (message.type === 'balloonRequest') beginInflate(guest, message.pages);
  else beginHotAdd(guest, message.range.start, message.range.pages);
}

function beginInflate(guest: Guest, pages: number): void {
  const balloon = balloonState(guest);
  const wanted = grantable(guest, pages);
  balloon.phase = 'balloonUp';
  balloon.work = { kind: 'inflate', pages: wanted };
  guest.schedule('balloon:work', Math.max(wanted * MICROS_PER_PAGE, SHORTEST));
}

function beginHotAdd(guest: Guest, start: number, pages: number): void {
  const balloon = balloonState(guest);
  if (!balloon.hotAddAllowed) {
    answerHotAdd(guest, 0);
    workDone(guest);
    return;
  }
  balloon.phase = 'hotAdd';
  balloon.work = hotAddWork(start, pages);
  guest.schedule('balloon:work', BLOCK_MICROS);
}

/** The work in hand is done: the next request, if one waits. */
function workDone(guest: Guest): void {
  const balloon = balloonState(guest);
  balloon.work = null;
  balloon.phase = 'initialized';
  const next = balloon.waiting.shift();
  if (next?.kind === 'inflate') beginInflate(guest, next.pages);
  else if (next) beginHotAdd(guest, next.start, next.pages);
  watchMemory(guest);
}

/** The event `balloon:work`: the worker goes on with what is in hand. */
export function balloonWork(guest: Guest): void {
  const { work } = balloonState(guest);
  if (!work) return;
  guest.touch();
  if (work.kind === 'inflate') {
    inflate(guest, work.pages);
    workDone(guest);
  } else follow(guest, work, addNext(guest, work));
}

/** The event `balloon:online`: the wait for user space is over. */
export function onlineWaitOver(guest: Guest): void {
  const { work } = balloonState(guest);
  if (work?.kind === 'hotAdd') follow(guest, work, waitOver(guest, work));
}

/** Somebody wrote `online` to a block, perhaps the one that the worker waits for. */
export function blockOnlined(guest: Guest, index: number): void {
  const { work } = balloonState(guest);
  watchMemory(guest);
  if (work?.kind !== 'hotAdd' || work.next !== index) return;
  guest.cancel('balloon:online');
  follow(guest, work, afterBlock(work));
}

function follow(guest: Guest, work: HotAddWork, step: HotAddStep): void {
  watchMemory(guest);
  if (step === 'next') guest.schedule('balloon:work', BLOCK_MICROS);
  else if (step === 'wait') guest.schedule('balloon:online', ONLINE_SECONDS * SECOND);
  else {
    answerHotAdd(guest, work.done);
    workDone(guest);
  }
}

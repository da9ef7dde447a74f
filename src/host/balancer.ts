/**
 * The memory balancer: looks about once a second where something changed, and moves memory between machines and host.
 *
 * Wanted is the demand plus the buffer, between minimum and maximum (Set-VMMemory documentation; Ben Armstrong's blog on
 * dynamic memory). Growth comes first, by priority: ballooned memory is given back, then new memory is hot-added. What the
 * host lacks is ballooned out of machines that have more than they want, then out of those of lower priority. Idle machines
 * shrink slowly towards what they want.
 */
import { type Micros, SECOND } from '../lab/time.ts';
import { keep, press } from './balance-schedule.ts';
import { balloon, CHUNK, canHotAdd, hotAdd, unballoon } from './dynamic-memory.ts';
import { freeMemory } from './host-memory.ts';
import { memoryCame } from './lifecycle.ts';
import { isBalanced, memoryDemand, memoryTarget, runningVms } from './memory-view.ts';
import type { HostSession } from './session.ts';
import { MB, type MemoryRun } from './types.ts';
import type { Vm } from './vm.ts';

const UNIT = 2 * MB;
const up = (bytes: number) => Math.ceil(bytes / UNIT) * UNIT;
const down = (bytes: number) => Math.floor(bytes / UNIT) * UNIT;

/** An idle machine keeps what it grew to for this long (assumed). */
const CALM = 30 * SECOND;
/** Less than this is not taken away for idleness alone (assumed): one hot-add chunk, so that growth never comes back at once. */
const TRIM_FROM = CHUNK;
/** Most that is asked of one guest at once: what one balloon response of 2 MB pages can hold, about. */
const STEP = 1024 * MB;
/** Share of its demand that a machine of lower priority keeps when others are short (assumed). */
const KEPT_SHARE = 0.75;
/** Above every priority that a machine may have. */
const STARTING = 101;

interface Subject {
  readonly vm: Vm;
  readonly memory: MemoryRun;
  readonly target: number;
}

/** One look. */
export function balance(host: HostSession): void {
  const pressed = host.doc.pressed.filter((id) => host.has(id)).map((id) => host.vm(id));
  host.doc.balanceAt = null;
  host.doc.pressed = [];
  pressed.sort((a, b) => b.doc.memory.priority - a.doc.memory.priority || a.doc.number - b.doc.number);
  for (const vm of pressed) if (vm.runs) resizeStatic(vm);
  let short = 0;
  let shortPriority = 0;
  for (const starter of pressed) {
    const bytes = starter.doc.state === 'Starting' ? (starter.doc.run?.waitsFor ?? 0) : 0;
    if (bytes === 0) continue;
    if (freeMemory(host) >= bytes) memoryCame(starter);
    else {
      short += bytes;
      // A machine that starts comes before all that run.
      shortPriority = STARTING;
      keep(starter);
    }
  }
  const subjects = pressed.filter(isBalanced).map(subjectOf);
  const free = () => Math.max(0, freeMemory(host) - short);
  for (const subject of subjects) {
    const missing = grow(subject, free, host.now);
    if (missing === 0) continue;
    short += missing;
    shortPriority = Math.max(shortPriority, subject.vm.doc.memory.priority);
    keep(subject.vm);
  }
  short = Math.max(0, short - Math.max(0, freeMemory(host)));
  // Only now is it worth looking at all that run.
  if (short > 0) takeBack(runningVms(host).filter(isBalanced).map(subjectOf), short, shortPriority, host.now);
  for (const subject of subjects) {
    trim(subject, host.now);
    lookAgain(subject, host.now);
  }
}

function subjectOf(vm: Vm): Subject {
  return { vm, memory: vm.doc.run!.memory, target: up(memoryTarget(vm.doc)) };
}

/** Gives a machine what it wants as far as the host has it; answers what is missing for lack of host memory. */
function grow({ vm, memory, target }: Subject, free: () => number, now: Micros): number {
  const wanted = Math.min(target, vm.doc.memory.maximum) - memory.assigned;
  if (wanted <= 0) return 0;
  memory.trimAfter = now + CALM;
  // One request at a time: until it is answered, what is still missing is kept from those of lower priority.
  if (memory.waiting) return memory.waiting.kind === 'balloon' || memory.hotAddOff ? 0 : wanted;
  const given = memory.ballooned > 0 ? unballoon(vm, Math.min(wanted, down(free()))) : 0;
  const missing = wanted - given;
  // Most drivers answer at once: then the rest follows in the same look.
  if (missing <= 0 || memory.ballooned > 0 || memory.waiting) return Math.max(0, missing);
  if (!canHotAdd(memory, now)) return 0;
  // Whole chunks: a Linux guest brings memory online in blocks of 128 MB.
  const room = vm.doc.memory.maximum - memory.bootBytes - memory.hotAdded;
  const chunks = Math.ceil(missing / CHUNK) * CHUNK;
  const bytes = Math.floor(Math.min(chunks, room, free()) / CHUNK) * CHUNK;
  if (bytes > 0) hotAdd(vm, bytes);
  return room < CHUNK ? 0 : Math.max(0, Math.min(missing, room) - bytes);
}

/** Balloons what others need: first what is above want, then from lower priority. */
function takeBack(subjects: readonly Subject[], short: number, priority: number, now: Micros): void {
  let left = short;
  const ask = (subject: Subject, keep: number) => {
    const { vm, memory } = subject;
    if (left <= 0 || memory.waiting || !memory.capabilities?.balloon || now < memory.balloonRetryAt) return;
    const bytes = down(Math.min(memory.assigned - Math.max(keep, vm.doc.memory.minimum), up(left), STEP));
    if (bytes <= 0) return;
    balloon(vm, bytes);
    left -= bytes;
  };
  const lowestFirst = [...subjects].sort(
    (a, b) => a.vm.doc.memory.priority - b.vm.doc.memory.priority || b.vm.doc.number - a.vm.doc.number,
  );
  for (const subject of lowestFirst) ask(subject, subject.target);
  for (const subject of lowestFirst) {
    if (subject.vm.doc.memory.priority >= priority) continue;
    const demand = memoryDemand(subject.vm.doc);
    ask(subject, priority === STARTING ? demand : demand * KEPT_SHARE);
  }
}

/** Takes from an idle machine what it has above its want. */
function trim({ vm, memory, target }: Subject, now: Micros): void {
  const excess = memory.assigned - Math.max(target, vm.doc.memory.minimum);
  if (excess < TRIM_FROM || memory.waiting || !memory.capabilities?.balloon) return;
  if (now < memory.trimAfter || now < memory.balloonRetryAt) return;
  balloon(vm, down(Math.min(excess, STEP)));
}

/** Brings a machine without dynamic memory to the size that Set-VMMemory asked for at run time, exactly. */
function resizeStatic(vm: Vm): void {
  const memory = vm.doc.run!.memory;
  if (memory.resizeTo === null || memory.waiting || !memory.capabilities) return;
  const change = memory.resizeTo - memory.assigned;
  const { now } = vm.host;
  if (change === 0) memory.resizeTo = null;
  else if (change < 0) {
    if (now < memory.balloonRetryAt) press(vm, memory.balloonRetryAt);
    else if (memory.capabilities.balloon) balloon(vm, Math.min(-change, STEP));
  } else if (change > freeMemory(vm.host)) keep(vm);
  else if (memory.ballooned > 0) unballoon(vm, change);
  else if (canHotAdd(memory, now)) hotAdd(vm, change);
  else if (memory.capabilities.hotAdd && !memory.hotAddOff) press(vm, memory.hotAddRetryAt);
}

/** When to look at this machine again without it reporting anything new. */
function lookAgain({ vm, memory, target }: Subject, now: Micros): void {
  if (memory.waiting) return;
  const excess = memory.assigned - Math.max(target, vm.doc.memory.minimum);
  if (excess >= TRIM_FROM && memory.capabilities?.balloon) {
    press(vm, Math.max(memory.trimAfter, memory.balloonRetryAt));
  } else if (target > memory.assigned && !memory.hotAddOff && memory.hotAddRetryAt > now) {
    press(vm, memory.hotAddRetryAt);
  }
}

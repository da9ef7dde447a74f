/**
 * Makes time pass on a host: a discrete-event simulation over its machines and its balancer, in order of time and, at equal
 * times, in order of their making. Its cost grows with the number of events: machines that are not due are never opened.
 */
import type { Micros } from '../lab/time.ts';
import type { GuestFactory } from '../vmbus/port.ts';
import { balance } from './balancer.ts';
import { EventQueue } from './event-queue.ts';
import { hostPort } from './host-port.ts';
import { finishTransition, shutdownTimedOut, startFailed } from './lifecycle.ts';
import { afterExit } from './power.ts';
import { askKvp } from './services.ts';
import type { Engine, HostSession } from './session.ts';
import type { TimerKind } from './types.ts';
import type { Vm } from './vm.ts';

/** The engine over guests made by this factory. */
export function makeEngine(guests: GuestFactory): Engine {
  return { guests, port: hostPort, advance };
}

const onTimer: Readonly<Record<TimerKind, (vm: Vm) => void>> = {
  transition: finishTransition,
  shutdownTimeout: shutdownTimedOut,
  startTimeout: startFailed,
  exit: afterExit,
  kvp: askKvp,
};

/** The host's balancer in the queue, before all machines. */
const BALANCER = 0;

function advance(host: HostSession, until: Micros): void {
  const queue = new EventQueue();
  const vms = new Map<number, Vm>();
  const enqueue = (vm: Vm) => {
    vms.set(vm.doc.number, vm);
    const at = vm.nextEventAt;
    if (at !== null && at <= until) queue.push(at, vm.doc.number);
  };
  const start = host.now;
  host.rescheduled = enqueue;
  const due = host.reader.list('vm', { where: { host: host.doc.id }, atMost: { nextEventAt: until } });
  for (const { id } of due) if (host.has(id)) enqueue(host.vm(id));
  for (const vm of host.opened()) enqueue(vm);
  let balancerAt: Micros | null = null;
  const enqueueBalancer = () => {
    const at = host.doc.balanceAt;
    if (at === null || at === balancerAt || at > until) return;
    balancerAt = at;
    queue.push(at, BALANCER);
  };
  enqueueBalancer();
  for (let next = queue.pop(); next; next = queue.pop()) {
    host.now = next.at;
    if (next.rank === BALANCER) {
      if (host.doc.balanceAt !== next.at) continue;
      balancerAt = null;
      balance(host);
    } else {
      const vm = vms.get(next.rank) as Vm;
      // The queue may hold times that no longer hold.
      if (vm.nextEventAt !== next.at) continue;
      step(vm, next.at);
      enqueue(vm);
    }
    enqueueBalancer();
  }
  host.rescheduled = null;
  host.now = Math.max(start, until);
}

/** Does what is due for one machine at one time: the guest first, then the host's timers. */
function step(vm: Vm, at: Micros): void {
  if (vm.runs && (vm.guest.nextEventAt ?? Number.POSITIVE_INFINITY) <= at) vm.guest.advanceTo(at);
  const due = vm.doc.timers.filter((timer) => timer.at <= at && vm.counts(timer));
  vm.doc.timers = vm.doc.timers.filter((timer) => !due.includes(timer));
  for (const timer of due) onTimer[timer.kind](vm);
}

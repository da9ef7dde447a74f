/**
 * When the balancer looks next, and at whom: about once a second, only where something changed, and only at the machines that
 * are `pressed`. The others are not even opened.
 */
import { type Micros, SECOND } from '../lab/time.ts';
import type { HostSession } from './session.ts';
import type { Vm } from './vm.ts';

/** The balancer looks at this machine at the next whole second, or at `at` where that is later. */
export function press(vm: Vm, at: Micros = vm.host.now): void {
  keep(vm);
  wake(vm.host, at);
}

/** The balancer looks at this machine whenever it looks next. */
export function keep(vm: Vm): void {
  const { doc } = vm.host;
  if (!doc.pressed.includes(vm.doc.id)) doc.pressed.push(vm.doc.id);
}

/** Memory became free: who waits for it is looked at. */
export function freed(host: HostSession): void {
  if (host.doc.pressed.length > 0) wake(host, host.now);
}

function wake(host: HostSession, at: Micros): void {
  const next = Math.max((Math.floor(host.now / SECOND) + 1) * SECOND, Math.ceil(at / SECOND) * SECOND);
  if (host.doc.balanceAt === null || next < host.doc.balanceAt) host.doc.balanceAt = next;
}

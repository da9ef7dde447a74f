/** Timers of a machine: at most one of a kind. */
import type { Micros } from '../lab/time.ts';
import type { TimerKind } from './types.ts';
import type { Vm } from './vm.ts';

export function setTimer(vm: Vm, kind: TimerKind, at: Micros): void {
  clearTimer(vm, kind);
  vm.doc.timers.push({ kind, at });
  vm.host.rescheduled?.(vm);
}

export function clearTimer(vm: Vm, kind: TimerKind): void {
  vm.doc.timers = vm.doc.timers.filter((timer) => timer.kind !== kind);
}

/** The host's own memory: what machines may hold in sum. */
import { freed } from './balance-schedule.ts';
import { HostError } from './errors.ts';
import { noteMemory } from './memory-curve.ts';
import type { HostSession } from './session.ts';
import { MB } from './types.ts';
import type { Vm } from './vm.ts';

/** Bytes that machines may hold in sum. */
export function capacity(host: HostSession): number {
  const { fixed, share } = host.profile.hostReserve;
  const reserve = fixed + Math.ceil((host.doc.memoryBytes * share) / MB) * MB;
  return Math.max(0, host.doc.memoryBytes - reserve);
}

/** Bytes no machine holds. */
export function freeMemory(host: HostSession): number {
  return capacity(host) - host.doc.memoryInUse;
}

/** Gives a machine more (or, negative, less) of the host's memory. The caller has checked that there is enough. */
export function hold(vm: Vm, bytes: number): void {
  if (bytes === 0 || !vm.doc.run) return;
  vm.doc.run.memory.assigned += bytes;
  vm.host.doc.memoryInUse += bytes;
  noteMemory(vm);
  if (bytes < 0) freed(vm.host);
}

/** Takes all memory of a machine that is off or saved now back; what it had is remembered for a restore. */
export function release(vm: Vm): void {
  if (vm.doc.run) vm.host.doc.memoryInUse -= vm.doc.run.memory.assigned;
  freed(vm.host);
}

/** The error and the event of a machine that finds no memory to start with. */
export function outOfMemory(vm: Vm, bytes: number): HostError {
  const error = new HostError('startOutOfMemory', { vm: vm.named, bytes });
  const message = error.lines[4] ?? error.message;
  const event = { log: 'Microsoft-Windows-Hyper-V-VMMS-Admin', level: 'Error', message } as const;
  return new HostError('startOutOfMemory', { vm: vm.named, bytes }, [{ vm: vm.doc.id, eventId: 19544, doc: event }]);
}

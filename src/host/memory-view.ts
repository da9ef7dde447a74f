/** Figures of a machine's memory that the host derives: demand, status. */
import { PAGE } from '../vmbus/balloon.ts';
import type { HostSession } from './session.ts';
import { RUNS, type VmDoc } from './types.ts';
import type { Vm } from './vm.ts';

/** Bytes in use in the guest by its own report, without the buffer; 0 before the first report. */
export function memoryDemand(vm: VmDoc): number {
  const memory = vm.run?.memory;
  if (!memory || memory.committedPages === null) return 0;
  return Math.max(0, memory.committedPages * PAGE - memory.ballooned);
}

/** Demand plus buffer, within the machine's limits: what the balancer wants it to have. */
export function memoryTarget(vm: VmDoc): number {
  const { minimum, maximum, buffer } = vm.memory;
  const wanted = memoryDemand(vm) * (1 + buffer / 100);
  return Math.min(maximum, Math.max(minimum, wanted));
}

/** `OK`, `Low` (the buffer is not covered), `Warning` (the demand is not), or empty where the driver does not report. */
export function memoryStatus(vm: VmDoc): string {
  const memory = vm.run?.memory;
  if (!memory || !vm.memory.dynamic || memory.committedPages === null) return '';
  const demand = memoryDemand(vm);
  if (demand > memory.assigned) return 'Warning';
  return demand * (1 + vm.memory.buffer / 100) > memory.assigned ? 'Low' : 'OK';
}

/** True where the balancer may change what this machine has: it runs, its driver reports, its memory is dynamic. */
export function isBalanced(vm: Vm): boolean {
  const memory = vm.doc.run?.memory;
  return vm.runs && vm.doc.memory.dynamic && memory?.capabilities != null && memory.committedPages !== null;
}

/** Running machines of a host, in the order of their making. */
export function runningVms(host: HostSession): Vm[] {
  const vms = new Set<Vm>();
  for (const { id } of host.reader.list('vm', { where: { host: host.doc.id, state: [...RUNS] } })) {
    if (host.has(id)) vms.add(host.vm(id));
  }
  for (const vm of host.opened()) vms.add(vm);
  return [...vms].filter((vm) => vm.runs).sort((a, b) => a.doc.number - b.doc.number);
}

/** What a machine could give back without being short of what it uses. */
export function spare(vm: Vm): number {
  const memory = vm.doc.run?.memory;
  if (!memory || !isBalanced(vm) || !memory.capabilities?.balloon) return 0;
  return Math.max(0, memory.assigned - Math.max(vm.doc.memory.minimum, memoryDemand(vm.doc)));
}

/** Bytes that the balancer could get back from running machines. */
export function reclaimable(host: HostSession): number {
  return runningVms(host).reduce((sum, vm) => sum + spare(vm), 0);
}

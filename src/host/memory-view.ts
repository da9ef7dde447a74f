/** Figures of a machine's memory that the host derives: demand, status. */
import { PAGE } from '../vmbus/balloon.ts';
import type { VmDoc } from './types.ts';

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

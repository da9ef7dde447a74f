/** A machine's columns in the store: what lists and searches are answered from. */
import type { Columns } from '../lab/store.ts';
import type { Micros } from '../lab/time.ts';
import { memoryDemand, memoryStatus } from './memory-view.ts';
import { heartbeatOf } from './service-view.ts';
import { RUNS, type VmDoc } from './types.ts';

/** The row of a machine whose next event (of host or guest) is at `nextEventAt`. */
export function columnsOf(vm: VmDoc, host: string, cpuShare: number, nextEventAt: Micros | null): Columns['vm'] {
  const run = vm.run;
  const powered = run !== null && vm.state !== 'Saved';
  const standing = powered && !RUNS.has(vm.state) && run.stoodSince !== null && vm.state !== 'Starting';
  return {
    id: vm.id,
    host,
    name: vm.name,
    state: vm.state,
    generation: vm.generation,
    version: vm.version,
    processors: vm.processor.count,
    memoryAssigned: powered ? run.memory.assigned : 0,
    memoryDemand: powered ? memoryDemand(vm) : 0,
    memoryStatus: powered ? memoryStatus(vm) : '',
    cpuUsage: Math.floor(cpuShare * 100),
    upSince: run !== null && RUNS.has(vm.state) ? run.upSince : null,
    upFor: standing ? (run.stoodSince as number) - run.upSince : 0,
    heartbeat: heartbeatOf(vm),
    status: statusOf(vm),
    createdAt: vm.createdAt,
    nextEventAt,
  };
}

/** Texts of `Status` by state; every state that is not here operates normally. */
const STATUS: Partial<Record<VmDoc['state'], string>> = {
  PausedCritical: 'Cannot access data on storage',
};

export function statusOf(vm: VmDoc): string {
  return STATUS[vm.state] ?? 'Operating normally';
}

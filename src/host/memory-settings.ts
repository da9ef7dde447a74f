/**
 * The rules of Set-VMMemory and of Set-VM's memory parameters: alignment, ranges, relations, and what may change while the
 * machine runs. Ranges and relations are those of Set-VMMemory's documentation; texts of the relations are assumed.
 */

import { PAGE } from '../vmbus/balloon.ts';
import { press } from './balance-schedule.ts';
import { HostError } from './errors.ts';
import { freeMemory } from './host-memory.ts';
import { poolNamed } from './resource-pool.ts';
import { deliver } from './services.ts';
import { MB, type MemorySettings } from './types.ts';
import type { Vm } from './vm.ts';

const ALIGNMENT = 2 * MB;
const BUFFER: readonly [number, number] = [5, 2000];
const PRIORITY: readonly [number, number] = [0, 100];
/** Oldest configuration version whose static memory may be resized while it runs. */
const RESIZABLE_FROM = 6.2;

/** Changes the settings of a machine's memory. @throws HostError, with nothing changed */
export function setMemory(vm: Vm, change: Partial<MemorySettings>): void {
  const before = vm.doc.memory;
  const after: MemorySettings = { ...before, ...change };
  after.resourcePool = poolNamed(after.resourcePool);
  checkValues(vm, after, change);
  if (vm.doc.run === null) checkOff(vm, before, after);
  else if (vm.runs) checkRunning(vm, before, after);
  else if (differs(before, after, Object.keys(after) as (keyof MemorySettings)[])) throw wrongState(vm);
  vm.doc.memory = after;
  if (vm.runs) apply(vm, before, after);
}

const wrongState = (vm: Vm) => new HostError('deviceWrongState', { vm: vm.named, device: 'Memory' });
const invalid = (vm: Vm, detail: string) => new HostError('deviceInvalid', { vm: vm.named, device: 'Memory', detail });
const mb = (bytes: number) => `${Math.round((bytes / MB) * 100) / 100} MB`;
const differs = (a: MemorySettings, b: MemorySettings, keys: readonly (keyof MemorySettings)[]) =>
  keys.some((key) => a[key] !== b[key]);

/** Each value by itself. */
function checkValues(vm: Vm, after: MemorySettings, change: Partial<MemorySettings>): void {
  const { limits } = vm.host.profile;
  const most = limits.memory[vm.doc.generation];
  for (const key of ['startup', 'minimum', 'maximum'] as const) {
    const bytes = after[key];
    if (change[key] === undefined) continue;
    if (bytes % ALIGNMENT !== 0) throw new HostError('memoryAlignment', { vm: vm.named, bytes });
    if (bytes < limits.minimumMemory || bytes > most) {
      throw invalid(
        vm,
        `The ${key} memory of '${vm.doc.name}' (${mb(bytes)}) must be from ${mb(limits.minimumMemory)} to ${mb(most)}.`,
      );
    }
  }
  const within = (value: number, [low, high]: readonly [number, number], what: string) => {
    if (!Number.isInteger(value) || value < low || value > high) {
      throw invalid(vm, `The memory ${what} of '${vm.doc.name}' (${value}) must be from ${low} to ${high}.`);
    }
  };
  within(after.buffer, BUFFER, 'buffer');
  within(after.priority, PRIORITY, 'priority');
  const node = after.maximumPerNumaNode;
  if (change.maximumPerNumaNode !== undefined && (node < 8 * MB || node % ALIGNMENT !== 0)) {
    throw new HostError('memoryAlignment', { vm: vm.named, bytes: node });
  }
}

/** Minimum <= startup <= maximum where memory is dynamic. */
function checkRelations(vm: Vm, { startup, minimum, maximum, dynamic }: MemorySettings): void {
  if (!dynamic) return;
  const name = vm.doc.name;
  if (startup < minimum) {
    throw invalid(
      vm,
      `The startup memory of '${name}' (${mb(startup)}) must not be less than its minimum memory (${mb(minimum)}).`,
    );
  }
  if (maximum < startup) {
    throw invalid(
      vm,
      `The maximum memory of '${name}' (${mb(maximum)}) must not be less than its startup memory (${mb(startup)}).`,
    );
  }
}

function checkOff(vm: Vm, before: MemorySettings, after: MemorySettings): void {
  if (vm.doc.state !== 'Off' && vm.doc.state !== 'OffCritical') {
    throw wrongState(vm);
  }
  if (differs(before, after, ['startup', 'minimum', 'maximum', 'dynamic'])) checkRelations(vm, after);
}

/** While running: with dynamic memory the minimum may only go down, the maximum only up; static memory may be resized. */
function checkRunning(vm: Vm, before: MemorySettings, after: MemorySettings): void {
  if (differs(before, after, ['dynamic', 'maximumPerNumaNode', 'resourcePool'])) throw wrongState(vm);
  if (before.dynamic) {
    if (after.startup !== before.startup) throw wrongState(vm);
    if (after.minimum > before.minimum || after.maximum < before.maximum) throw wrongState(vm);
    checkRelations(vm, after);
    return;
  }
  if (after.startup === before.startup) return;
  const able = vm.host.profile.features.runtimeMemoryResize && Number.parseFloat(vm.doc.version) >= RESIZABLE_FROM;
  if (!able) throw wrongState(vm);
  const more = after.startup - (vm.doc.run?.memory.assigned ?? 0);
  if (more > freeMemory(vm.host)) throw new HostError('resizeOutOfMemory', { vm: vm.named, bytes: after.startup });
}

/** Tells the running machine. */
function apply(vm: Vm, before: MemorySettings, after: MemorySettings): void {
  const memory = vm.doc.run?.memory;
  if (!memory) return;
  if (!after.dynamic && after.startup !== before.startup) memory.resizeTo = after.startup;
  if (after.dynamic && after.maximum !== before.maximum && memory.capabilities) {
    const message = { type: 'maximumPages', pages: after.maximum / PAGE } as const;
    deliver(vm, { channel: 'balloon', message });
  }
  press(vm);
}

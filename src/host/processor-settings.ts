/** The rules of Set-VMProcessor and Set-VM -ProcessorCount. Ranges from their documentation; texts of ranges are assumed. */
import { HostError } from './errors.ts';
import { poolNamed } from './resource-pool.ts';
import type { ProcessorSettings } from './types.ts';
import type { Vm } from './vm.ts';

/** Settings that may change while the machine runs. */
const LIVE: ReadonlySet<keyof ProcessorSettings> = new Set<keyof ProcessorSettings>([
  'reserve',
  'maximum',
  'relativeWeight',
  'hostResourceProtection',
]);

/** Bounds of each setting, and its name as a parameter of Set-VMProcessor. */
const RANGES: Partial<Readonly<Record<keyof ProcessorSettings, readonly [low: number, high: number, name: string]>>> = {
  reserve: [0, 100, 'Reserve'],
  maximum: [0, 100, 'Maximum'],
  relativeWeight: [1, 10000, 'RelativeWeight'],
  hwThreadsPerCore: [0, 2, 'HwThreadCountPerCore'],
  maximumPerNumaNode: [1, 256, 'MaximumCountPerNumaNode'],
  maximumPerNumaSocket: [1, 64, 'MaximumCountPerNumaSocket'],
};

/** Most virtual processors that a machine may have here. */
export function processorLimit(vm: Vm): number {
  return Math.min(vm.host.profile.limits.processors[vm.doc.generation], vm.host.doc.logicalProcessors);
}

/** Changes the settings of a machine's processor. @throws HostError, with nothing changed */
export function setProcessor(vm: Vm, change: Partial<ProcessorSettings>): void {
  const before = vm.doc.processor;
  const after: ProcessorSettings = { ...before, ...change };
  after.resourcePool = poolNamed(after.resourcePool);
  const device = 'Processor';
  const invalid = (detail: string) => new HostError('deviceInvalid', { vm: vm.named, device, detail });
  const most = processorLimit(vm);
  if (!Number.isInteger(after.count) || after.count < 1 || after.count > most) {
    throw invalid(`The number of virtual processors of '${vm.doc.name}' (${after.count}) must be from 1 to ${most}.`);
  }
  for (const [key, [low, high, name]] of Object.entries(RANGES)) {
    const value = after[key as keyof ProcessorSettings] as number;
    if (!(value >= low && value <= high)) {
      throw invalid(`The processor setting ${name} of '${vm.doc.name}' (${value}) must be from ${low} to ${high}.`);
    }
  }
  if (after.reserve > after.maximum) {
    throw invalid(
      `The processor reserve of '${vm.doc.name}' (${after.reserve}) must not be above its maximum (${after.maximum}).`,
    );
  }
  if (after.exposeVirtualizationExtensions && !vm.host.profile.features.nestedVirtualization) {
    throw new HostError('notOnThisHost', { feature: 'ExposeVirtualizationExtensions', host: vm.host.profile.title });
  }
  const changed = (Object.keys(change) as (keyof ProcessorSettings)[]).filter(
    (key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]),
  );
  const off = vm.doc.state === 'Off' || vm.doc.state === 'OffCritical';
  if (!off && changed.some((key) => !LIVE.has(key))) {
    throw new HostError('deviceWrongState', { vm: vm.named, device });
  }
  vm.doc.processor = after;
}

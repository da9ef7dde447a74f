import type { LiveVm } from './live-vm.ts';
import type { VMMemoryTarget, VMProcessorTarget } from './memory.ts';

import { owned, part } from './vm-part.ts';

/** Get-VMMemory's object. */
export function memoryTarget(vm: LiveVm): VMMemoryTarget {
  const settings = () => vm.doc.memory;
  return owned(vm, {
    ...part(vm),
    get buffer() {
      return settings().buffer;
    },
    get dynamicMemoryEnabled() {
      return settings().dynamic;
    },
    get maximum() {
      return settings().maximum;
    },
    get maximumPerNumaNode() {
      return settings().maximumPerNumaNode;
    },
    get minimum() {
      return settings().minimum;
    },
    get priority() {
      return settings().priority;
    },
    get startup() {
      return settings().startup;
    },
  });
}

/** Get-VMProcessor's object. */
export function processorTarget(vm: LiveVm): VMProcessorTarget {
  const settings = () => vm.doc.processor;
  return owned(vm, {
    ...part(vm),
    get count() {
      return settings().count;
    },
    get compatibilityForMigrationEnabled() {
      return settings().compatibilityForMigration;
    },
    get compatibilityForOlderOperatingSystemsEnabled() {
      return settings().compatibilityForOlderOperatingSystems;
    },
    get hwThreadCountPerCore() {
      return settings().hwThreadsPerCore;
    },
    get exposeVirtualizationExtensions() {
      return settings().exposeVirtualizationExtensions;
    },
    get enablePerfmonPmu() {
      return settings().perfmon.includes('Pmu');
    },
    get enablePerfmonLbr() {
      return settings().perfmon.includes('Lbr');
    },
    get enablePerfmonPebs() {
      return settings().perfmon.includes('Pebs');
    },
    get enablePerfmonIpt() {
      return settings().perfmon.includes('Ipt');
    },
    get enableLegacyApicMode() {
      return settings().legacyApicMode;
    },
    get allowACountMCount() {
      return settings().allowACountMCount;
    },
    get maximum() {
      return settings().maximum;
    },
    get reserve() {
      return settings().reserve;
    },
    get relativeWeight() {
      return settings().relativeWeight;
    },
    get maximumCountPerNumaNode() {
      return settings().maximumPerNumaNode;
    },
    get maximumCountPerNumaSocket() {
      return settings().maximumPerNumaSocket;
    },
    get enableHostResourceProtection() {
      return settings().hostResourceProtection;
    },
    get running() {
      return vm.doc.run !== null && vm.doc.state !== 'Saved';
    },
  });
}

/** Settings of the machine itself: the rules of Set-VM and Rename-VM. */
import { HostError } from './errors.ts';
import { setMemory } from './memory-settings.ts';
import { setProcessor } from './processor-settings.ts';
import type { HostSession } from './session.ts';
import { GB, MB, type MemorySettings, type ProcessorSettings, type VmDoc } from './types.ts';
import type { Vm } from './vm.ts';

/** Settings that a machine takes at any time. */
type FreeSetting =
  | 'notes'
  | 'automaticStartAction'
  | 'automaticStartDelay'
  | 'automaticStopAction'
  | 'automaticCriticalErrorAction'
  | 'automaticCriticalErrorActionTimeout'
  | 'automaticCheckpoints'
  | 'checkpointType'
  | 'lockOnDisconnect'
  | 'enhancedSession';

/** Settings that need it off. */
type OffSetting = 'guestControlledCacheTypes' | 'batteryPassthrough' | 'smartPagingFilePath' | 'snapshotFileLocation';

export interface VmChange extends Partial<Pick<VmDoc, FreeSetting | OffSetting | 'lowMmioGap' | 'highMmioGap'>> {
  readonly newName?: string;
  readonly memory?: Partial<MemorySettings>;
  readonly processor?: Partial<ProcessorSettings>;
}

const OFF_ONLY: readonly (OffSetting | 'lowMmioGap' | 'highMmioGap')[] = [
  'guestControlledCacheTypes',
  'batteryPassthrough',
  'smartPagingFilePath',
  'lowMmioGap',
  'highMmioGap',
];

/** Changes a machine's settings, all or none. @throws HostError, with nothing changed */
export function setVm(vm: Vm, change: VmChange): void {
  const { newName, memory, processor, ...plain } = change;
  checkFeatures(vm, change);
  if (plain.lowMmioGap !== undefined) checkGap(vm, 'low', plain.lowMmioGap);
  if (plain.highMmioGap !== undefined) checkGap(vm, 'high', plain.highMmioGap);
  checkRanges(vm, change);
  const off = vm.doc.state === 'Off' || vm.doc.state === 'OffCritical';
  if (!off && OFF_ONLY.some((key) => plain[key] !== undefined && plain[key] !== vm.doc[key])) {
    throw new HostError('settingWrongState', { vm: vm.named });
  }
  if (newName !== undefined) checkName(newName);
  // These two throw before they change anything, and come before all that cannot fail.
  if (memory) setMemory(vm, memory);
  if (processor) setProcessor(vm, processor);
  Object.assign(vm.doc, plain);
  if (newName !== undefined) vm.doc.name = newName;
}

/** A name that a machine may bear. Windows refuses more than 100 characters; everything else may be in it. */
export function checkName(name: string, limit = 100): void {
  if (name.length > limit) {
    throw new HostError('invalidArgument', {
      detail: `The name of a virtual machine must not be longer than ${limit} characters; this one has ${name.length}.`,
    });
  }
  if (name.trim() === '') {
    throw new HostError('invalidArgument', { detail: 'The name of a virtual machine must not be blank.' });
  }
}

/** Texts of both gaps. */
const GAPS = {
  low: { parameter: 'LowMemoryMappedIoSpace', limit: 'lowMmioGap' },
  high: { parameter: 'HighMemoryMappedIoSpace', limit: 'highMmioGap' },
} as const;

/**
 * Limits of a gap below or above 4 GB: the low one 128 MB to 3.5 GB (Msvm_VirtualSystemSettingData.LowMmioGapSize), whole
 * megabytes.
 */
function checkGap(vm: Vm, which: 'low' | 'high', bytes: number): void {
  const { parameter, limit } = GAPS[which];
  const [least, most] = vm.host.profile.limits[limit];
  if (bytes >= least && bytes <= most && bytes % MB === 0) return;
  const text = (n: number) => (n >= GB && n % (GB / 2) === 0 ? `${n / GB} GB` : `${n / MB} MB`);
  // WMI and old scripts give megabytes; the parameter takes bytes.
  const meant = Number.isInteger(bytes) && bytes * MB >= Math.max(least, MB) && bytes * MB <= most;
  const hint = meant ? ` ${bytes} is a number of bytes and was probably meant as ${bytes}MB.` : '';
  const detail =
    bytes % MB !== 0 && bytes > least && bytes < most
      ? `The value of ${parameter} (${bytes} bytes) must be a whole number of megabytes.`
      : `The value of ${parameter} (${bytes} bytes) must be from ${text(least)} to ${text(most)}.${hint}`;
  throw new HostError('settingInvalid', { vm: vm.named, detail });
}

function checkFeatures(vm: Vm, change: VmChange): void {
  const { features, title } = vm.host.profile;
  const refuse = (feature: string) => {
    throw new HostError('notOnThisHost', { feature, host: title });
  };
  if (change.automaticCheckpoints && !features.automaticCheckpoints) refuse('AutomaticCheckpointsEnabled');
  const production = change.checkpointType === 'Production' || change.checkpointType === 'ProductionOnly';
  if (production && !features.productionCheckpoints) refuse(`Checkpoint type ${change.checkpointType}`);
  if (change.automaticCriticalErrorAction === 'Pause' && !features.pauseOnCriticalError) {
    refuse('AutomaticCriticalErrorAction Pause');
  }
}

function checkRanges(vm: Vm, change: VmChange): void {
  const durations = {
    AutomaticStartDelay: change.automaticStartDelay,
    AutomaticCriticalErrorActionTimeout: change.automaticCriticalErrorActionTimeout,
  };
  for (const [name, value] of Object.entries(durations)) {
    if (value === undefined || value >= 0) continue;
    throw new HostError('settingInvalid', {
      vm: vm.named,
      detail: `The value of ${name} (${value}) must not be negative.`,
    });
  }
}

/** The machines' switch by name. @throws HostError `switchNotFound` */
export function switchNamed(host: HostSession, name: string): string {
  const found = host.doc.switches.find((s) => s.name.toLowerCase() === name.toLowerCase());
  if (!found) throw new HostError('switchNotFound', { name });
  return found.name;
}

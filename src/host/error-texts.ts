/** The lines of what a host refuses. Loaded with the first refusal: see `errors.ts`, which says where the texts are from. */
import type { HostErrorCode, HostErrorData, Named } from './errors.ts';
import { storageTexts } from './storage-texts.ts';

/** `(Virtual machine ID G)`, as the second half of most messages ends. */
export const idOf = (vm: Named) => `(Virtual machine ID ${vm.id.toUpperCase()})`;

const megabytes = (bytes: number) => Math.round((bytes / 1048576) * 1e6) / 1e6;

/** Code to message lines. The parameter is the case's data. */
export const texts = {
  vmNotFound: (d: { name: string }) => [`Hyper-V was unable to find a virtual machine with name "${d.name}".`],
  // Assumed by analogy.
  vmIdNotFound: (d: { id: string }) => [`Hyper-V was unable to find a virtual machine with id "${d.id}".`],
  hostNotFound: (d: { name: string }) => [
    `Hyper-V encountered an error trying to access an object on computer '${d.name}' because the object was not found. The object might have been deleted, or you might not have permission to perform the task. Verify that the Virtual Machine Management service on the computer is running. If the service is running, try to perform the task again by using Run as Administrator.`,
  ],
  switchNotFound: (d: { name: string }) => [`Hyper-V was unable to find a virtual switch with name "${d.name}".`],
  wrongState: (_: { vm: Named }) => [
    'The operation cannot be performed while the virtual machine is in its current state.',
  ],
  /** A device's setting cannot be changed in this state. */
  deviceWrongState: (d: { vm: Named; device: string }) => [
    `Failed to modify device '${d.device}'.`,
    `'${d.vm.name}' failed to modify device '${d.device}'. ${idOf(d.vm)}`,
  ],
  /** A setting of the machine itself cannot be changed in this state (second line assumed). */
  settingWrongState: (d: { vm: Named }) => [
    'Failed to modify the virtual machine.',
    `Cannot modify '${d.vm.name}' while it is in its current state. ${idOf(d.vm)}`,
  ],
  memoryAlignment: (d: { vm: Named; bytes: number }) => [
    "Failed to modify device 'Memory'.",
    `Invalid memory value assigned for '${d.vm.name}'. Memory values must be properly aligned.`,
    `'${d.vm.name}' failed to modify device 'Memory'. ${idOf(d.vm)}`,
    `Invalid memory value assigned for '${d.vm.name}'. The memory value assigned ('${megabytes(d.bytes)}' MB) is not properly aligned. Try again with a memory value that is properly aligned. ${idOf(d.vm)}`,
  ],
  /** A value outside its range; the last line says which. Lines after the first assumed. */
  deviceInvalid: (d: { vm: Named; device: string; detail: string }) => [
    `Failed to modify device '${d.device}'.`,
    `'${d.vm.name}' failed to modify device '${d.device}'. ${idOf(d.vm)}`,
    d.detail,
  ],
  /** A setting of the machine outside its range. */
  settingInvalid: (d: { vm: Named; detail: string; hint?: string }) => [
    'Failed to modify the virtual machine.',
    `'${d.vm.name}' failed to modify. ${idOf(d.vm)}`,
    d.detail,
  ],
  /** Bad arguments that no machine is needed to see. */
  invalidArgument: (d: { detail: string }) => [d.detail],
  /** This release of the host does not have it. */
  notOnThisHost: (d: { feature: string; host: string }) => [`${d.feature} is not supported on ${d.host}.`],
  startOutOfMemory: (d: { vm: Named; bytes: number }) => [
    `'${d.vm.name}' failed to start.`,
    `Not enough memory in the system to start the virtual machine ${d.vm.name}.`,
    'Could not initialize memory: Not enough memory resources are available to complete this operation. (0x8007000E).',
    `'${d.vm.name}' failed to start. ${idOf(d.vm)}`,
    `Not enough memory in the system to start the virtual machine ${d.vm.name} with ram size ${megabytes(d.bytes)} megabytes. ${idOf(d.vm)}`,
    `'${d.vm.name}' could not initialize memory: Not enough memory resources are available to complete this operation. (0x8007000E). ${idOf(d.vm)}`,
  ],
  /** A static machine grew at run time beyond what the host has. Lines after the first assumed. */
  resizeOutOfMemory: (d: { vm: Named; bytes: number }) => [
    "Failed to modify device 'Memory'.",
    `Not enough memory in the system to resize the virtual machine ${d.vm.name} to ${megabytes(d.bytes)} megabytes. ${idOf(d.vm)}`,
  ],
  stopFailed: (d: { vm: Named; detail: string }) => [
    'Failed to stop.',
    `'${d.vm.name}' failed to stop. ${idOf(d.vm)}`,
    d.detail,
  ],
  shutdownUnavailable: (d: { vm: Named }) => [
    `Hyper-V cannot shut down virtual machine ${d.vm.name} because the Shutdown integration service is unavailable. To avoid potential data loss, you can pause or save the state of the virtual machine. The other option is to turn off the virtual machine, but data loss might occur.`,
  ],
  /** Wait-VM or Restart-VM -Wait gave up (assumed). */
  waitTimedOut: (d: { vm: Named; what: string }) => [
    `The wait for ${d.what} of virtual machine "${d.vm.name}" has timed out.`,
  ],
  nmiWrongState: (d: { vm: Named }) => [
    'Cannot inject a non-maskable interrupt into the virtual machine.',
    `Cannot inject a non-maskable interrupt into the virtual machine '${d.vm.name}' because it is not running. ${idOf(d.vm)}`,
  ],
  ...storageTexts,
} as const;

export type Texts = typeof texts;

/** The lines of one refusal. */
export function linesOf<C extends HostErrorCode>(code: C, data: HostErrorData<C>): readonly string[] {
  return (texts[code] as (data: HostErrorData<C>) => string[])(data);
}

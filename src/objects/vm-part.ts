/** What the parts of a machine share: each knows its machine, and is found again when a cmdlet is given the object. */
import { HostError } from '../host/errors.ts';
import type { NetObject } from '../powershell/objects.ts';
import type { LiveVm } from './live-vm.ts';

const owners = new WeakMap<object, LiveVm>();

/** Remembers whose part this is. */
export function owned<T extends object>(vm: LiveVm, target: T): T {
  owners.set(target, vm);
  return target;
}

/** The machine that a part given to a cmdlet belongs to. @throws HostError where it is no part of ours */
export function ownerOf(object: NetObject): LiveVm {
  const vm = owners.get(object.target as object);
  if (!vm) throw new HostError('invalidArgument', { detail: 'The object belongs to no virtual machine.' });
  return vm;
}

/** What every part says about its machine. */
export const part = (vm: LiveVm) => ({
  get computerName() {
    return vm.computerName;
  },
  get isDeleted() {
    return vm.isDeleted;
  },
  vmId: vm.id,
  get vmName() {
    return vm.name;
  },
});

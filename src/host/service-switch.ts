/** Turning integration services on and off, in any state of the machine. */
import { HostError, type Named } from './errors.ts';
import { wildcardPattern } from './find.ts';
import { SERVICE_NAMES, type ServiceName } from './service-names.ts';
import { beginService, endService } from './services.ts';
import type { Vm } from './vm.ts';

/**
 * Services meant by a name as scripts give it, wildcards allowed. @throws HostError `serviceNotFound` where a name without
 * wildcards is none
 */
export function findServices(vm: Named, name: string): ServiceName[] {
  const pattern = wildcardPattern(name);
  const found = SERVICE_NAMES.filter((service) => pattern.test(service.name));
  if (found.length === 0 && !/[*?[]/.test(name)) throw new HostError('serviceNotFound', { vm, name });
  return found;
}

/** Offers a service to the guest, or takes it away; at once where the machine runs. */
export function switchService(vm: Vm, { key }: ServiceName, on: boolean): void {
  if (vm.doc.services.includes(key) === on) return;
  vm.doc.services = on ? [...vm.doc.services, key] : vm.doc.services.filter((k) => k !== key);
  if (!vm.runs) return;
  if (on) beginService(vm, key);
  else endService(vm, key);
}

/** Resource pools: every host has the one that everything is in; others come later. */
import { HostError } from './errors.ts';

export const PRIMORDIAL = 'Primordial';

/** The proper name of a pool. @throws HostError where the host has no such pool */
export function poolNamed(name: string): string {
  if (name.toLowerCase() === PRIMORDIAL.toLowerCase()) return PRIMORDIAL;
  throw new HostError('invalidArgument', {
    detail: `Hyper-V was unable to find a resource pool with name "${name}".`,
  });
}

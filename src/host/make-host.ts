/** Making a host. */
import type { Random } from '../lab/random.ts';
import type { Json, Transaction } from '../lab/store.ts';
import type { Micros } from '../lab/time.ts';
import { type ProfileId, profiles } from './profiles.ts';
import { GB, type HostDoc } from './types.ts';

/** What may be chosen about a new host. */
export interface NewHost {
  /** Computer name; `HV01` where absent. */
  readonly name?: string;
  readonly profile?: ProfileId;
  /** Physical memory, bytes; 64 GB where absent. */
  readonly memoryBytes?: number;
  /** 16 where absent. */
  readonly logicalProcessors?: number;
}

/** Id of the switch that every Windows client and every lab has; the same on all machines. */
const DEFAULT_SWITCH_ID = 'c08cb7b8-9b3c-408e-8e30-5e16a3aeb444';

/** Puts a new host into the lab and gives its document. `number` counts the lab's hosts from 1. */
export function makeHost(to: Transaction, random: Random, at: Micros, options: NewHost = {}, number = 1): HostDoc {
  const profile = profiles[options.profile ?? '2022'];
  const name = (options.name ?? `HV${String(number).padStart(2, '0')}`).toUpperCase();
  // The MAC range that Hyper-V derives from the host's address: 00-15-5D, two bytes of the host, 00 to FF.
  const mac = random.stream(`host-${number}`, 'mac');
  const bytes = [mac.between(0, 255), mac.between(0, 255)].map((b) => b.toString(16).padStart(2, '0').toUpperCase());
  const doc: HostDoc = {
    id: `host-${String(number).padStart(4, '0')}`,
    name,
    profile: profile.id,
    createdAt: at,
    memoryBytes: options.memoryBytes ?? 64 * GB,
    logicalProcessors: options.logicalProcessors ?? 16,
    memoryInUse: 0,
    vmPath: profile.defaults.vmPath,
    vhdPath: profile.defaults.vhdPath,
    settings: {},
    switches: [{ id: DEFAULT_SWITCH_ID, name: 'Default Switch', type: 'Internal' }],
    macMinimum: `00155D${bytes.join('')}00`,
    macMaximum: `00155D${bytes.join('')}FF`,
    macsUsed: 0,
    nextVm: 1,
    nextDisk: 1,
    nextEvent: 1,
    balanceAt: null,
    pressed: [],
  };
  to.put('host', { id: doc.id, name: doc.name, nextEventAt: null }, doc as unknown as Json);
  return doc;
}

/**
 * The room's front door: opening the guest of a machine, and installing a system in it. The document is the store's; the
 * rest of the house knows `GuestPort` and these functions.
 */
import type { Random } from '../lab/random.ts';
import type { Json } from '../lab/store.ts';
import type { HostPort } from '../vmbus/port.ts';
import { GuestMachine } from './machine.ts';
import { findProfile } from './profiles/index.ts';
import { emptyState, type GuestState } from './state.ts';
import { noUserSpace, type UserSpace } from './userspace.ts';

export { GuestMachine } from './machine.ts';

/** A factory over a user space: the `GuestFactory` of the host's side, with the machine's own methods besides. */
export function guestFactory(
  userSpace: UserSpace = noUserSpace,
): (saved: Json, host: HostPort, random: Random) => GuestMachine {
  return (saved, host, random) => new GuestMachine(saved, host, random, userSpace);
}

export interface Installation {
  /** Identifier of the attached disk that takes the system; null: a disk of the profile's own. */
  readonly rootDiskId?: string | null;
  readonly hostName: string;
  readonly kernelArguments?: readonly string[];
}

/** Why a system could not be installed. */
export class InstallError extends Error {
  readonly reason: 'unknownProfile' | 'running';
  constructor(reason: 'unknownProfile' | 'running', message: string) {
    super(message);
    this.reason = reason;
  }
}

/**
 * The document of a machine with this system on it; what was installed before is gone.
 * @throws InstallError for a profile that does not exist, or a machine that is not off
 */
export function installGuest(saved: Json, profileId: string, installation: Installation): Json {
  const state = saved === null ? emptyState() : (structuredClone(saved) as unknown as GuestState);
  const profile = findProfile(profileId);
  if (!profile && profileId !== 'none')
    throw new InstallError('unknownProfile', `There is no guest profile ${profileId}.`);
  if (state.run) throw new InstallError('running', 'The machine must be off to install an operating system.');
  state.installed = profile
    ? {
        profile: profile.id,
        hostName: installation.hostName,
        rootDiskId: installation.rootDiskId ?? null,
        kernelArguments: [...(installation.kernelArguments ?? [])],
        kvpPools: { external: [], guest: [] },
      }
    : null;
  return state as unknown as Json;
}

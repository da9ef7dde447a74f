/** What the parts of the balloon driver share. */
import { type Guest, LEVEL } from '../guest.ts';
import type { BalloonProfile } from '../profiles/profile.ts';
import type { BalloonState } from '../state.ts';

export const SECOND = 1_000_000;

/** The driver's own part of the profile; only called where it is there. */
export function settings(guest: Guest): BalloonProfile {
  return guest.profile.balloon as BalloonProfile;
}

/** The driver's state. */
export function balloonState(guest: Guest): BalloonState {
  return guest.run.drivers.balloon;
}

/** A line of the driver. */
export function say(guest: Guest, text: string, level: number = LEVEL.info): void {
  guest.log(`hv_balloon: ${text}`, level);
}

/** All profiles by id. */
import { CENTOS_6_5, RHEL_6_5, SLES_11_SP3, UBUNTU_12_04, UBUNTU_14_04 } from './linux-2013.ts';
import {
  CENTOS_STREAM_9,
  DEBIAN_11,
  DEBIAN_12,
  DEBIAN_13,
  RHEL_9,
  UBUNTU_22_04,
  UBUNTU_24_04,
} from './linux-modern.ts';
import type { Profile } from './profile.ts';
import { WINDOWS_SERVER_2022 } from './windows.ts';

export const PROFILES: readonly Profile[] = [
  SLES_11_SP3,
  UBUNTU_12_04,
  UBUNTU_14_04,
  UBUNTU_22_04,
  UBUNTU_24_04,
  RHEL_6_5,
  CENTOS_6_5,
  RHEL_9,
  CENTOS_STREAM_9,
  DEBIAN_11,
  DEBIAN_12,
  DEBIAN_13,
  WINDOWS_SERVER_2022,
];

/** The profile with this id, in any letter case. */
export function findProfile(id: string): Profile | undefined {
  const wanted = id.toLowerCase();
  return PROFILES.find((profile) => profile.id === wanted);
}

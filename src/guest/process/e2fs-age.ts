/** Which e2fsprogs, util-linux and coreutils a profile has, as far as their output differs. */
import type { Profile } from '../profiles/profile.ts';

/** Version lines of e2fsprogs by distribution. */
export function e2fsVersion(profile: Profile): string {
  if (profile.id.startsWith('sles-11')) return '1.41.9 (22-Aug-2009)';
  if (profile.id.startsWith('rhel-6') || profile.id.startsWith('centos-6')) return '1.41.12 (17-May-2010)';
  if (profile.id === 'ubuntu-12.04') return '1.42 (29-Nov-2011)';
  if (profile.id === 'ubuntu-14.04') return '1.42.9 (4-Feb-2014)';
  if (profile.id === 'ubuntu-22.04') return '1.46.5 (30-Dec-2021)';
  if (/^(rhel|centos-stream)-9/.test(profile.id)) return '1.46.5 (30-Dec-2021)';
  return '1.47.0 (5-Feb-2023)';
}

/** 64bit is the default, and large disks get large journals, since 1.43. */
export function newTools(profile: Profile): { wide: boolean; bigJournals: boolean } {
  const modern = profile.era === 'modern';
  return { wide: modern, bigJournals: modern };
}

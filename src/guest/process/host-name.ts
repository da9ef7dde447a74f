/** The files that hold a machine's name: written when the system is installed, read at every boot. */
import { literal } from '../fs/extents.ts';
import type { Profile } from '../profiles/profile.ts';
import { attempt, Errno } from '../vfs/errno.ts';
import { familyOf } from './root-files.ts';
import type { System } from './system.ts';
import { readWhole } from './tool.ts';
import type { Process } from './types.ts';

/** Where a distribution keeps the name: RHEL 6 among other settings, SLES 11 in a file of capitals. */
function nameFile(profile: Profile): { path: string; line: (name: string) => string; pattern: RegExp } {
  const family = familyOf(profile);
  if (profile.era === '2013' && family === 'redhat')
    return {
      path: '/etc/sysconfig/network',
      line: (name) => `NETWORKING=yes\nHOSTNAME=${name}\n`,
      pattern: /^HOSTNAME=["']?([^"'\s]+)/m,
    };
  const path = profile.era === '2013' && family === 'suse' ? '/etc/HOSTNAME' : '/etc/hostname';
  return { path, line: (name) => `${name}\n`, pattern: /^\s*([^\s#]+)/ };
}

/** Debian's installer gives the machine's own name a loopback address of its own. */
function hostsFile(profile: Profile, name: string): string {
  const [short = name] = name.split('.');
  const all = short === name ? name : `${name} ${short}`;
  const local = '127.0.0.1       localhost\n';
  const six = '::1             localhost ip6-localhost ip6-loopback\n';
  return familyOf(profile) === 'debian'
    ? `${local}127.0.1.1       ${all}\n${six}`
    : `${local}${six}127.0.0.2       ${all}\n`;
}

/** Writes the name that the installation was given. */
export function writeHostName(system: System, init: Process): void {
  const { installed } = system.guest.state;
  if (!installed) return;
  const { profile } = system.guest;
  const { path, line } = nameFile(profile);
  const files: readonly (readonly [string, string])[] = [
    [path, line(installed.hostName)],
    ['/etc/hosts', hostsFile(profile, installed.hostName)],
  ];
  for (const [name, text] of files) {
    attempt(() => {
      const fd = system.files.open(init, name, { write: true, create: true, truncate: true });
      system.files.write(init, fd, literal(text));
      system.files.close(init, fd);
    });
  }
}

/** Takes the name that somebody may have changed. */
export function readHostName(system: System, init: Process): void {
  const { installed } = system.guest.state;
  const { path, pattern } = nameFile(system.guest.profile);
  const text = readWhole(system, init, path);
  const name = text instanceof Errno ? undefined : pattern.exec(text)?.[1];
  if (installed && name !== undefined) installed.hostName = name;
}

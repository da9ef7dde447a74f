/**
 * Disk files that are attached to the host itself (Mount-VHD): kept in the host's document with the number of the disk. Number
 * 0 is the host's own disk; a mounted one gets the lowest number that is free.
 */
import type { LabPath } from '../lab/files.ts';
import { HostError } from './errors.ts';
import type { HostSession } from './session.ts';
import { HRESULT } from './storage-texts.ts';
import type { HostDoc, MountDoc } from './types.ts';

const mountsOf = (doc: HostDoc): readonly MountDoc[] => doc.mounts ?? [];

/** The mount of a file; undefined where it is not mounted on this host. */
export function mountOf(host: HostSession, real: string): MountDoc | undefined {
  return mountsOf(host.doc).find((mount) => mount.real === real);
}

/** The mount with this disk number. @throws HostError `diskNumberNotFound` */
export function mountWithNumber(host: HostSession, number: number): MountDoc {
  const mount = mountsOf(host.doc).find((one) => one.number === number);
  if (mount === undefined) throw new HostError('diskNumberNotFound', { number });
  return mount;
}

/** Attaches a file that nobody has. @throws HostError `diskFailed` */
export function mount(host: HostSession, path: LabPath, readOnly: boolean): MountDoc {
  if (mountOf(host, path.real))
    throw new HostError('diskFailed', { operation: 'mount', path: path.shown, code: HRESULT.inUse });
  const taken = new Set(mountsOf(host.doc).map((one) => one.number));
  let number = 1;
  while (taken.has(number)) number += 1;
  const made = { number, real: path.real, shown: path.shown, readOnly };
  host.doc.mounts = [...mountsOf(host.doc), made];
  return made;
}

/** Detaches a file. @throws HostError `diskFailed` where it is not mounted */
export function dismount(host: HostSession, path: LabPath): void {
  if (!mountOf(host, path.real)) {
    throw new HostError('diskFailed', { operation: 'dismount', path: path.shown, code: HRESULT.notVirtualDisk });
  }
  host.doc.mounts = mountsOf(host.doc).filter((one) => one.real !== path.real);
}

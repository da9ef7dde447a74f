/**
 * Work on virtual hard disk files: first a look at who has the file, then the work itself outside any transaction, then what
 * follows from it. The file is the truth: a crash in between leaves a disk whose size the guest sees at its next command.
 */
import { type DiskFacts, diskFacts, locate, makeDisk, type NewDisk, resizeFile } from './host/disk-files.ts';
import { announceResize, checkResize, isHeld } from './host/resize.ts';
import type { LabPath } from './lab/files.ts';
import type { World } from './world.ts';

/** Facts of a file, and whether a machine holds it now. @throws HostError `diskUnreadable` */
export async function readDisk(
  world: World,
  hostId: string,
  path: string,
): Promise<{ readonly path: LabPath; readonly facts: DiskFacts; readonly attached: boolean }> {
  const located = locate(world.files, path, 'read');
  const facts = diskFacts(world.files, located);
  const attached = await world.read(hostId, (host) => isHeld(host, located));
  return { path: located, facts, attached };
}

/** A number that no other disk of this host had: the name of its identifiers. */
async function nextOrdinal(world: World, hostId: string): Promise<{ ordinal: number; now: number }> {
  return world.change(hostId, (host) => ({ ordinal: host.doc.nextDisk++, now: host.now }));
}

/** Makes a disk file and answers where it is. @throws HostError `diskFailed` */
export async function newDisk(world: World, hostId: string, path: string, spec: NewDisk): Promise<LabPath> {
  const located = locate(world.files, path, 'create');
  const { ordinal, now } = await nextOrdinal(world, hostId);
  // Drives of the lab begin empty: their folders come with the first file. Folders of the machine are the user's.
  if (located.real !== located.shown) world.files.makeFolder(located);
  const parentPath =
    spec.parentPath === undefined ? {} : { parentPath: locate(world.files, spec.parentPath, 'create').real };
  makeDisk(world.files, located, { ...spec, ...parentPath }, { random: world.lab.random, hostId, ordinal, now });
  return located;
}

/** Changes the size of a disk file; running guests hear of it. @throws HostError `resizeOnline`, `diskFailed` */
export async function resizeDisk(
  world: World,
  hostId: string,
  path: string,
  size: number | 'minimum',
): Promise<LabPath> {
  const located = locate(world.files, path, 'resize');
  await world.read(hostId, (host) => checkResize(host, located));
  const { ordinal, now } = await nextOrdinal(world, hostId);
  resizeFile(world.files, located, size, { random: world.lab.random, hostId, ordinal, now });
  await world.change(hostId, (host) => announceResize(host, located));
  return located;
}

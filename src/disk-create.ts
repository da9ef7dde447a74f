/** Making new disk files: empty ones, children, copies of other disks, sets, floppy disks. */
import { namesFor, unheld } from './disk-work.ts';
import { locate, makeDisk, makeFloppy, type NewDisk, refuseRaw } from './host/disk-files.ts';
import { HostError } from './host/errors.ts';
import { mountOf, mountWithNumber } from './host/mounts.ts';
import { isHeld } from './host/resize.ts';
import { HRESULT } from './host/storage-texts.ts';
import type { LabPath } from './lab/files.ts';
import type { WorkOptions } from './vhd/index.ts';
import { isSetPath } from './vhd/set/file.ts';
import type { World } from './world.ts';

/** Loaded by what needs it only: making a disk is quick where it takes no space. */
const changes = () => import('./host/disk-changes.ts');
const sets = () => import('./host/set-files.ts');

/** Makes a disk file and answers where it is. @throws HostError `diskFailed` */
export async function newDisk(world: World, hostId: string, path: string, spec: NewDisk): Promise<LabPath> {
  const located = locate(world.files, path, 'create');
  const names = await namesFor(world, hostId);
  // Drives of the lab begin empty: their folders come with the first file. Folders of the machine are the user's.
  if (located.real !== located.shown) world.files.makeFolder(located);
  const parentPath =
    spec.parentPath === undefined ? {} : { parentPath: await parentOf(world, hostId, spec.parentPath) };
  makeDisk(world.files, located, { ...spec, ...parentPath }, names);
  return located;
}

/** The parent for a new disk: whoever writes to it now has it for himself. @throws HostError `diskFailed` */
async function parentOf(world: World, hostId: string, path: string): Promise<string> {
  const located = locate(world.files, path, 'create');
  const written = await world.read(
    hostId,
    (host) => isHeld(host, located) && mountOf(host, located.real)?.readOnly !== true,
  );
  if (written) throw new HostError('diskFailed', { operation: 'create', path: located.shown, code: HRESULT.inUse });
  return located.real;
}

/** Makes a fixed disk, or a set, which may take long. @throws HostError `diskFailed` */
export async function newDiskInSteps(
  world: World,
  hostId: string,
  path: string,
  spec: NewDisk,
  options: WorkOptions,
): Promise<LabPath> {
  const located = locate(world.files, path, 'create');
  refuseRaw(located);
  const names = await namesFor(world, hostId);
  if (located.real !== located.shown) world.files.makeFolder(located);
  if (isSetPath(path)) await (await sets()).createSetFile(world.files, located, spec, names, options);
  else await (await changes()).createFixedFile(world.files, located, spec, names, options);
  return located;
}

/**
 * Makes a disk with the content of another: of a disk of the host by its number, or of a raw image or block device of this
 * machine by its path. @throws HostError `diskFailed`, `diskNumberNotFound`
 */
export async function copyToNewDisk(
  world: World,
  hostId: string,
  path: string,
  source: number | string,
  spec: Pick<NewDisk, 'blockSize'> & { readonly type: 'fixed' | 'dynamic' },
  options: WorkOptions,
): Promise<LabPath> {
  const located = locate(world.files, path, 'create');
  refuseRaw(located);
  const from =
    typeof source === 'number'
      ? await world.read(hostId, (host) => mountWithNumber(host, source))
      : await unheld(world, hostId, source, 'create', 'read');
  const names = await namesFor(world, hostId);
  if (located.real !== located.shown) world.files.makeFolder(located);
  const raw = typeof source === 'string' && !/\.a?vhdx?$/i.test(from.real);
  const conversion = { ...spec, exactSize: true, ...(raw && { raw }) };
  const convert = isSetPath(path) ? (await sets()).convertToSetFile : (await changes()).convertFile;
  await convert(world.files, 'create', from, located, conversion, names, options);
  return located;
}

/** Makes an empty floppy disk; answers where. @throws HostError `diskFailed` */
export function newFloppy(world: World, path: string): LabPath {
  const located = locate(world.files, path, 'createFloppy');
  if (located.real !== located.shown) world.files.makeFolder(located);
  makeFloppy(world.files, located);
  return located;
}

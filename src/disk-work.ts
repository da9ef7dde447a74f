/**
 * Work on virtual hard disk files: first a look at who has the file, then the work itself outside any transaction, then what
 * follows from it. The file is the truth: a crash in between leaves a disk whose size the guest sees at its next command.
 */
import type { CompactKind, DiskChange } from './host/disk-changes.ts';
import { type DiskFacts, type DiskNames, diskFacts, locate, resizeFile } from './host/disk-files.ts';
import { HostError } from './host/errors.ts';
import { dismount, mount, mountOf, mountWithNumber } from './host/mounts.ts';
import { announceResize, checkResize, heldFiles, isHeld } from './host/resize.ts';
import { type DiskOperation, HRESULT } from './host/storage-texts.ts';
import type { LabPath } from './lab/files.ts';
import type { Conversion, VirtualDisk, WorkOptions } from './vhd/index.ts';
import { nodeFiles } from './vhd/node-file.ts';
import { isSetPath } from './vhd/set/file.ts';
import type { World } from './world.ts';

/** Loaded by what needs it only: looking at a disk has to be quick. */
const changes = () => import('./host/disk-changes.ts');
const sets = () => import('./host/set-files.ts');

/** Facts of a file, and whether a machine holds it now. @throws HostError `diskUnreadable` */
export async function readDisk(
  world: World,
  hostId: string,
  path: string,
): Promise<{
  readonly path: LabPath;
  readonly facts: DiskFacts;
  readonly attached: boolean;
  /** Its number on the host, where it is mounted. */
  readonly diskNumber: number | null;
}> {
  const located = locate(world.files, path, 'read');
  const facts = diskFacts(world.files, located);
  const held = await world.read(hostId, (host) => ({
    attached: isHeld(host, located),
    diskNumber: mountOf(host, located.real)?.number ?? null,
  }));
  return { path: located, facts, ...held };
}

/** A number that no other disk of this host had: the name of its identifiers. */
async function nextOrdinal(world: World, hostId: string): Promise<{ ordinal: number; now: number }> {
  return world.change(hostId, (host) => ({ ordinal: host.doc.nextDisk++, now: host.now }));
}

/** Changes the size of a disk file; running guests hear of it. @throws HostError `resizeOnline`, `diskFailed` */
export async function resizeDisk(
  world: World,
  hostId: string,
  path: string,
  size: number | 'minimum',
): Promise<LabPath> {
  const located = locate(world.files, path, 'resize');
  const others = await world.read(hostId, (host) => {
    checkResize(host, located);
    return heldFiles(host);
  });
  if (others.length > 0 && (await changes()).isParentOf(world.files, located, others)) {
    throw new HostError('diskFailed', { operation: 'resize', path: located.shown, code: HRESULT.inUse });
  }
  const { ordinal, now } = await nextOrdinal(world, hostId);
  resizeFile(world.files, located, size, { random: world.lab.random, hostId, ordinal, now });
  await world.change(hostId, (host) => announceResize(host, located));
  return located;
}

/** What a piece of work on files needs of its host. */
export async function namesFor(world: World, hostId: string): Promise<DiskNames> {
  const { ordinal, now } = await nextOrdinal(world, hostId);
  return { random: world.lab.random, hostId, ordinal, now };
}

/**
 * A file that nobody uses. Who is going to write to it asks about machines that run on a child of it too: they have it open.
 * @throws HostError `diskFailed` with the code of a file in use
 */
export async function unheld(
  world: World,
  hostId: string,
  path: string,
  operation: DiskOperation,
  use: 'read' | 'write',
): Promise<LabPath> {
  const located = locate(world.files, path, operation);
  const { held, others } = await world.read(hostId, (host) => ({
    held: isHeld(host, located),
    others: use === 'write' ? heldFiles(host) : [],
  }));
  if (held || (others.length > 0 && (await changes()).isParentOf(world.files, located, others))) {
    throw new HostError('diskFailed', { operation, path: located.shown, code: HRESULT.inUse });
  }
  return located;
}

/** How a disk is to be converted. */
export interface WantedDisk extends Omit<Conversion, 'parentPath' | 'size'> {
  readonly parentPath?: string;
  readonly deleteSource?: boolean;
}

/**
 * Copies a disk into a new file. A fixed VHD gets whole megabytes, as Azure wants it ("Prepare a Windows VHD to upload to
 * Azure"). The source, if asked for, is removed last. @throws HostError `diskFailed`
 */
export async function convertDisk(
  world: World,
  hostId: string,
  from: string,
  to: string,
  { parentPath, deleteSource, ...spec }: WantedDisk,
  options: WorkOptions,
): Promise<LabPath> {
  const source = await unheld(world, hostId, from, 'convert', deleteSource ? 'write' : 'read');
  const target = locate(world.files, to, 'convert');
  if (target.real !== target.shown) world.files.makeFolder(target);
  const conversion = {
    ...spec,
    ...(parentPath !== undefined && { parentPath: locate(world.files, parentPath, 'convert').real }),
  };
  const names = await namesFor(world, hostId);
  const convert = isSetPath(to) ? (await sets()).convertToSetFile : (await changes()).convertFile;
  await convert(world.files, 'convert', source, target, conversion, names, options);
  if (deleteSource && isSetPath(source.real)) (await sets()).removeSet(source);
  else if (deleteSource) nodeFiles.remove(source.real);
  return target;
}

/** Merges a disk into an ancestor; answers with that. @throws HostError `diskFailed` */
export async function mergeDisk(
  world: World,
  hostId: string,
  path: string,
  into: string | undefined,
  options: WorkOptions,
): Promise<string> {
  const located = await unheld(world, hostId, path, 'merge', 'write');
  // Remove-VHDSnapshot merges the files of a set.
  if (isSetPath(path)) {
    throw new HostError('diskFailed', { operation: 'merge', path: located.shown, code: HRESULT.invalidType });
  }
  const target = into === undefined ? undefined : locate(world.files, into, 'merge');
  const { chainFiles, mergeFiles } = await changes();
  for (const file of chainFiles(world.files, located).slice(1)) {
    if (await world.read(hostId, (host) => isHeld(host, { real: file, shown: file }))) {
      throw new HostError('diskFailed', { operation: 'merge', path: world.files.show(file), code: HRESULT.inUse });
    }
  }
  const { destination } = await mergeFiles(world.files, located, target, await namesFor(world, hostId), options);
  return world.files.show(destination);
}

/** Makes a disk file smaller; it may be mounted, but only for reading. @throws HostError `diskFailed` */
export async function compactDisk(
  world: World,
  hostId: string,
  path: string,
  mode: CompactKind,
  options: WorkOptions,
): Promise<void> {
  const wanted = locate(world.files, path, 'compact');
  const mounted = await world.read(hostId, (host) => mountOf(host, wanted.real)?.readOnly === true);
  const located = mounted ? wanted : await unheld(world, hostId, path, 'compact', 'write');
  const names = await namesFor(world, hostId);
  await (await changes()).compactFile(world.files, located, mode, mounted, names, options);
}

/** Checks a disk with its chain; answers with damage that does no harm. @throws HostError `diskFailed` */
export async function testDisk(world: World, path: string, options: WorkOptions): Promise<string[]> {
  return (await changes()).checkFiles(world.files, locate(world.files, path, 'validate'), options);
}

/**
 * Can machines share a disk at this path? Its storage has to be a cluster shared volume or a share of a file server
 * (documentation of shared virtual disks); of other storage Windows says that it "does not support virtual hard disk sharing".
 * @throws HostError `diskFailed`
 */
export function testSharing(world: World, path: string): void {
  const { shown } = locate(world.files, path, 'validate');
  if (/^[a-z]:\\ClusterStorage\\|^\\\\/i.test(shown) && !/\.a?vhd$/i.test(shown)) return;
  throw new HostError('diskFailed', { operation: 'validate', path: shown, code: HRESULT.notShared });
}

/** Changes what a disk says about itself. @throws HostError `diskFailed` */
export async function setDisk(
  world: World,
  hostId: string,
  path: string,
  change:
    | Exclude<DiskChange, { readonly parent: LabPath }>
    | { readonly parent: string; readonly ignoreMismatch: boolean; readonly leaf?: string },
): Promise<void> {
  const names = await namesFor(world, hostId);
  if (typeof change === 'string' || !('parent' in change)) {
    const located = await unheld(world, hostId, path, 'set', 'write');
    return (await changes()).changeFile(world.files, located, change, names);
  }
  const { parent, ignoreMismatch, leaf } = change;
  // With its leaf named, the chain may be in use: the parent has the same content, nobody notices.
  const located =
    leaf === undefined ? await unheld(world, hostId, path, 'set', 'write') : locate(world.files, path, 'set');
  const wanted = {
    parent: locate(world.files, parent, 'set'),
    ignoreMismatch,
    ...(leaf !== undefined && { leaf: locate(world.files, leaf, 'set') }),
  };
  await (await changes()).changeFile(world.files, located, wanted, names);
}

/** The file of a snapshot of a set; without an identifier the disk as it is named. @throws HostError `diskFailed` */
export async function snapshotPath<D extends string | number>(
  world: World,
  disk: D,
  id: string | null | undefined,
): Promise<D | string> {
  if (id == null || typeof disk === 'number') return disk;
  const [found] = (await sets()).snapshotFacts(world.files, locate(world.files, disk, 'mount'), [id], false);
  return found?.snapshotPath ?? disk;
}

/** Attaches a disk to the host. @throws HostError `diskFailed` */
export async function mountDisk(world: World, hostId: string, path: string, readOnly: boolean): Promise<void> {
  const located = await unheld(world, hostId, path, 'mount', readOnly ? 'read' : 'write');
  (await changes()).checkOpens(world.files, located, readOnly);
  await world.change(hostId, (host) => mount(host, located, readOnly));
}

/** Detaches a disk from the host; answers with its path. @throws HostError `diskFailed`, `diskNumberNotFound` */
export async function dismountDisk(world: World, hostId: string, disk: string | number): Promise<string> {
  const path = typeof disk === 'number' ? await pathOfNumber(world, hostId, disk) : disk;
  const located = locate(world.files, path, 'dismount');
  const letters = await world.change(hostId, (host) => {
    const had = Object.values(mountOf(host, located.real)?.letters ?? {});
    dismount(host, located);
    return had;
  });
  if (letters.length > 0) (await import('./storage/letters.ts')).freeLetters(world, letters);
  return path;
}

/** The file of the disk with this number. @throws HostError `diskNumberNotFound` */
export async function pathOfNumber(world: World, hostId: string, number: number): Promise<string> {
  return world.read(hostId, (host) => mountWithNumber(host, number).shown);
}

/** Opens a disk for somebody outside of the lab; it is in use until `close`. @throws HostError `diskFailed` */
export async function borrowDisk(
  world: World,
  hostId: string,
  path: string,
  write: boolean,
  purpose: string,
): Promise<{ readonly disk: VirtualDisk; close(): void }> {
  const located = await unheld(world, hostId, path, 'mount', write ? 'write' : 'read');
  return (await changes()).openLocked(world.files, located, write, purpose, await namesFor(world, hostId));
}

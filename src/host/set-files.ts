/** Virtual hard disk sets as the host handles them: this lab's paths, identifiers and time, locks, and refusals of the host. */
import type { LabFiles, LabPath } from '../lab/files.ts';
import {
  besideSet,
  type Conversion,
  convertToSet,
  createSet,
  finishInTurns,
  isSetPath,
  type NewDisk,
  nodeFiles,
  optimizeSet,
  pathsOf,
  readSet,
  removeSnapshot,
  snapshotOf,
  unreferenced,
  VhdError,
  type WorkOptions,
} from '../vhd/index.ts';
import { locked } from './disk-changes.ts';
import { context, type DiskNames, hostErrorOf } from './disk-files.ts';
import type { DiskOperation } from './storage-texts.ts';

/** What Get-VHDSet shows. Paths as scripts write them. */
export interface SetFacts {
  readonly path: string;
  readonly snapshotIds: readonly string[];
  /** Files that are not needed any more, then the disk and its parents up to the root; empty unless asked for. */
  readonly allPaths: readonly string[];
}

/** What Get-VHDSnapshot shows. */
export interface SnapshotFacts {
  readonly path: string;
  readonly id: string;
  readonly snapshotPath: string;
  /** Seconds since 1970. */
  readonly createdAt: number;
  /** The parents of its file, the direct one first; empty unless asked for. */
  readonly parentPaths: readonly string[];
}

/** Looks at a set; what is no set is refused. @throws HostError `diskFailed` */
function look<R>(path: LabPath, operation: DiskOperation, work: () => R): R {
  try {
    if (!isSetPath(path.real)) throw new VhdError('type-invalid', 'It is not a virtual hard disk set.', path.shown);
    return work();
  } catch (error) {
    throw hostErrorOf(error, operation, path);
  }
}

/** Facts of a set. @throws HostError `diskFailed` */
export function setFacts(files: LabFiles, path: LabPath, allPaths: boolean): SetFacts {
  return look(path, 'readSet', () => {
    const surroundings = context(files);
    const set = readSet(path.real, surroundings);
    const all = () => [
      ...unreferenced(path.real, set, surroundings).map((name) => besideSet(path.real, name)),
      ...pathsOf(besideSet(path.real, set.disk), surroundings),
    ];
    return {
      path: path.shown,
      snapshotIds: set.snapshots.map(({ id }) => id.toUpperCase()),
      allPaths: allPaths ? all().map((file) => files.show(file)) : [],
    };
  });
}

/** The snapshots of a set, or those with these identifiers. @throws HostError `diskFailed` */
export function snapshotFacts(
  files: LabFiles,
  path: LabPath,
  ids: readonly string[] | undefined,
  parents: boolean,
): SnapshotFacts[] {
  return look(path, 'readSet', () => {
    const surroundings = context(files);
    const set = readSet(path.real, surroundings);
    const wanted = ids?.map((id) => snapshotOf(set, id)) ?? set.snapshots;
    return wanted.map(({ id, file, createdAt }) => {
      const real = besideSet(path.real, file);
      const above = parents ? pathsOf(real, surroundings).slice(1) : [];
      const parentPaths = above.map((parent) => files.show(parent));
      return { path: path.shown, id, snapshotPath: files.show(real), createdAt, parentPaths };
    });
  });
}

/** Makes a set. @throws HostError `diskFailed` */
export async function createSetFile(
  files: LabFiles,
  path: LabPath,
  spec: NewDisk,
  names: DiskNames,
  options: WorkOptions,
): Promise<void> {
  await locked('create', path, [[path.real, 'write']], () =>
    finishInTurns(createSet(path.real, spec, context(files, names)), options),
  );
}

/** Makes a set of another disk. @throws HostError `diskFailed` */
export async function convertToSetFile(
  files: LabFiles,
  operation: 'convert' | 'create',
  from: LabPath,
  path: LabPath,
  spec: Conversion,
  names: DiskNames,
  options: WorkOptions,
): Promise<void> {
  const locks = [
    [from.real, 'read'],
    [path.real, 'write'],
  ] as const;
  await locked(operation, operation === 'create' ? path : from, locks, () =>
    finishInTurns(convertToSet(from.real, path.real, spec, context(files, names)), options),
  );
}

/** Removes a snapshot. @throws HostError `diskFailed` */
export async function removeSetSnapshot(
  files: LabFiles,
  path: LabPath,
  id: string,
  names: DiskNames,
  options: WorkOptions,
): Promise<void> {
  look(path, 'removeSnapshot', () => snapshotOf(readSet(path.real, context(files)), id));
  await locked('removeSnapshot', path, [[path.real, 'write']], () =>
    finishInTurns(removeSnapshot(path.real, id, context(files, names)), options),
  );
}

/** Makes a set take less space. @throws HostError `diskFailed` */
export async function optimizeSetFile(
  files: LabFiles,
  path: LabPath,
  names: DiskNames,
  options: WorkOptions,
): Promise<void> {
  look(path, 'compact', () => readSet(path.real, context(files)));
  await locked('compact', path, [[path.real, 'write']], () =>
    finishInTurns(optimizeSet(path.real, context(files, names)), options),
  );
}

/** Removes a set with all its files. @throws HostError `diskFailed` */
export function removeSet(path: LabPath): void {
  look(path, 'convert', () => {
    const { files } = readSet(path.real, { files: nodeFiles });
    for (const file of files) nodeFiles.remove(besideSet(path.real, file));
    nodeFiles.remove(path.real);
  });
}

/**
 * Work on virtual hard disk files that takes long or changes a disk as a whole: convert, merge, compact, check, reconnect. The
 * files are locked meanwhile, for every process; Ctrl-C ends the work and leaves nothing half done.
 */
import type { LabFiles, LabPath } from '../lab/files.ts';
import {
  besideSet,
  type CompactMode,
  type Conversion,
  chainOf,
  checkDisk,
  compactDisk,
  convertDisk,
  createFixed,
  type DiskContext,
  finishInTurns,
  isInChainOf,
  isSetPath,
  type LockMode,
  lockDisk,
  type MergeResult,
  mergeDisk,
  type NewDisk,
  nodeFiles,
  nodeProcesses,
  openDisk,
  readSet,
  resetIdentifier,
  setParent,
  setPhysicalSectorSize,
  VhdError,
  type VirtualDisk,
  type WorkOptions,
} from '../vhd/index.ts';
import { context, type DiskNames, hostErrorOf } from './disk-files.ts';
import type { DiskOperation } from './storage-texts.ts';

/** A change of what a disk says about itself. */
export type DiskChange =
  | { readonly parent: LabPath; readonly ignoreMismatch: boolean; readonly leaf?: LabPath }
  | { readonly physicalSectorSize: number }
  | 'resetIdentifier';

type Locks = readonly (readonly [path: string, mode: LockMode])[];

/** A set stands for its disk too. */
function withMembers(locks: Locks): Locks {
  return locks.flatMap(([file, mode]) => {
    if (!isSetPath(file) || !nodeFiles.exists(file)) return [[file, mode] as const];
    const { disk } = readSet(file, { files: nodeFiles });
    return [[file, mode] as const, [besideSet(file, disk), mode] as const];
  });
}

/** Holds locks while `work` goes on; a failure of the library becomes the host's. */
export async function locked<R>(
  operation: DiskOperation,
  path: LabPath,
  locks: Locks,
  work: () => R | Promise<R>,
): Promise<R> {
  const held: (() => void)[] = [];
  try {
    for (const [file, mode] of withMembers(locks)) held.push(lockDisk(file, mode, operation, nodeFiles, nodeProcesses));
    return await work();
  } catch (error) {
    throw hostErrorOf(error, operation, path);
  } finally {
    for (const release of held) release();
  }
}

/** Makes a fixed disk. @throws HostError `diskFailed` */
export async function createFixedFile(
  files: LabFiles,
  path: LabPath,
  spec: NewDisk,
  names: DiskNames,
  options: WorkOptions,
): Promise<void> {
  await locked('create', path, [[path.real, 'write']], () =>
    finishInTurns(createFixed(path.real, spec, context(files, names)), options),
  );
}

/** Copies a disk into a new file. Messages are about that one where it is being created. @throws HostError `diskFailed` */
export async function convertFile(
  files: LabFiles,
  operation: 'convert' | 'create',
  from: LabPath,
  to: LabPath,
  spec: Conversion,
  names: DiskNames,
  options: WorkOptions,
): Promise<void> {
  const locks: Locks = [
    [from.real, 'read'],
    [to.real, 'write'],
  ];
  await locked(operation, operation === 'create' ? to : from, locks, () =>
    finishInTurns(convertDisk(from.real, to.real, spec, context(files, names)), options),
  );
}

/**
 * Writes a disk, and those between, into an ancestor, and removes the files that are now in it. @throws HostError `diskFailed`
 */
export async function mergeFiles(
  files: LabFiles,
  path: LabPath,
  into: LabPath | undefined,
  names: DiskNames,
  options: WorkOptions,
): Promise<MergeResult> {
  const surroundings = context(files, names);
  return locked('merge', path, chainLocks(path, surroundings), async () => {
    const result = await finishInTurns(mergeDisk(path.real, into?.real, surroundings), options);
    // A maintainer of the documentation says that they are gone after a merge.
    for (const file of result.merged) nodeFiles.remove(file);
    return result;
  });
}

/** The whole chain is worked on; what cannot be opened fails later, with its reason. */
function chainLocks(path: LabPath, surroundings: DiskContext): Locks {
  try {
    const disk = openDisk(path.real, surroundings);
    const locks = chainOf(disk).map((layer) => [layer.path, 'write'] as const);
    disk.close();
    return locks;
  } catch (error) {
    if (error instanceof VhdError) return [[path.real, 'write']];
    throw error;
  }
}

/** What Optimize-VHD is asked to do. */
export type CompactKind = 'Full' | 'Quick' | 'Retrim' | 'Pretrimmed' | 'Prezeroed';

/**
 * What the modes come to (documentation of Optimize-VHD): whether blocks of zeros are looked for, whether free space of file
 * systems is, which only a mounted disk shows, and whether the space of free blocks is given back.
 */
const COMPACT_MODES: Readonly<Record<CompactKind, CompactMode>> = {
  Full: { zeros: true, freeSpace: true, cut: true },
  Quick: { zeros: false, freeSpace: true, cut: true },
  Retrim: { zeros: false, freeSpace: true, cut: false },
  Pretrimmed: { zeros: false, freeSpace: false, cut: true },
  Prezeroed: { zeros: true, freeSpace: false, cut: true },
};

/** Makes the file of a disk smaller. `mounted`: read-only, on the host. @throws HostError `diskFailed` */
export async function compactFile(
  files: LabFiles,
  path: LabPath,
  kind: CompactKind,
  mounted: boolean,
  names: DiskNames,
  options: WorkOptions,
): Promise<void> {
  const { freeSpace, ...mode } = COMPACT_MODES[kind];
  await locked('compact', path, [[path.real, 'write']], () => {
    // "If the VHDX-format disk is not mounted as read-only, running the cmdlet returns an error": its code is assumed.
    if (kind === 'Retrim' && !mounted) throw new VhdError('not-mounted', undefined, path.shown);
    const work = compactDisk(path.real, { ...mode, freeSpace: freeSpace && mounted }, context(files, names));
    return finishInTurns(work, options);
  });
}

/**
 * Checks a disk and all its ancestors: that they open, fit together, and hold no damage. Answers with damage that is made up for
 * by a copy. @throws HostError `diskFailed`
 */
export async function checkFiles(files: LabFiles, path: LabPath, options: WorkOptions): Promise<string[]> {
  const surroundings = context(files);
  const harmless: string[] = [];
  try {
    const disk = openDisk(path.real, surroundings);
    const chain = chainOf(disk).map((layer) => layer.path);
    disk.close();
    for (const file of chain) {
      const { findings } = await finishInTurns(checkDisk(file, surroundings), options);
      const first = findings.find((finding) => !finding.harmless);
      if (first) throw new VhdError(first.fault, first.detail, file);
      harmless.push(...findings.map(({ detail }) => `${files.show(file)}: ${detail}`));
    }
  } catch (error) {
    throw hostErrorOf(error, 'validate', path);
  }
  return harmless;
}

/** Changes what a disk says about itself. @throws HostError `diskFailed` */
export async function changeFile(files: LabFiles, path: LabPath, change: DiskChange, names: DiskNames): Promise<void> {
  const surroundings = context(files, names);
  await locked('set', path, [[path.real, 'write']], () => {
    if (change === 'resetIdentifier') resetIdentifier(path.real, undefined, surroundings);
    else if ('parent' in change) {
      const { parent, ignoreMismatch, leaf } = change;
      if (leaf && !isInChainOf(leaf.real, path.real, surroundings)) throw new VhdError('not-in-chain', leaf.shown);
      setParent(path.real, parent.real, { ignoreMismatch }, surroundings);
    } else setPhysicalSectorSize(path.real, change.physicalSectorSize, surroundings);
  });
}

/** Is one of these files a descendant of the disk? What cannot be opened is none. */
export function isParentOf(files: LabFiles, path: LabPath, leaves: readonly string[]): boolean {
  const surroundings = context(files);
  return leaves.some((leaf) => {
    try {
      return leaf !== path.real && isInChainOf(leaf, path.real, surroundings);
    } catch (error) {
      if (error instanceof VhdError) return false;
      throw error;
    }
  });
}

/** The files of a chain, from the disk itself up; only the disk where the chain does not open. */
export function chainFiles(files: LabFiles, path: LabPath): string[] {
  return chainLocks(path, context(files)).map(([file]) => file);
}

/**
 * Can the disk be opened, with its chain, and does no other process work on it? For writing it has to be nobody's; to be read
 * others may read it too. @throws HostError `diskFailed`
 */
export function checkOpens(files: LabFiles, path: LabPath, readOnly: boolean): void {
  try {
    lockDisk(path.real, readOnly ? 'read' : 'write', 'mount', nodeFiles, nodeProcesses)();
    openDisk(path.real, context(files)).close();
  } catch (error) {
    throw hostErrorOf(error, 'mount', path);
  }
}

/** A disk opened for somebody outside of the lab, and locked for everybody else until `close`. @throws HostError `diskFailed` */
export function openLocked(
  files: LabFiles,
  path: LabPath,
  write: boolean,
  purpose: string,
  names: DiskNames,
): { readonly disk: VirtualDisk; close(): void } {
  let release = () => {};
  try {
    release = lockDisk(path.real, write ? 'write' : 'read', purpose, nodeFiles, nodeProcesses);
    const disk = openDisk(path.real, context(files, names), { write });
    return {
      disk,
      close() {
        try {
          disk.close();
        } finally {
          release();
        }
      },
    };
  } catch (error) {
    release();
    throw hostErrorOf(error, 'mount', path);
  }
}

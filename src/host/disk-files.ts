/**
 * Virtual hard disk files as the host handles them: the library of `vhd/` with this lab's paths, identifiers and time, and
 * its failures as refusals of the host. The file is the truth about a disk; nothing of it is kept elsewhere.
 */
import type { LabFiles, LabPath } from '../lab/files.ts';
import { PathError } from '../lab/files.ts';
import type { Random } from '../lab/random.ts';
import { type Micros, SECOND } from '../lab/time.ts';
// By file, not by `vhd/index.ts`: what only long work needs stays out of the quick commands.
import { openDisk } from '../vhd/chain.ts';
import { createDisk, createFloppy, type NewDisk } from '../vhd/create.ts';
import type { DiskContext } from '../vhd/disk.ts';
import { VhdError } from '../vhd/errors.ts';
import { type DiskFacts, readFacts } from '../vhd/facts.ts';
import { holders, lockDisk } from '../vhd/lock.ts';
import { nodeFiles } from '../vhd/node-file.ts';
import { nodeProcesses } from '../vhd/node-processes.ts';
import { resizeDisk } from '../vhd/resize.ts';
import type { DiskView } from '../vmbus/port.ts';
import { HostError } from './errors.ts';
import { type DiskOperation, HRESULT } from './storage-texts.ts';

export type { DiskFacts, NewDisk };

/** Where new disks get their identifiers from: unique within a lab, the same for the same script. */
export interface DiskNames {
  readonly random: Random;
  /** The host that makes the disk, and how many it made before. */
  readonly hostId: string;
  readonly ordinal: number;
  readonly now: Micros;
}

/** Identifiers that one new file may need. */
const GUIDS_PER_FILE = 16;

/** The library's surroundings: this lab's paths, identifiers and time. */
export function context(files: LabFiles, names?: DiskNames): DiskContext {
  let used = 0;
  return {
    files: nodeFiles,
    fromWindowsPath: (path) => {
      try {
        return files.locate(path).real;
      } catch (error) {
        if (error instanceof PathError) return undefined;
        throw error;
      }
    },
    toWindowsPath: (path) => files.show(path),
    stamp: {
      creator: 'hyperv-lab',
      guid: () => {
        if (!names) throw new Error('This operation makes no identifiers.');
        return names.random.guid(names.hostId, 'disk', names.ordinal * GUIDS_PER_FILE + used++);
      },
      unixSeconds: () => Math.floor((names?.now ?? 0) / SECOND),
    },
  };
}

/** Where a disk file is. @throws HostError for a name that no file can have */
export function locate(files: LabFiles, path: string, operation: DiskOperation | 'read'): LabPath {
  try {
    return files.locate(path);
  } catch (error) {
    if (!(error instanceof PathError)) throw error;
    if (operation === 'read') throw new HostError('diskUnreadable', { path, code: HRESULT.badName });
    throw new HostError('diskFailed', { operation, path, code: HRESULT.badName });
  }
}

/** A failure of the library as the host's; anything else as it is. */
export function hostErrorOf(error: unknown, operation: DiskOperation | 'read', path: LabPath): unknown {
  if (!(error instanceof VhdError)) return error;
  const code = error.hresult;
  if (operation === 'read') return new HostError('diskUnreadable', { path: path.shown, code });
  const why = error.detail ? { why: error.detail } : {};
  return new HostError('diskFailed', { operation, path: path.shown, code, ...why });
}

/** Runs `work`; a failure of the library becomes the host's. */
function asHost<R>(operation: DiskOperation | 'read', path: LabPath, work: () => R): R {
  try {
    return work();
  } catch (error) {
    throw hostErrorOf(error, operation, path);
  }
}

/** Facts of a disk file. @throws HostError `diskUnreadable` */
export function diskFacts(files: LabFiles, path: LabPath): DiskFacts {
  const facts = asHost('read', path, () => readFacts(path.real, context(files)));
  return facts.parentPath === undefined ? facts : { ...facts, parentPath: files.show(facts.parentPath) };
}

/** Raw images have no structure that a machine's disk needs; only Convert-VHD makes them. @throws HostError `diskFailed` */
export function refuseRaw(path: LabPath): void {
  if (!/\.(raw|img)$/i.test(path.real)) return;
  throw new HostError('diskFailed', { operation: 'create', path: path.shown, code: HRESULT.providerNotFound });
}

/** Makes a disk file, and its folder. @throws HostError `diskFailed` */
export function makeDisk(files: LabFiles, path: LabPath, spec: NewDisk, names: DiskNames): void {
  refuseRaw(path);
  asHost('create', path, () => createDisk(path.real, spec, context(files, names)));
}

/** Makes an empty floppy disk file. @throws HostError `diskFailed` */
export function makeFloppy(files: LabFiles, path: LabPath): void {
  asHost('createFloppy', path, () => createFloppy(path.real, context(files)));
}

/** Changes the size of a disk file. @throws HostError `diskFailed` */
export function resizeFile(files: LabFiles, path: LabPath, size: number | 'minimum', names: DiskNames): void {
  asHost('resize', path, () => {
    const release = lockDisk(path.real, 'write', 'resize', nodeFiles, nodeProcesses);
    try {
      resizeDisk(path.real, size, context(files, names));
    } finally {
      release();
    }
  });
}

/** The disk at a path as a machine sees it; undefined where none can be opened. */
export function diskView(files: LabFiles, path: string): DiskView | undefined {
  try {
    const disk = openDisk(files.locate(path).real, context(files));
    try {
      return {
        diskId: disk.identifier ?? disk.path,
        sizeBytes: disk.size,
        logicalSectorBytes: disk.logicalSectorSize === 4096 ? 4096 : 512,
        physicalSectorBytes: disk.physicalSectorSize === 4096 ? 4096 : 512,
        readOnly: false,
      };
    } finally {
      disk.close();
    }
  } catch (error) {
    if (error instanceof VhdError || error instanceof PathError) return undefined;
    throw error;
  }
}

/** Why the disk in this file cannot be used, as HRESULT; undefined where it can. */
export function diskFault(files: LabFiles, real: string): number | undefined {
  try {
    openDisk(real, context(files)).close();
    const writer = holders(real, nodeFiles, nodeProcesses).some((holder) => holder.mode === 'write');
    return writer ? HRESULT.inUse : undefined;
  } catch (error) {
    if (error instanceof VhdError) return error.hresult;
    throw error;
  }
}

/**
 * Locks on disks between processes: a small file beside the disk for each holder, with its process and when that was started,
 * so that a lock whose holder has died is known to be void. Any number may read, one may write.
 */
import * as nodePath from 'node:path';
import { VhdError } from './errors.ts';
import type { Files } from './file.ts';

/** Who holds a lock. */
export interface Holder {
  readonly process: number;
  /** When the process was started, in whatever unit the system counts; tells it from a later one with its number. */
  readonly started: string;
  /** What for: a word or two for people. */
  readonly purpose: string;
}

/** What this library may not find out by itself. */
export interface Processes {
  /** This process. */
  readonly self: { readonly process: number; readonly started: string };
  /** True when this process lives, or when it cannot be told. */
  alive(process: number, started: string): boolean;
}

export type LockMode = 'read' | 'write';

const nameOf = (base: string, mode: LockMode, process: number, started: string, n: number): string =>
  `.${base}.${mode}-${process}-${started}-${n}.lock`;

interface Found {
  readonly file: string;
  readonly mode: LockMode;
  readonly process: number;
  readonly started: string;
}

function locksOn(path: string, files: Files): Found[] {
  const folder = nodePath.dirname(path);
  const prefix = `.${nodePath.basename(path)}.`;
  return files.list(folder).flatMap((name) => {
    const parts = name.startsWith(prefix)
      ? /^(read|write)-(\d+)-(\w*)-\d+\.lock$/.exec(name.slice(prefix.length))
      : null;
    if (parts === null) return [];
    const [, mode, process, started] = parts as unknown as [string, LockMode, string, string];
    return [{ file: nodePath.join(folder, name), mode, process: Number(process), started }];
  });
}

let counter = 0;

/** Takes a lock, or fails with `in-use`. Returns what gives it back. Readers of media that cannot be written go without. */
export function lockDisk(
  path: string,
  mode: LockMode,
  purpose: string,
  files: Files,
  processes: Processes,
): () => void {
  const real = files.real(path);
  const { process, started } = processes.self;
  counter += 1;
  const own = nodePath.join(nodePath.dirname(real), nameOf(nodePath.basename(real), mode, process, started, counter));
  try {
    const file = files.open(own, 'create');
    file.write(Buffer.from(purpose), 0);
    file.close();
  } catch (error) {
    if (mode === 'read' && error instanceof VhdError && error.fault === 'access-denied') return () => {};
    throw error;
  }
  const release = () => {
    if (files.exists(own)) files.remove(own);
  };
  const other = holders(real, files, processes, own).find((lock) => mode === 'write' || lock.mode === 'write');
  if (other === undefined) return release;
  release();
  throw new VhdError('in-use', `Process ${other.process}${other.purpose && ` (${other.purpose})`} holds it.`, path);
}

/** Who holds locks on a disk now; files of dead holders are removed. */
export function holders(path: string, files: Files, processes: Processes, except?: string): (Holder & Found)[] {
  const living: (Holder & Found)[] = [];
  for (const lock of locksOn(files.real(path), files)) {
    if (lock.file === except) continue;
    try {
      if (processes.alive(lock.process, lock.started)) living.push({ ...lock, purpose: textOf(lock.file, files) });
      else files.remove(lock.file);
    } catch (error) {
      // Given back by its holder meanwhile.
      if (!(error instanceof VhdError) || error.fault !== 'file-not-found') throw error;
    }
  }
  return living;
}

function textOf(path: string, files: Files): string {
  const file = files.open(path, 'read');
  const bytes = Buffer.alloc(Math.min(file.size(), 200));
  file.read(bytes, 0);
  file.close();
  return bytes.toString();
}

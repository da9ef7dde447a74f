/** Files of the machine, through Node's synchronous calls (the quickest way for one disk at a time). */
import * as fs from 'node:fs';
import { type DataRange, dataRanges } from './data-ranges.ts';
import { type CauseName, VhdError } from './errors.ts';
import type { DiskFile, Files, OpenMode } from './file.ts';

const FAULTS: Readonly<Record<string, CauseName>> = {
  EEXIST: 'file-exists',
  ENOENT: 'file-not-found',
  ENOTDIR: 'path-not-found',
  EACCES: 'access-denied',
  EPERM: 'access-denied',
  EROFS: 'access-denied',
  EISDIR: 'access-denied',
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  EFBIG: 'host-limit',
  ETXTBSY: 'in-use',
  EBUSY: 'in-use',
};

/** Runs a call of the host; its error becomes one of ours. */
export function hostCall<T>(path: string, call: () => T): T {
  try {
    return call();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === undefined) throw error;
    throw new VhdError(FAULTS[code] ?? 'host-io', FAULTS[code] ? undefined : code, path, { cause: error });
  }
}

const FLAGS: Record<OpenMode, string> = { read: 'r', write: 'r+', create: 'wx+' };
const ZEROS = new Uint8Array(128 * 1024);
/** From this length on it pays to start util-linux's `fallocate`: Node has no call of its own for it. */
const RESERVE_MIN = 64 * 1024 * 1024;
/** Holes of this size together are worth a question to another program. */
const HOLES_MIN = 256 * 1024 * 1024;

/** A new file: where it cannot be found, it is its folder that is missing. */
function created(path: string): number {
  try {
    return hostCall(path, () => fs.openSync(path, FLAGS.create));
  } catch (error) {
    if (!(error instanceof VhdError) || error.fault !== 'file-not-found') throw error;
    throw new VhdError('path-not-found', undefined, path, { cause: error });
  }
}

class NodeFile implements DiskFile {
  readonly path: string;
  readonly writable: boolean;
  readonly device: boolean;
  private readonly fd: number;
  private length: number;

  constructor(path: string, mode: OpenMode) {
    this.path = path;
    this.writable = mode !== 'read';
    this.fd = mode === 'create' ? created(path) : hostCall(path, () => fs.openSync(path, FLAGS[mode]));
    const stat = hostCall(path, () => fs.fstatSync(this.fd));
    this.device = stat.isBlockDevice();
    if (!stat.isFile() && !this.device) {
      fs.closeSync(this.fd);
      throw new VhdError('access-denied', 'Not a file.', path);
    }
    this.length = this.device ? deviceLength(this.fd) : stat.size;
  }

  size(): number {
    return this.length;
  }

  stored(): number {
    const stat = hostCall(this.path, () => fs.fstatSync(this.fd));
    return stat.isFile() ? Math.min(stat.blocks * 512, this.length) : this.length;
  }

  dataRanges(): readonly DataRange[] | undefined {
    const stored = this.stored();
    if (stored === 0) return [];
    // Where most of it is data, reading the rest is cheaper than asking.
    return this.length - stored < HOLES_MIN ? undefined : dataRanges(this.fd, this.length);
  }

  read(buffer: Uint8Array, position: number): number {
    if (position >= this.length) return 0;
    let done = hostCall(this.path, () => fs.readSync(this.fd, buffer, 0, buffer.length, position));
    while (done < buffer.length && position + done < this.length) {
      const more = hostCall(this.path, () => fs.readSync(this.fd, buffer, done, buffer.length - done, position + done));
      if (more === 0) break;
      done += more;
    }
    return done;
  }

  write(buffer: Uint8Array, position: number): void {
    let done = 0;
    while (done < buffer.length) {
      done += hostCall(this.path, () => fs.writeSync(this.fd, buffer, done, buffer.length - done, position + done));
    }
    if (position + done > this.length) this.length = position + done;
  }

  truncate(size: number): void {
    hostCall(this.path, () => fs.ftruncateSync(this.fd, size));
    this.length = size;
  }

  reserve(position: number, length: number): boolean {
    if (process.platform !== 'linux' || length < RESERVE_MIN) return false;
    const range = ['-o', String(position), '-l', String(length), '/proc/self/fd/3'];
    // Loaded when needed only: it takes longer than opening a disk.
    const { spawnSync } = process.getBuiltinModule('node:child_process');
    const run = spawnSync('fallocate', range, { stdio: ['ignore', 'ignore', 'ignore', this.fd] });
    // Ctrl-C goes to the whole group of processes.
    if (run.signal !== null) throw new VhdError('aborted', undefined, this.path);
    if (run.status !== 0) return false;
    this.length = Math.max(this.length, position + length);
    return true;
  }

  allocate(position: number, length: number): void {
    if (position >= this.length && this.reserve(position, length)) return;
    for (let at = 0; at < length; at += ZEROS.length) {
      this.write(length - at < ZEROS.length ? ZEROS.subarray(0, length - at) : ZEROS, position + at);
    }
  }

  flush(): void {
    hostCall(this.path, () => fs.fdatasyncSync(this.fd));
  }

  close(): void {
    fs.closeSync(this.fd);
  }
}

/** Block devices have no length of their own: the end is found by halving. */
function deviceLength(fd: number): number {
  const one = new Uint8Array(1);
  let low = 0;
  let high = 2 ** 52;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    let there = false;
    try {
      there = fs.readSync(fd, one, 0, 1, middle) === 1;
    } catch {
      there = false;
    }
    if (there) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The file system of the machine. */
export const nodeFiles: Files = {
  open: (path, mode) => new NodeFile(path, mode),
  exists: (path) => fs.existsSync(path),
  remove: (path) => hostCall(path, () => fs.rmSync(path)),
  rename: (from, to) => hostCall(from, () => fs.renameSync(from, to)),
  list: (folder) => {
    try {
      return fs.readdirSync(folder);
    } catch {
      return [];
    }
  },
  real: (path) => {
    try {
      return fs.realpathSync(path);
    } catch {
      return path;
    }
  },
};

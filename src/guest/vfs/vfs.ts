/** The mount table and walking of paths: what open, stat, mkdir and the like do, with permissions. All calls throw Errno. */
import type { Micros } from '../../lab/time.ts';
import { Errno } from './errno.ts';
import type { FileSystem, FileType, Inode, Writer } from './inode.ts';

/** A mount as it is stored. */
export interface Mount {
  /** Which file system: a key that `FileSystems` understands. */
  fs: string;
  point: string;
  source: string;
  type: string;
  options: string;
  /** fsfreeze holds writers. */
  frozen?: boolean;
}

/** Who calls. */
export interface Caller {
  readonly uid: number;
  readonly gid: number;
  readonly groups: readonly number[];
  readonly cwd: string;
  readonly umask: number;
}

/** A found file. */
export interface Found {
  readonly fs: FileSystem;
  readonly mount: Mount;
  readonly ino: number;
  readonly inode: Inode;
  /** Absolute, without links. */
  readonly path: string;
}

/** A place for a new name. */
export interface Place {
  readonly fs: FileSystem;
  readonly mount: Mount;
  readonly dir: number;
  readonly name: string;
  readonly path: string;
  readonly found: Found | undefined;
}

const MAX_LINKS = 40;
const READ = 4;
const WRITE = 2;
export const EXECUTE = 1;

/** True where the caller may do it. Root may all, except run a file that nobody may run. */
export function may(caller: Caller, inode: Inode, wanted: number): boolean {
  if (caller.uid === 0) return wanted !== EXECUTE || inode.t === 'd' || (inode.m & 0o111) !== 0;
  const bits =
    caller.uid === inode.u
      ? inode.m >> 6
      : caller.gid === inode.g || caller.groups.includes(inode.g)
        ? inode.m >> 3
        : inode.m;
  return (bits & wanted) === wanted;
}

/** `a/b` below a directory. */
export const join = (dir: string, name: string): string =>
  name.startsWith('/') ? name : dir === '/' ? `/${name}` : `${dir}/${name}`;

/** Path without `.`, `..` and double slashes, by text alone. */
export function normalize(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

export class Vfs {
  readonly mounts: Mount[];
  private readonly open: (key: string) => FileSystem;
  private readonly now: () => Micros;

  constructor(mounts: Mount[], open: (key: string) => FileSystem, now: () => Micros) {
    this.mounts = mounts;
    this.open = open;
    this.now = now;
  }

  fileSystem(mount: Mount): FileSystem {
    return this.open(mount.fs);
  }

  /** The topmost mount exactly here. */
  mountAt(point: string): Mount | undefined {
    return this.mounts.findLast((mount) => mount.point === point);
  }

  /** The mount that holds an absolute path without links. */
  mountOf(path: string): Mount {
    let best: Mount | undefined;
    for (const mount of this.mounts) {
      const inside = mount.point === '/' || path === mount.point || path.startsWith(`${mount.point}/`);
      if (inside && (!best || mount.point.length >= best.point.length)) best = mount;
    }
    if (!best) throw new Errno('ENOENT');
    return best;
  }

  writer(caller: Caller): Writer {
    return { at: this.now(), privileged: caller.uid === 0 };
  }

  private top(point: string): { fs: FileSystem; mount: Mount; ino: number } {
    const mount = this.mountAt(point);
    if (!mount) throw new Errno('ENOENT');
    const fs = this.open(mount.fs);
    return { fs, mount, ino: fs.root };
  }

  /** Walks to the directory of the last component; follows a final link where asked. */
  place(caller: Caller, path: string, follow = true): Place {
    if (path === '') throw new Errno('ENOENT');
    let links = 0;
    let todo = path.split('/').filter((part) => part !== '');
    let trailing = path.length > 1 && path.endsWith('/');
    const start = path.startsWith('/') ? '/' : caller.cwd;
    let stack: { fs: FileSystem; mount: Mount; ino: number; path: string }[] = [{ ...this.top('/'), path: '/' }];
    const descend = (name: string): void => {
      const here = stack[stack.length - 1] as (typeof stack)[0];
      const child = join(here.path, name);
      const mounted = this.mountAt(child);
      if (mounted) stack.push({ ...this.top(child), path: child });
      else {
        const ino = here.fs.lookup(here.ino, name);
        if (ino === undefined) throw new Errno('ENOENT');
        stack.push({ ...here, ino, path: child });
      }
    };
    if (start !== '/') for (const part of start.split('/').slice(1)) descend(part);
    for (;;) {
      const here = stack[stack.length - 1] as (typeof stack)[0];
      const dir = here.fs.inode(here.ino);
      if (dir.t !== 'd') throw new Errno('ENOTDIR');
      const name = todo.shift();
      if (name === undefined || name === '.' || name === '..') {
        if (name === '..' && stack.length > 1) stack.pop();
        if (todo.length > 0) continue;
        const last = stack[stack.length - 1] as (typeof stack)[0];
        const inode = last.fs.inode(last.ino);
        return { ...last, dir: last.ino, name: '.', found: { ...last, inode } };
      }
      if (!may(caller, dir, EXECUTE)) throw new Errno('EACCES');
      if (name.length > 255) throw new Errno('ENAMETOOLONG');
      const child = join(here.path, name);
      const final = todo.length === 0;
      const mounted = this.mountAt(child);
      let next: { fs: FileSystem; mount: Mount; ino: number };
      if (mounted) next = this.top(child);
      else {
        const ino = here.fs.lookup(here.ino, name);
        if (ino === undefined) {
          if (!final) throw new Errno('ENOENT');
          return { fs: here.fs, mount: here.mount, dir: here.ino, name, path: child, found: undefined };
        }
        next = { fs: here.fs, mount: here.mount, ino };
      }
      const inode = next.fs.inode(next.ino);
      if (inode.t === 'l' && (!final || follow || trailing)) {
        if (++links > MAX_LINKS) throw new Errno('ELOOP');
        const target = inode.l ?? '';
        if (target.startsWith('/')) stack = [stack[0] as (typeof stack)[0]];
        todo = [...target.split('/').filter((part) => part !== ''), ...todo];
        if (target.endsWith('/') && final) trailing = true;
        continue;
      }
      if (final) {
        if (trailing && inode.t !== 'd') throw new Errno('ENOTDIR');
        return {
          fs: here.fs,
          mount: here.mount,
          dir: here.ino,
          name,
          path: child,
          found: { ...next, inode, path: child },
        };
      }
      stack.push({ ...next, path: child });
    }
  }

  find(caller: Caller, path: string, follow = true): Found {
    const { found } = this.place(caller, path, follow);
    if (!found) throw new Errno('ENOENT');
    return found;
  }

  /** As find, but undefined where nothing is there or the way is barred. */
  peek(caller: Caller, path: string, follow = true): Found | undefined {
    try {
      return this.find(caller, path, follow);
    } catch (error) {
      if (error instanceof Errno) return undefined;
      throw error;
    }
  }

  /** Names in a directory, in byte order. */
  list(caller: Caller, path: string): string[] {
    const found = this.find(caller, path);
    if (found.inode.t !== 'd') throw new Errno('ENOTDIR');
    if (!may(caller, found.inode, READ)) throw new Errno('EACCES');
    const names = found.fs.list(found.ino).map(([name]) => name);
    return names.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  }

  private writable(caller: Caller, place: Place): void {
    if (/(^|,)ro(,|$)/.test(place.mount.options)) throw new Errno('EROFS');
    if (!may(caller, place.fs.inode(place.dir), WRITE | EXECUTE)) throw new Errno('EACCES');
  }

  /** Refuses writing to a file system that is mounted read-only. */
  checkWritable(mount: Mount): void {
    if (/(^|,)ro(,|$)/.test(mount.options)) throw new Errno('EROFS');
  }

  /** A fresh inode of the caller's. */
  fresh(caller: Caller, type: FileType, mode: number): Inode {
    const at = this.now();
    return {
      t: type,
      m: mode & ~caller.umask,
      u: caller.uid,
      g: caller.gid,
      n: type === 'd' ? 2 : 1,
      at,
      mt: at,
      ct: at,
      s: 0,
    };
  }

  /** Makes a file, directory, link, fifo or node. */
  create(caller: Caller, path: string, type: FileType, mode: number, more: Partial<Inode> = {}): Found {
    const place = this.place(caller, path, false);
    if (place.found) throw new Errno('EEXIST');
    this.writable(caller, place);
    const inode = {
      ...this.fresh(caller, type, mode),
      ...(type === 'd' ? { d: {} } : type === '-' ? { x: [] } : {}),
      ...more,
    };
    const ino = place.fs.create(place.dir, place.name, inode, this.writer(caller));
    return { fs: place.fs, mount: place.mount, ino, inode, path: place.path };
  }

  /** Follows rules of unlink and rmdir: `what` says which of the two. */
  remove(
    caller: Caller,
    path: string,
    what: 'file' | 'directory',
    isOpen: (mount: Mount, ino: number) => boolean,
  ): void {
    const last = path.replace(/\/+$/, '').split('/').pop();
    if (what === 'directory' && last === '.') throw new Errno('EINVAL');
    const place = this.place(caller, path, false);
    if (!place.found) throw new Errno('ENOENT');
    const { inode } = place.found;
    if (what === 'file' && inode.t === 'd') throw new Errno('EISDIR');
    if (what === 'directory' && inode.t !== 'd') throw new Errno('ENOTDIR');
    if (this.mountAt(place.path)) throw new Errno('EBUSY');
    if (what === 'directory' && last === '..') throw new Errno('ENOTEMPTY');
    this.writable(caller, place);
    const dir = place.fs.inode(place.dir);
    if (dir.m & 0o1000 && caller.uid !== 0 && caller.uid !== inode.u && caller.uid !== dir.u) throw new Errno('EPERM');
    place.fs.unlink(place.dir, place.name, this.writer(caller), (ino) => isOpen(place.mount, ino));
  }

  link(caller: Caller, from: string, to: string): void {
    const source = this.find(caller, from, false);
    if (source.inode.t === 'd') throw new Errno('EPERM');
    const place = this.place(caller, to, false);
    if (place.found) throw new Errno('EEXIST');
    if (place.mount !== source.mount) throw new Errno('EXDEV');
    this.writable(caller, place);
    place.fs.link(place.dir, place.name, source.ino, this.writer(caller));
  }

  rename(caller: Caller, from: string, to: string, isOpen: (mount: Mount, ino: number) => boolean): void {
    const source = this.place(caller, from, false);
    const target = this.place(caller, to, false);
    if (!source.found) throw new Errno('ENOENT');
    if (source.mount !== target.mount) throw new Errno('EXDEV');
    if (source.name === '.' || target.name === '.') throw new Errno('EBUSY');
    if (this.mountAt(source.path) || this.mountAt(target.path)) throw new Errno('EBUSY');
    this.writable(caller, source);
    this.writable(caller, target);
    if (target.path.startsWith(`${source.path}/`)) throw new Errno('EINVAL');
    if (target.found) {
      if (target.found.ino === source.found.ino) return;
      const fromDir = source.found.inode.t === 'd';
      const toDir = target.found.inode.t === 'd';
      if (fromDir && !toDir) throw new Errno('ENOTDIR');
      if (!fromDir && toDir) throw new Errno('EISDIR');
      target.fs.unlink(target.dir, target.name, this.writer(caller), (ino) => isOpen(target.mount, ino));
    }
    source.fs.rename(source.dir, source.name, target.dir, target.name, this.writer(caller));
  }

  /** Changes mode, owner or times; only the owner and root may. */
  change(caller: Caller, path: string, to: Parameters<FileSystem['change']>[1], follow = true): void {
    const found = this.find(caller, path, follow);
    this.checkWritable(found.mount);
    if (caller.uid !== 0 && caller.uid !== found.inode.u) throw new Errno('EPERM');
    found.fs.change(found.ino, { ct: this.now(), ...to });
  }
}

/** What an access check wants. */
export const ACCESS = { read: READ, write: WRITE, execute: EXECUTE } as const;

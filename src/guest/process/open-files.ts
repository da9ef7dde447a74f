/** Open file descriptions: open, read, write, seek, dup and close of one system's processes. */
import { type Chunk, chunkBytes, literal, seeded, zeros } from '../fs/extents.ts';
import { cacheFiles } from '../kernel/memory.ts';
import { Errno } from '../vfs/errno.ts';
import type { GeneratedFs } from '../vfs/generated.ts';
import { ACCESS, may } from '../vfs/vfs.ts';
import { readProcessLink } from './proc-self.ts';
import type { System } from './system.ts';
import { type Description, PIPE_CAPACITY, type Process, SESSION_WINDOW, type Wait } from './types.ts';

export interface OpenFlags {
  readonly read?: boolean;
  readonly write?: boolean;
  readonly create?: boolean;
  readonly exclusive?: boolean;
  readonly truncate?: boolean;
  readonly append?: boolean;
  readonly mode?: number;
}

/** A call that cannot go on now. */
export class WouldBlock {
  readonly wait: Wait;
  constructor(wait: Wait) {
    this.wait = wait;
  }
}

export class OpenFiles {
  private readonly system: System;

  constructor(system: System) {
    this.system = system;
  }

  description(id: number): Description {
    const found = this.system.state.descriptions[id];
    if (!found) throw new Errno('EBADF');
    return found;
  }

  private add(description: Description): number {
    const id = this.system.state.next++;
    this.system.state.descriptions[id] = description;
    return id;
  }

  /** The description behind a descriptor. @throws EBADF */
  at(process: Process, fd: number): Description {
    const id = process.fds[fd];
    if (id === undefined) throw new Errno('EBADF');
    return this.description(id);
  }

  private lowest(process: Process, from = 0): number {
    let fd = from;
    while (process.fds[fd] !== undefined) fd++;
    return fd;
  }

  /** Opens a path on the lowest free descriptor, or on `fd`. */
  open(process: Process, path: string, flags: OpenFlags, fd?: number): number {
    const id = this.openDescription(process, path, flags);
    return this.install(process, id, fd);
  }

  private install(process: Process, id: number, fd?: number): number {
    const target = fd ?? this.lowest(process);
    if (process.fds[target] !== undefined) this.close(process, target);
    process.fds[target] = id;
    return target;
  }

  private openDescription(process: Process, path: string, flags: OpenFlags): number {
    const { system } = this;
    const { vfs } = system;
    const own = readProcessLink(process, path);
    if (own !== undefined) {
      const id = process.fds[own];
      if (id === undefined) throw new Errno('ENOENT');
      const d = this.description(id);
      if (d.k !== 'file') {
        d.refs++;
        return id;
      }
      return this.add({ ...d, refs: 1, o: 0 });
    }
    const place = vfs.place(process, path);
    let { found } = place;
    if (!found) {
      if (!flags.create) throw new Errno('ENOENT');
      if (path.endsWith('/')) throw new Errno('EISDIR');
      found = vfs.create(process, place.path, '-', flags.mode ?? 0o666);
    } else {
      if (flags.exclusive && flags.create) throw new Errno('EEXIST');
      const { inode } = found;
      if (inode.t === 'd' && (flags.write || flags.create)) throw new Errno('EISDIR');
      if (flags.read && !may(process, inode, ACCESS.read)) throw new Errno('EACCES');
      if (flags.write && !may(process, inode, ACCESS.write)) throw new Errno('EACCES');
      if (inode.t === 's') throw new Errno('ENXIO');
      if (inode.t === 'b' || inode.t === 'c')
        return this.openDevice(process, found.path, inode.t, inode.r ?? [0, 0], flags);
      if (flags.write) vfs.checkWritable(found.mount);
      if (flags.truncate && flags.write && inode.t === '-') {
        if (inode.s > 0) found.fs.truncate(found.ino, 0, vfs.writer(process));
        else if (found.mount.fs.startsWith('disk|') || found.mount.fs.startsWith('tmpfs|'))
          found.fs.change(found.ino, { mt: system.wall });
      }
    }
    return this.add({
      refs: 1,
      k: 'file',
      fs: found.mount.fs,
      point: found.mount.point,
      ino: found.ino,
      path: found.path,
      o: 0,
      r: flags.read ?? false,
      w: flags.write ?? false,
      app: flags.append ?? false,
    });
  }

  private openDevice(
    process: Process,
    path: string,
    type: 'b' | 'c',
    numbers: readonly [number, number],
    flags: OpenFlags,
  ): number {
    const access = { o: 0, r: flags.read ?? false, w: flags.write ?? false };
    if (type === 'b') {
      const name = this.system.fileSystems
        .volumes()
        .find((v) => numbers[0] === 8 && v.device.index * 16 + (v.partition?.number ?? 0) === numbers[1])?.name;
      if (!name) throw new Errno('ENXIO');
      return this.add({ refs: 1, k: 'disk', path, name, ...access });
    }
    const [major, minor] = numbers;
    if (major === 5 && minor === 0) {
      if (!process.tty || process.session === null) throw new Errno('ENXIO');
      return this.add({ refs: 1, k: 'session', session: process.session, as: 1, r: true, w: true });
    }
    return this.add({ refs: 1, k: 'dev', path, major, minor, ...access });
  }

  /** A pipe: its two descriptions, each with one reference. */
  pipe(): [read: number, write: number] {
    const pipe = this.system.state.next++;
    this.system.state.pipes[pipe] = { data: '', readers: 1, writers: 1 };
    return [this.add({ refs: 1, k: 'pipe', pipe, end: 'r' }), this.add({ refs: 1, k: 'pipe', pipe, end: 'w' })];
  }

  /** An end of a session: 0 its input, 1 and 2 its outputs. */
  sessionEnd(session: number, as: 0 | 1 | 2): number {
    return this.add({ refs: 0, k: 'session', session, as, r: as === 0, w: as !== 0 });
  }

  dup(process: Process, from: number, to: number): void {
    const id = process.fds[from];
    if (id === undefined) throw new Errno('EBADF');
    if (from === to) return;
    this.description(id).refs++;
    this.install(process, id, to);
  }

  /** Puts a description on a descriptor and counts it. */
  place(process: Process, id: number, fd?: number): number {
    this.description(id).refs++;
    return this.install(process, id, fd);
  }

  close(process: Process, fd: number): void {
    const id = process.fds[fd];
    if (id === undefined) throw new Errno('EBADF');
    delete process.fds[fd];
    this.release(id);
  }

  /** Gives up one reference. */
  release(id: number): void {
    const { system } = this;
    const d = this.description(id);
    if (--d.refs > 0) return;
    delete system.state.descriptions[id];
    if (d.k === 'file') {
      const inode = system.vfs.mounts.some((m) => m.fs === d.fs) ? system.fileSystems.open(d.fs) : undefined;
      if (
        inode &&
        !Object.values(system.state.descriptions).some((o) => o.k === 'file' && o.fs === d.fs && o.ino === d.ino)
      ) {
        if (d.fs.startsWith('disk|') || d.fs.startsWith('tmpfs|')) inode.release(d.ino);
      }
    }
    if (d.k !== 'pipe') return;
    const pipe = system.state.pipes[d.pipe];
    if (!pipe) return;
    if (d.end === 'r') pipe.readers--;
    else pipe.writers--;
    if (pipe.readers + pipe.writers === 0) delete system.state.pipes[d.pipe];
    else system.wakePipe(d.pipe);
  }

  /** Up to `max` bytes; empty string at the end of the file. */
  read(process: Process, fd: number, max = PIPE_CAPACITY): string | WouldBlock {
    const chunks = this.readChunks(process, fd, max);
    return chunks instanceof WouldBlock ? chunks : chunks.map(chunkBytes).join('');
  }

  /** As `read`, but what is zeros or a stream stays so. */
  readChunks(process: Process, fd: number, max: number): Chunk[] | WouldBlock {
    const { system } = this;
    const d = this.at(process, fd);
    switch (d.k) {
      case 'file': {
        if (!d.r) throw new Errno('EBADF');
        const fs = system.fileSystems.open(d.fs);
        if (fs.inode(d.ino).t === 'd') throw new Errno('EISDIR');
        if (isGenerated(d.fs)) {
          if (d.o === 0 || d.snap === undefined) d.snap = (fs as GeneratedFs).text(d.ino);
          const text = d.snap.slice(d.o, d.o + max);
          d.o += text.length;
          return text ? [literal(text)] : [];
        }
        const mount = system.vfs.mountAt(d.point);
        if (mount) system.fileSystems.touch(mount, 'read');
        const chunks = fs.read(d.ino, d.o, max);
        for (const chunk of chunks) d.o += chunk.n;
        return chunks;
      }
      case 'dev': {
        const start = d.o;
        d.o += max;
        if (d.major === 1 && d.minor === 5) return [zeros(max)];
        if (d.major === 1 && d.minor === 7) return [zeros(max)];
        if (d.major === 1 && (d.minor === 8 || d.minor === 9)) {
          d.at ??= system.state.next++;
          return [seeded(`${system.guest.host.vmId}/${system.guest.state.boots}/urandom/${d.at}`, start, max)];
        }
        return [];
      }
      case 'disk': {
        const volume = system.fileSystems.volumeAt(`/dev/${d.name}`);
        if (!volume) throw new Errno('EIO');
        system.fileSystems.touchVolume(volume, 'read');
        const n = Math.min(max, Math.max(0, volume.bytes - d.o));
        const at = d.o;
        d.o += n;
        return n > 0 ? [seeded(`disk/${volume.device.diskId}`, at, n)] : [];
      }
      case 'session': {
        const session = system.session(d.session);
        if (!session) return [];
        if (session.input) {
          const newline = session.tty ? session.input.indexOf('\n') + 1 : 0;
          const n = Math.min(max, newline || session.input.length);
          const text = session.input.slice(0, n);
          session.input = session.input.slice(n);
          return [literal(text)];
        }
        return session.eof ? [] : new WouldBlock({ on: 'input', session: d.session });
      }
      case 'pipe': {
        const pipe = system.state.pipes[d.pipe];
        if (!pipe || d.end !== 'r') throw new Errno('EBADF');
        if (pipe.data) {
          const text = pipe.data.slice(0, max);
          pipe.data = pipe.data.slice(max);
          system.wakePipe(d.pipe);
          return [literal(text)];
        }
        return pipe.writers > 0 ? new WouldBlock({ on: 'pipe', pipe: d.pipe }) : [];
      }
    }
  }

  /** Bytes taken. @throws EPIPE where nobody reads any more */
  write(process: Process, fd: number, chunk: Chunk): number | WouldBlock {
    const { system } = this;
    const d = this.at(process, fd);
    switch (d.k) {
      case 'file': {
        if (!d.w) throw new Errno('EBADF');
        const mount = system.vfs.mountAt(d.point);
        if (mount?.frozen) return new WouldBlock({ on: 'thaw', point: d.point });
        const fs = system.fileSystems.open(d.fs);
        if (isGenerated(d.fs)) {
          const n = fs.write(
            d.ino,
            d.o,
            chunk.v === undefined ? literal(chunkBytes(chunk)) : chunk,
            system.vfs.writer(process),
          );
          d.o += n;
          return n;
        }
        if (mount) {
          system.vfs.checkWritable(mount);
          system.fileSystems.touch(mount, 'write');
        }
        const at = d.app ? fs.inode(d.ino).s : d.o;
        const n = fs.write(d.ino, at, chunk, system.vfs.writer(process));
        if (d.fs.startsWith('disk|')) cacheFiles(system.guest, n, true);
        d.o = at + n;
        return n;
      }
      case 'dev':
        if (!d.w) throw new Errno('EBADF');
        if (d.major === 1 && d.minor === 7) throw new Errno('ENOSPC');
        if (d.major === 1 && d.minor === 11)
          system.guest.log(
            chunkBytes(chunk)
              .replace(/^<\d+>/, '')
              .trimEnd(),
            5,
          );
        return chunk.n;
      case 'disk': {
        if (!d.w) throw new Errno('EBADF');
        const volume = system.fileSystems.volumeAt(`/dev/${d.name}`);
        if (!volume) throw new Errno('EIO');
        if (volume.device.readOnly) throw new Errno('EPERM');
        const n = Math.min(chunk.n, volume.bytes - d.o);
        if (n <= 0) throw new Errno('ENOSPC');
        system.fileSystems.touchVolume(volume, 'write');
        // Overwriting the first bytes takes table or superblock away, as on a machine.
        const content = system.fileSystems.content(volume.device.diskId);
        if (d.o < 2048) {
          if (!volume.partition) content.table = null;
          delete content.volumes[volume.startSector];
          system.fileSystems.changedContent(volume.device.diskId);
        }
        d.o += n;
        return n;
      }
      case 'session': {
        const session = system.session(d.session);
        const text = chunkBytes(chunk);
        if (!session) return chunk.n;
        // The window of a connection: whoever writes into a full one waits until the other end has read.
        if (session.out.reduce((n, [, data]) => n + data.length, 0) >= SESSION_WINDOW)
          return new WouldBlock({ on: 'output', session: d.session });
        const last = session.out[session.out.length - 1];
        const as = d.as === 2 ? 2 : 1;
        if (last?.[0] === as) last[1] += text;
        else session.out.push([as, text]);
        return chunk.n;
      }
      case 'pipe': {
        const pipe = system.state.pipes[d.pipe];
        if (!pipe || d.end !== 'w') throw new Errno('EBADF');
        if (pipe.readers === 0) throw new Errno('EPIPE');
        const room = PIPE_CAPACITY - pipe.data.length;
        if (room <= 0) return new WouldBlock({ on: 'pipe', pipe: d.pipe });
        const n = Math.min(room, chunk.n);
        pipe.data += chunkBytes(
          n === chunk.n ? chunk : { ...chunk, n, ...(chunk.v === undefined ? {} : { v: chunk.v.slice(0, n) }) },
        );
        system.wakePipe(d.pipe);
        return n;
      }
    }
  }
}

const isGenerated = (key: string): boolean =>
  key.startsWith('proc') || key.startsWith('sys') || key.startsWith('empty');

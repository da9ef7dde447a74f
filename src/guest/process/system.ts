/** A running user space: processes, open files and mounts of one machine, between power-on and power-off. */
import type { Json } from '../../lab/store.ts';
import type { Guest } from '../guest.ts';
import type { RunState } from '../state.ts';
import { Errno } from '../vfs/errno.ts';
import type { Caller, Mount } from '../vfs/vfs.ts';
import { Vfs } from '../vfs/vfs.ts';
import { FileSystems, type FsState, newFsState } from './file-systems.ts';
import { OpenFiles } from './open-files.ts';
import type { Process, ProcessState, Program, Session } from './types.ts';

export function newProcessState(): ProcessState {
  return { nextPid: 2, next: 1, processes: {}, descriptions: {}, pipes: {}, sessions: {}, programs: {} };
}

/** What a new process gets from its parent and what differs. */
export type Spawn = Partial<Omit<Process, 'pid' | 'fds'>> & {
  readonly parent?: Process;
  readonly program: Program;
  readonly fds?: Record<string, number>;
};

export class System {
  readonly guest: Guest;
  readonly state: ProcessState;
  readonly fileSystems: FileSystems;
  readonly vfs: Vfs;
  readonly files: OpenFiles;
  private readonly run: RunState;
  /** Who is running now. */
  writing: { readonly pid: number; readonly name: string } | undefined;

  constructor(guest: Guest) {
    this.guest = guest;
    this.run = guest.run;
    const run = guest.run;
    run.processes ??= newProcessState() as unknown as Json;
    run.fs ??= newFsState() as unknown as Json;
    this.state = run.processes as unknown as ProcessState;
    const fs = run.fs as unknown as FsState;
    this.fileSystems = new FileSystems(this, fs);
    this.vfs = new Vfs(
      fs.mounts,
      (key) => this.fileSystems.open(key),
      () => this.wall,
    );
    this.files = new OpenFiles(this);
  }

  /** True while this object belongs to the machine's present run. */
  get current(): boolean {
    return this.guest.state.run === this.run;
  }

  get now(): number {
    return this.guest.now;
  }
  get wall(): number {
    return this.guest.wall;
  }

  process(pid: number): Process | undefined {
    return this.state.processes[pid];
  }

  all(): Process[] {
    return Object.values(this.state.processes);
  }

  /** Makes a process; descriptors given are counted once more. */
  spawn(how: Spawn): Process {
    const { parent, program, fds, ...more } = how;
    const pid = more.sid === 0 ? 0 : this.freePid();
    const process: Process = {
      pid,
      ppid: parent?.pid ?? 1,
      pgid: parent?.pgid ?? pid,
      sid: parent?.sid ?? pid,
      tty: parent?.tty ?? null,
      uid: parent?.uid ?? 0,
      gid: parent?.gid ?? 0,
      groups: parent?.groups ?? [0],
      comm: 'sh',
      argv: [],
      cwd: parent?.cwd ?? '/',
      umask: parent?.umask ?? 0o022,
      env: { ...parent?.env },
      rssKb: 0,
      startedAt: this.now,
      cpu: 0,
      wait: null,
      stopped: false,
      ready: this.now,
      turn: this.state.next++,
      burst: 0,
      exit: null,
      pending: [],
      ignored: [...(parent?.ignored ?? [])],
      session: parent?.session ?? null,
      out: [],
      leaving: null,
      ...more,
      program,
      fds: {},
    };
    for (const [fd, id] of Object.entries(fds ?? parent?.fds ?? {})) {
      this.files.description(id).refs++;
      process.fds[fd] = id;
    }
    this.state.processes[pid] = process;
    this.guest.touch();
    return process;
  }

  private freePid(): number {
    const { state } = this;
    while (state.processes[state.nextPid]) state.nextPid = state.nextPid >= 32767 ? 300 : state.nextPid + 1;
    const pid = state.nextPid;
    state.nextPid = pid >= 32767 ? 300 : pid + 1;
    return pid;
  }

  /** Ends a process: closes its files, tells its parent, gives its children to init. */
  exit(process: Process, status: number): void {
    if (process.exit !== null) return;
    for (const fd of Object.keys(process.fds)) this.files.close(process, Number(fd));
    process.exit = status;
    process.wait = null;
    process.out = [];
    process.pending = [];
    process.rssKb = 0;
    delete process.mappedKb;
    process.program = { kind: 'idle' };
    for (const child of this.all()) {
      if (child.ppid !== process.pid) continue;
      child.ppid = 1;
      if (child.deathSignal !== undefined && child.exit === null) {
        child.pending.push(child.deathSignal);
        child.ready = Math.max(child.ready, this.now);
      }
      if (child.exit !== null) delete this.state.processes[child.pid];
    }
    for (const session of Object.values(this.state.sessions)) if (session.leader === process.pid) session.exit = status;
    const parent = this.process(process.ppid);
    if (!parent || parent.program.kind === 'idle' || parent.exit !== null) delete this.state.processes[process.pid];
    else this.wake(parent, (wait) => wait.on === 'child');
  }

  /** Takes a zombie away. */
  reap(pid: number): void {
    delete this.state.processes[pid];
  }

  wake(process: Process, which: (wait: NonNullable<Process['wait']>) => boolean): void {
    if (!process.wait || !which(process.wait)) return;
    process.wait = null;
    process.ready = Math.max(process.ready, this.now);
    process.turn = this.state.next++;
    process.burst = 0;
  }

  wakePipe(pipe: number): void {
    for (const process of this.all()) this.wake(process, (wait) => wait.on === 'pipe' && wait.pipe === pipe);
  }

  session(id: number): Session | undefined {
    return this.state.sessions[id];
  }

  caller(process: Process): Caller {
    return process;
  }

  /** Keeps a parse tree while a frame or function names it. */
  keepProgram(tree: Json): number {
    const id = this.state.next++;
    this.state.programs[id] = tree;
    return id;
  }

  /** True where any process has this inode open. */
  isOpen(mount: Mount, ino: number): boolean {
    return Object.values(this.state.descriptions).some((d) => d.k === 'file' && d.fs === mount.fs && d.ino === ino);
  }

  /** Processes that keep a mount busy. */
  holders(mount: Mount): Process[] {
    const inside = (path: string): boolean =>
      path === mount.point || path.startsWith(`${mount.point === '/' ? '' : mount.point}/`);
    return this.all().filter((process) => {
      if (process.exit !== null) return false;
      if (mount.point !== '/' && inside(process.cwd)) return true;
      return Object.values(process.fds).some((id) => {
        const d = this.state.descriptions[id];
        return d?.k === 'file' && d.fs === mount.fs && d.point === mount.point;
      });
    });
  }

  /** Fails as the kernel does for a process that is not there. */
  need(pid: number): Process {
    const process = this.process(pid);
    if (!process) throw new Errno('ESRCH');
    return process;
  }
}

/**
 * The world of a lab: store, clock and randomness, its hosts and what runs on them, put together. The one place that may
 * import all rooms.
 *
 * `read` and `change` give a `HostSession`: one host at the present moment, time having passed up to it. A change is one
 * short transaction; what it threw is rolled back. Neither is ever open across a wait.
 */
import { HostError } from './host/errors.ts';
import type { NewHost } from './host/make-host.ts';
import { type HostProfile, profiles } from './host/profiles.ts';
import { type Engine, GuestRoomNeeded, HostSession, type SessionTools } from './host/session.ts';
import type { HostDoc } from './host/types.ts';
import { type LabFiles, labFiles } from './lab/files.ts';
import { getLabDoc, type Lab, type LabOptions, openLabStore, putLabDoc } from './lab/lab.ts';
import type { Columns, Reader, Transaction } from './lab/store.ts';
import { DAY, MILLISECOND, type Micros } from './lab/time.ts';
import type { GuestFactory } from './vmbus/port.ts';

/** What is loaded only when a machine runs. */
export interface Rooms {
  readonly guests: GuestFactory;
  readonly disk: SessionTools['disk'];
  readonly diskFault: SessionTools['diskFault'];
}

/** With a running clock another process may change things meanwhile: a wait looks again this soon. */
const LOOK_AGAIN = 500 * MILLISECOND;

/** A wait without an end moves a frozen clock no farther than this. */
const FARTHEST = DAY;

/** Names by which a lab's own host is meant without naming it. */
const LOCAL = new Set(['', '.', 'localhost', '127.0.0.1', '::1']);

export class World {
  readonly lab: Lab;
  readonly files: LabFiles;
  readonly #load: (files: LabFiles) => Promise<Rooms>;
  #rooms: (Omit<Rooms, 'guests'> & { readonly engine: Engine }) | undefined;
  #loading: Promise<void> | undefined;
  /** The host that is meant without a name; the lab's first where undefined. */
  #local: string | undefined;

  /** @param workingDirectory where relative paths of this world's commands start */
  constructor(lab: Lab, load: (files: LabFiles) => Promise<Rooms>, workingDirectory: string = process.cwd()) {
    this.lab = lab;
    this.files = labFiles(lab.dir, workingDirectory);
    this.#load = load;
  }

  /** The same world as seen from another of its hosts: there, that one is the local host. */
  seenFrom(hostId: string): World {
    const view = new World(this.lab, this.#load);
    view.#local = hostId;
    return view;
  }

  /** All hosts of the lab in the order of their making; the first is the local one. */
  hosts(): readonly Columns['host'][] {
    const version = this.lab.store.version();
    if (this.#hosts?.version !== version) {
      this.#hosts = { version, list: this.lab.store.read((reader) => reader.list('host')), docs: new Map() };
    }
    return this.#hosts.list;
  }
  /** The hosts as of one state of the store: every command asks which host it is for. */
  #hosts: { version: number; list: readonly Columns['host'][]; docs: Map<string, HostDoc | undefined> } | undefined;

  /** Id of the host meant by a -ComputerName; the lab's first without one. @throws HostError `hostNotFound` */
  hostId(computerName?: string): string {
    const hosts = this.hosts();
    const wanted = (computerName ?? '').toLowerCase();
    const found = LOCAL.has(wanted)
      ? (hosts.find((h) => h.id === this.#local) ?? hosts[0])
      : hosts.find((h) => h.name.toLowerCase() === wanted || wanted.startsWith(`${h.name.toLowerCase()}.`));
    if (!found) throw new HostError('hostNotFound', { name: computerName ?? 'localhost' });
    return found.id;
  }

  /** Name and release of a host. */
  hostFacts(hostId: string): { readonly name: string; readonly profile: HostProfile } {
    this.hosts();
    const { docs } = this.#hosts!;
    if (!docs.has(hostId)) {
      const row = this.lab.store.read((reader) => reader.get('host', hostId));
      docs.set(hostId, row?.doc as unknown as HostDoc | undefined);
    }
    const doc = docs.get(hostId);
    if (!doc) throw new HostError('hostNotFound', { name: hostId });
    return { name: doc.name, profile: profiles[doc.profile] };
  }

  /** Loads what makes time pass, so that everything after it can be synchronous. */
  async prepare(): Promise<void> {
    this.#loading ??= (async () => {
      const [{ guests, ...rest }, { makeEngine }] = await Promise.all([
        this.#load(this.files),
        import('./host/engine.ts'),
      ]);
      this.#rooms = { engine: makeEngine(guests), ...rest };
    })();
    await this.#loading;
  }

  /** Looks at a host as it is now. Never waits for a writer; keeps the time that passed where the lock is free at once. */
  async read<R>(hostId: string, work: (host: HostSession) => R): Promise<R> {
    return this.#withRooms(() => this.readNow(hostId, work));
  }

  /** As `read`, at once. @throws GuestRoomNeeded where `prepare` was not awaited and a machine has something to do */
  readNow<R>(hostId: string, work: (host: HostSession) => R): R {
    const seen = this.lab.store.read((reader) => {
      if (this.#due(reader, hostId)) return undefined;
      return { value: work(new HostSession(reader, this.#tools(), hostId, this.lab.clock.now())) };
    });
    if (seen) return seen.value;
    if (!this.#rooms) throw new GuestRoomNeeded();
    const kept = this.lab.store.tryWrite((to) => this.#changing(to, hostId, work));
    return kept ? kept.value : this.lab.store.read((reader) => work(this.#session(reader, hostId)));
  }

  /** Looks at a host as it was committed last: no time passes. For the moment before `prepare`. */
  readCommitted<R>(hostId: string, work: (host: HostSession) => R): R {
    return this.lab.store.read((reader) => work(new HostSession(reader, this.#tools(), hostId, this.lab.clock.now())));
  }

  /** Changes a host or its machines, all at once or not at all. @throws whatever `work` throws, with nothing changed */
  async change<R>(hostId: string, work: (host: HostSession) => R): Promise<R> {
    return this.#withRooms(() => this.changeNow(hostId, work));
  }

  /** As `change`, at once. @throws GuestRoomNeeded as `readNow` */
  changeNow<R>(hostId: string, work: (host: HostSession) => R): R {
    try {
      return this.lab.store.write((to) => this.#changing(to, hostId, work));
    } catch (error) {
      if (error instanceof HostError && error.events.length > 0) this.#logFailure(hostId, error);
      throw error;
    }
  }

  /**
   * Waits until `done` answers something, and gives that back; undefined when `until` came first, or when nothing will ever
   * happen any more. Time passes meanwhile: a frozen clock is moved to the next moment at which anything happens.
   */
  async waitFor<R>(
    hostId: string,
    until: Micros,
    done: (host: HostSession) => R | undefined,
    abandoned?: AbortSignal,
  ): Promise<R | undefined> {
    const begun = this.lab.clock.now();
    for (;;) {
      const seen = await this.read(hostId, (host) => ({ now: host.now, result: done(host), next: host.nextEventAt() }));
      if (seen.result !== undefined) return seen.result;
      if (seen.now >= until || abandoned?.aborted) return undefined;
      const frozen = this.lab.clock.mode.kind === 'frozen';
      const next = Math.max(seen.next ?? until, seen.now + 1);
      const at = Math.min(until, frozen ? next : Math.min(next, seen.now + LOOK_AGAIN));
      if (!Number.isFinite(at) || (frozen && until === Number.POSITIVE_INFINITY && at - begun > FARTHEST))
        return undefined;
      await this.lab.clock.waitUntil(at, abandoned);
    }
  }

  /** Counts the changes of the store, as `lab.store.version()`; stays the same throughout `standStill`. */
  get version(): number {
    return this.#still ?? this.lab.store.version();
  }
  #still: number | undefined;

  /** Shows what `work` prints as of one look at the store, instead of one for every property of every machine. */
  async standStill(work: () => Promise<void>): Promise<void> {
    this.#still = this.lab.store.version();
    try {
      await work();
    } finally {
      this.#still = undefined;
    }
  }

  close(): void {
    this.lab.close();
  }

  async #withRooms<R>(work: () => R): Promise<R> {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof GuestRoomNeeded) || this.#rooms) throw error;
      await this.prepare();
      return work();
    }
  }

  #due(reader: Reader, hostId: string): boolean {
    const now = this.lab.clock.now();
    // In this order it is one look into the index.
    const first = { where: { host: hostId }, atMost: { nextEventAt: now }, orderBy: 'nextEventAt', limit: 1 } as const;
    if (reader.list('vm', first).length > 0) return true;
    return reader.list('host', { where: { id: hostId }, atMost: { nextEventAt: now } }).length > 0;
  }

  #tools(): SessionTools {
    return {
      random: this.lab.random,
      files: this.files,
      engine: this.#rooms?.engine,
      disk: this.#rooms?.disk ?? needsRooms,
      diskFault: this.#rooms?.diskFault ?? needsRooms,
    };
  }

  /** The host at the present moment: the later of the clock and the last commit, read inside the transaction. */
  #session(reader: Reader, hostId: string): HostSession {
    const now = this.lab.clock.now();
    const host = new HostSession(reader, this.#tools(), hostId, now);
    if (this.#due(reader, hostId)) {
      if (!this.#rooms) throw new GuestRoomNeeded();
      this.#rooms.engine.advance(host, now);
    }
    return host;
  }

  #changing<R>(to: Transaction, hostId: string, work: (host: HostSession) => R): R {
    const host = this.#session(to, hostId);
    const result = work(host);
    // What follows at once belongs to the same change.
    if (host.isDue) this.#rooms?.engine.advance(host, host.now);
    if (host.changed) {
      host.commit(to);
      putLabDoc(to, { ...getLabDoc(to), at: host.now });
    }
    return result;
  }

  /** What a failed operation leaves in the event log, and nothing else. */
  #logFailure(hostId: string, error: HostError): void {
    this.lab.store.write((to) =>
      this.#changing(to, hostId, (host) => {
        for (const event of error.events) host.log(event.eventId, event.vm, event.doc);
      }),
    );
  }
}

/** Stands for what comes with the rooms until they are loaded. */
function needsRooms(): never {
  throw new GuestRoomNeeded();
}

/** The rooms as they are built. */
async function builtRooms(files: LabFiles): Promise<Rooms> {
  const [{ guestFactory }, { userland }, { diskFault, diskView }] = await Promise.all([
    import('./guest/index.ts'),
    import('./guest/process/userland.ts'),
    import('./host/disk-files.ts'),
  ]);
  return {
    guests: guestFactory(userland),
    disk: (path) => diskView(files, path),
    diskFault: (real) => diskFault(files, real),
  };
}

/** A lab in memory begins with these hosts: one by default. */
export interface NewHosts {
  readonly hosts?: readonly NewHost[];
}

/**
 * Opens the lab in a directory, or makes one in memory.
 * @throws StoreError where the directory holds no lab that can be opened
 */
export async function openLab(
  options: LabOptions & NewHosts,
  load: (files: LabFiles) => Promise<Rooms> = builtRooms,
): Promise<World> {
  const lab = openLabStore(options);
  if ('memory' in options) {
    const { makeHost } = await import('./host/make-host.ts');
    const hosts = options.hosts ?? [{}];
    lab.store.write((to) => hosts.forEach((host, i) => void makeHost(to, lab.random, lab.clock.now(), host, i + 1)));
  }
  return new World(lab, load);
}

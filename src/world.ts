/**
 * The world of a lab: store, clock and randomness, its hosts and what runs on them, put together. The one place that may
 * import all rooms.
 *
 * `read` and `change` give a `HostSession`: one host at the present moment, time having passed up to it. A change is one
 * short transaction; what it threw is rolled back. Neither is ever open across a wait.
 */
import { HostError } from './host/errors.ts';
import { type Engine, GuestRoomNeeded, HostSession, type SessionTools } from './host/session.ts';
import type { Random } from './lab/random.ts';
import type { Columns, Json, Reader, Store, Transaction } from './lab/store.ts';
import { type Clock, MILLISECOND, type Micros } from './lab/time.ts';
import type { DiskView, GuestFactory } from './vmbus/port.ts';

/** What a world is made of. */
export interface WorldParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  /** Directory of the lab; null in memory. Windows paths map into it. */
  readonly directory: string | null;
  /** Loads the guest room. */
  readonly guests: () => Promise<GuestFactory>;
  /** The disk behind a path; undefined where none can be opened. */
  readonly disk: (path: string) => DiskView | undefined;
}

/** The part of the lab's row that is used here. */
interface LabDoc {
  readonly seed: string;
  readonly clock: Clock['mode'];
  readonly lastCommit: Micros;
}

const LOOK_AGAIN = 500 * MILLISECOND;

/** Names by which a lab's own host is meant without naming it. */
const LOCAL = new Set(['', '.', 'localhost', '127.0.0.1', '::1']);

export class World {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  readonly directory: string | null;
  readonly #parts: WorldParts;
  #engine: Engine | undefined;
  #loading: Promise<void> | undefined;

  constructor(parts: WorldParts) {
    this.#parts = parts;
    this.store = parts.store;
    this.clock = parts.clock;
    this.random = parts.random;
    this.directory = parts.directory;
  }

  /** All hosts of the lab, in the order of their making: the first is the local one. */
  hosts(): Columns['host'][] {
    return this.store.read((reader) => reader.list('host'));
  }

  /** Id of the host meant by a -ComputerName; the lab's first without one. @throws HostError `hostNotFound` */
  hostId(computerName?: string): string {
    const hosts = this.hosts();
    const wanted = (computerName ?? '').toLowerCase();
    const found = LOCAL.has(wanted)
      ? hosts[0]
      : hosts.find((h) => h.name.toLowerCase() === wanted || wanted.startsWith(`${h.name.toLowerCase()}.`));
    if (!found) throw new HostError('hostNotFound', { name: computerName ?? 'localhost' });
    return found.id;
  }

  /** Loads what makes time pass, so that everything after it can be synchronous. */
  async prepare(): Promise<void> {
    if (this.#engine) return;
    this.#loading ??= (async () => {
      const [guests, { makeEngine }] = await Promise.all([this.#parts.guests(), import('./host/engine.ts')]);
      this.#engine = makeEngine(guests);
    })();
    await this.#loading;
  }

  /** Looks at a host as it is now. Never waits for a writer; keeps the time that passed where the lock is free at once. */
  async read<R>(hostId: string, work: (host: HostSession) => R): Promise<R> {
    return this.#withEngine(() => this.readNow(hostId, work));
  }

  /** As `read`, at once. @throws GuestRoomNeeded where `prepare` was not awaited and a machine has something to do */
  readNow<R>(hostId: string, work: (host: HostSession) => R): R {
    const now = this.clock.now();
    if (this.store.read((reader) => this.#due(reader, hostId, this.#moment(reader, now)))) {
      if (!this.#engine) throw new GuestRoomNeeded();
      const kept = this.store.tryWrite((to) => {
        const host = this.#session(to, hostId, true);
        const result = work(host);
        this.#commit(to, host);
        return result;
      });
      if (kept) return kept.value;
    }
    return this.store.read((reader) => work(this.#session(reader, hostId, true)));
  }

  /** Changes a host or its machines, all at once or not at all. @throws whatever `work` throws, with nothing changed */
  async change<R>(hostId: string, work: (host: HostSession) => R): Promise<R> {
    return this.#withEngine(() => this.changeNow(hostId, work));
  }

  /** As `change`, at once. @throws GuestRoomNeeded as `readNow` */
  changeNow<R>(hostId: string, work: (host: HostSession) => R): R {
    try {
      return this.store.write((to) => {
        const host = this.#session(to, hostId, true);
        const result = work(host);
        this.#commit(to, host);
        return result;
      });
    } catch (error) {
      if (error instanceof HostError && error.events.length > 0) this.#logFailure(hostId, error);
      throw error;
    }
  }

  /**
   * Waits until `done` answers something, and gives that back; undefined when `until` came first. Time passes meanwhile: with
   * a frozen clock it is moved to the next moment at which anything happens on the host.
   */
  async waitFor<R>(
    hostId: string,
    until: Micros,
    done: (host: HostSession) => R | undefined,
    abandoned?: AbortSignal,
  ): Promise<R | undefined> {
    for (;;) {
      const seen = await this.read(hostId, (host) => ({ now: host.now, result: done(host), next: nextEvent(host) }));
      if (seen.result !== undefined) return seen.result;
      if (seen.now >= until || abandoned?.aborted) return undefined;
      const frozen = this.clock.mode.kind === 'frozen';
      const next = Math.max(seen.next ?? until, seen.now + 1);
      // Another process may change things meanwhile: with a running clock look again soon.
      const at = Math.min(until, frozen ? next : Math.min(next, seen.now + LOOK_AGAIN));
      if (!Number.isFinite(at)) return undefined;
      await this.clock.waitUntil(at, abandoned);
    }
  }

  /** Makes a lab's first entries. */
  begin(seed: string): void {
    this.store.write((to) => {
      const doc: LabDoc = { seed, clock: this.clock.mode, lastCommit: this.clock.now() };
      to.put('lab', { id: 'lab' }, doc as unknown as Json);
    });
  }

  close(): void {
    this.store.close();
  }

  async #withEngine<R>(work: () => R): Promise<R> {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof GuestRoomNeeded) || this.#engine) throw error;
      await this.prepare();
      return work();
    }
  }

  /** The present: the later of the clock and the last commit. */
  #moment(reader: Reader, now: Micros): Micros {
    const lab = reader.get('lab', 'lab')?.doc as unknown as LabDoc | undefined;
    return Math.max(now, lab?.lastCommit ?? now);
  }

  #due(reader: Reader, hostId: string, now: Micros): boolean {
    const vms = reader.list('vm', { where: { host: hostId }, atMost: { nextEventAt: now }, limit: 1 });
    return vms.length > 0 || reader.list('host', { where: { id: hostId }, atMost: { nextEventAt: now } }).length > 0;
  }

  #session(reader: Reader, hostId: string, advance: boolean): HostSession {
    const now = this.#moment(reader, this.clock.now());
    const tools: SessionTools = { random: this.random, engine: this.#engine, disk: this.#parts.disk };
    const host = new HostSession(reader, tools, hostId, now);
    if (advance && this.#due(reader, hostId, now)) {
      if (!this.#engine) throw new GuestRoomNeeded();
      this.#engine.advance(host, now);
    }
    return host;
  }

  #commit(to: Transaction, host: HostSession): void {
    if (!host.changed) return;
    host.commit(to);
    const lab = to.get('lab', 'lab')?.doc as unknown as LabDoc | undefined;
    if (lab) to.put('lab', { id: 'lab' }, { ...lab, lastCommit: host.now } as unknown as Json);
  }

  /** What a failed operation leaves in the event log, and nothing else. */
  #logFailure(hostId: string, error: HostError): void {
    this.store.write((to) => {
      const host = this.#session(to, hostId, true);
      for (const event of error.events) host.log(event.eventId, event.vm, event.doc);
      this.#commit(to, host);
    });
  }
}

/** When anything next happens on this host by itself. */
function nextEvent(host: HostSession): Micros | null {
  const [first] = host.reader.list('vm', {
    where: { host: host.doc.id },
    atMost: { nextEventAt: Number.MAX_SAFE_INTEGER },
    orderBy: 'nextEventAt',
    limit: 1,
  });
  let next = Math.min(first?.nextEventAt ?? Number.POSITIVE_INFINITY, host.doc.balanceAt ?? Number.POSITIVE_INFINITY);
  for (const vm of host.opened()) next = Math.min(next, vm.nextEventAt ?? Number.POSITIVE_INFINITY);
  return Number.isFinite(next) ? next : null;
}

/**
 * One host at one moment: the unit of work of every host operation, and of every transaction.
 *
 * How to add a host operation: write a function in a file of this room that takes a `HostSession` (and mostly a `Vm` of it),
 * checks everything first, throws a `HostError` where the host refuses (then nothing is kept, because the transaction is
 * rolled back), and else changes `host.doc` or `vm.doc` in place. Changed documents are found by comparison and stored with
 * the guest, events and columns when the session ends; nothing needs marking. A cmdlet calls it through
 * `world.change(hostId, (host) => operation(host, host.vm(id), ...))`, a reader through `world.read`. Time has already
 * passed up to `host.now`. The operation is synchronous and must not keep the session or its documents beyond its return.
 * To wait for an outcome, end the operation and use `world.waitFor`.
 */
import type { LabFiles } from '../lab/files.ts';
import type { Random } from '../lab/random.ts';
import type { Columns, Json, Reader, Transaction } from '../lab/store.ts';
import type { Micros } from '../lab/time.ts';
import type { DiskView, GuestFactory, HostPort } from '../vmbus/port.ts';
import { indexDrives } from './drive-index.ts';
import { HostError } from './errors.ts';
import { type HostProfile, profiles } from './profiles.ts';
import type { EventDoc, HostDoc, VmDoc } from './types.ts';
import { Vm } from './vm.ts';

/** The part that makes time pass: loaded only where a machine is due or its guest is touched. */
export interface Engine {
  readonly guests: GuestFactory;
  /** The host's end for this machine's guest. */
  port(vm: Vm): HostPort;
  /** Lets time pass on this host up to and including `until`. */
  advance(host: HostSession, until: Micros): void;
}

/** What a session needs from outside. */
export interface SessionTools {
  readonly random: Random;
  readonly files: LabFiles;
  /** Undefined until it was loaded: most commands need neither guests nor passing time. */
  readonly engine: Engine | undefined;
  /** The disk behind a path as it is now; undefined where no disk can be opened there. */
  readonly disk: (path: string) => DiskView | undefined;
  /** Why the disk in a file (by its real path) cannot be used, as HRESULT; undefined where it can. */
  readonly diskFault: (real: string) => number | undefined;
}

/** Thrown where a guest is needed whose room is not loaded yet; the world loads it and does the work again. */
export class GuestRoomNeeded extends Error {}

export class HostSession {
  readonly doc: HostDoc;
  readonly profile: HostProfile;
  readonly tools: SessionTools;
  readonly reader: Reader;
  /** The moment this session has reached; moves forward while time passes. */
  now: Micros;
  readonly #loaded: string;
  readonly #vms = new Map<string, Vm>();
  readonly #removed = new Set<string>();
  readonly #contents = new Map<string, Json>();
  readonly #events: { columns: Columns['event']; doc: EventDoc }[] = [];
  /** Called where a machine's next event changed; the engine listens. */
  rescheduled: ((vm: Vm) => void) | null = null;

  constructor(reader: Reader, tools: SessionTools, hostId: string, now: Micros) {
    const row = reader.get('host', hostId);
    if (!row) throw new HostError('hostNotFound', { name: hostId });
    this.#loaded = JSON.stringify(row.doc);
    this.doc = row.doc as unknown as HostDoc;
    this.profile = profiles[this.doc.profile];
    this.tools = tools;
    this.reader = reader;
    this.now = now;
  }

  /** Columns of this host's machines, sorted by name. Opens no document. */
  list(): Columns['vm'][] {
    return this.#columns({ host: this.doc.id });
  }

  /** Ids of the machines of exactly this name, in any letter case. */
  named(name: string): string[] {
    return this.#columns({ host: this.doc.id, name }).map((columns) => columns.id);
  }

  /** Columns of one machine; undefined where there is none. Opens no document. */
  columns(id: string): Columns['vm'] | undefined {
    if (this.#removed.has(id)) return undefined;
    const known = this.#vms.get(id);
    return known ? known.columns() : this.reader.list('vm', { where: { id, host: this.doc.id } })[0];
  }

  /** Stored columns, or those of the present where a machine was opened in this session. */
  #columns(where: { host: string; name?: string }): Columns['vm'][] {
    const stored = this.reader.list('vm', { where, orderBy: 'name' });
    return stored.filter((c) => !this.#removed.has(c.id)).map((c) => this.#vms.get(c.id)?.columns() ?? c);
  }

  /** A machine of this host. @throws HostError `vmIdNotFound` */
  vm(id: string): Vm {
    const known = this.#vms.get(id);
    if (known) return known;
    const row = this.#removed.has(id) ? undefined : this.reader.get('vm', id);
    if (!row || row.columns.host !== this.doc.id) throw new HostError('vmIdNotFound', { id });
    const vm = new Vm(this, row.doc as unknown as VmDoc, row.columns, JSON.stringify(row.doc));
    this.#vms.set(id, vm);
    return vm;
  }

  /** True where this host has such a machine, as this session sees it. */
  has(id: string): boolean {
    if (this.#vms.has(id)) return true;
    return !this.#removed.has(id) && this.reader.count('vm', { where: { id, host: this.doc.id } }) > 0;
  }

  /** Machines already opened in this session. */
  opened(): IterableIterator<Vm> {
    return this.#vms.values();
  }

  add(doc: VmDoc): Vm {
    const vm = new Vm(this, doc, null, '');
    this.#vms.set(doc.id, vm);
    return vm;
  }

  remove(vm: Vm): void {
    this.#vms.delete(vm.doc.id);
    this.#removed.add(vm.doc.id);
  }

  /** Adds an entry to the host's event log. */
  log(eventId: number, vm: string | null, doc: EventDoc): void {
    const sequence = this.doc.nextEvent++;
    const id = `${this.doc.id}/${String(sequence).padStart(9, '0')}`;
    this.#events.push({ columns: { id, host: this.doc.id, sequence, at: this.now, vm, eventId }, doc });
  }

  readContent(diskId: string): Json {
    return this.#contents.has(diskId)
      ? (this.#contents.get(diskId) as Json)
      : (this.reader.get('content', diskId)?.doc ?? null);
  }

  writeContent(diskId: string, content: Json): void {
    this.#contents.set(diskId, content);
  }

  /** True where a machine opened in this session has something to do now. */
  get isDue(): boolean {
    return [...this.#vms.values()].some((vm) => (vm.nextEventAt ?? Number.POSITIVE_INFINITY) <= this.now);
  }

  /** When anything next happens on this host by itself; null where never. */
  nextEventAt(): Micros | null {
    const soonest = { atMost: { nextEventAt: Number.MAX_SAFE_INTEGER }, orderBy: 'nextEventAt', limit: 1 } as const;
    const [first] = this.reader.list('vm', { where: { host: this.doc.id }, ...soonest });
    const times = [first?.nextEventAt, this.doc.balanceAt, ...[...this.#vms.values()].map((vm) => vm.nextEventAt)];
    const known = times.filter((at) => at !== null && at !== undefined);
    return known.length === 0 ? null : Math.min(...known);
  }

  /** True where anything differs from the store. */
  get changed(): boolean {
    return (
      this.#removed.size > 0 ||
      this.#events.length > 0 ||
      this.#contents.size > 0 ||
      JSON.stringify(this.doc) !== this.#loaded ||
      [...this.#vms.values()].some((vm) => vm.changed)
    );
  }

  /** Writes everything that changed. The session must not be used afterwards. */
  commit(to: Transaction): void {
    for (const id of this.#removed) {
      to.delete('vm', id);
      to.delete('guest', id);
      indexDrives(to, id, null, this.doc.id, this.tools.files);
    }
    for (const vm of this.#vms.values()) vm.commit(to);
    for (const [id, content] of this.#contents) to.put('content', { id }, content);
    for (const event of this.#events) to.put('event', event.columns, event.doc as unknown as Json);
    if (JSON.stringify(this.doc) !== this.#loaded) {
      const columns = { id: this.doc.id, name: this.doc.name, nextEventAt: this.doc.balanceAt };
      to.put('host', columns, this.doc as unknown as Json);
    }
  }
}

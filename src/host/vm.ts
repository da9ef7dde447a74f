/** A machine opened in a session: its document, and its guest where somebody needs it. */
import type { Columns, Json, Transaction } from '../lab/store.ts';
import type { Micros } from '../lab/time.ts';
import type { GuestPort } from '../vmbus/port.ts';
import { columnsOf } from './columns.ts';
import { indexDrives } from './drive-index.ts';
import type { Named } from './errors.ts';
import { GuestRoomNeeded, type HostSession } from './session.ts';
import { type Controller, type Drive, RUNS, type Timer, type VmDoc } from './types.ts';

export class Vm {
  readonly host: HostSession;
  readonly doc: VmDoc;
  readonly #row: Columns['vm'] | null;
  readonly #loaded: string;
  readonly #controllers: string;
  #guest: GuestPort | null = null;
  #guestDoc: Json | undefined;

  constructor(host: HostSession, doc: VmDoc, row: Columns['vm'] | null, loaded: string) {
    this.host = host;
    this.doc = doc;
    this.#row = row;
    this.#loaded = loaded;
    this.#controllers = row ? JSON.stringify(doc.controllers) : '';
  }

  get named(): Named {
    return { name: this.doc.name, id: this.doc.id };
  }

  /** True where virtual time runs inside the guest. */
  get runs(): boolean {
    return this.doc.run !== null && RUNS.has(this.doc.state);
  }

  /** The guest's end, loaded on first use. @throws GuestRoomNeeded */
  get guest(): GuestPort {
    if (this.#guest) return this.#guest;
    const { engine, random } = this.host.tools;
    if (!engine) throw new GuestRoomNeeded();
    this.#guest = engine.guests(this.guestDoc, engine.port(this), random);
    return this.#guest;
  }

  get guestLoaded(): boolean {
    return this.#guest !== null;
  }

  /** What the guest's room keeps of this machine; null where it has nothing. */
  get guestDoc(): Json {
    if (this.#guest?.dirty) {
      // Saving makes the guest clean: what it gave must still reach the store.
      this.#guestDoc = this.#guest.save();
      this.#guestReplaced = true;
    }
    if (this.#guestDoc === undefined) this.#guestDoc = this.host.reader.get('guest', this.doc.id)?.doc ?? null;
    return this.#guestDoc;
  }

  /** Replaces it (an installation, an applied checkpoint); the guest is made anew at its next use. */
  set guestDoc(doc: Json) {
    this.#guest = null;
    this.#guestDoc = doc;
    this.#guestReplaced = true;
  }
  #guestReplaced = false;

  /** When host or guest next has something to do here; null where never. */
  get nextEventAt(): Micros | null {
    let next = Number.POSITIVE_INFINITY;
    for (const timer of this.doc.timers) if (this.counts(timer)) next = Math.min(next, timer.at);
    if (this.runs) {
      const guest = this.#guest ? this.#guest.nextEventAt : this.#guestNext();
      if (guest !== null) next = Math.min(next, guest);
    }
    return Number.isFinite(next) ? next : null;
  }

  /** False for a timer that stands still because the machine does. */
  counts({ kind }: Timer): boolean {
    return this.runs || kind === 'transition' || kind === 'startTimeout';
  }

  /** The guest's next event without loading it: the stored column is the least of the guest's and the timers' times. */
  #guestNext(): Micros | null {
    return this.#row?.nextEventAt ?? null;
  }

  /** A slot's drive; undefined where it is empty. */
  drive(type: Controller['type'], number: number, location: number): Drive | undefined {
    const controller = this.doc.controllers.find((c) => c.type === type && c.number === number);
    return controller?.drives.find((d) => d.location === location);
  }

  columns(): Columns['vm'] {
    const share = !this.runs ? 0 : this.#guest ? this.#guest.cpuShare : (this.#row?.cpuUsage ?? 0) / 100;
    return columnsOf(this.doc, this.host.doc.id, share, this.nextEventAt);
  }

  get changed(): boolean {
    return (
      this.#guestReplaced ||
      (this.#guest?.dirty ?? false) ||
      JSON.stringify(this.doc) !== this.#loaded ||
      JSON.stringify(this.columns()) !== JSON.stringify(this.#row)
    );
  }

  commit(to: Transaction): void {
    if (!this.changed) return;
    // Columns first: saving may clear what the guest still has to say about itself.
    const columns = this.columns();
    if (this.#guestReplaced || this.#guest?.dirty) to.put('guest', { id: this.doc.id }, this.guestDoc);
    to.put('vm', columns, this.doc as unknown as Json);
    if (JSON.stringify(this.doc.controllers) !== this.#controllers) {
      indexDrives(to, this.doc.id, this.doc, this.host.doc.id, this.host.tools.files);
    }
  }
}

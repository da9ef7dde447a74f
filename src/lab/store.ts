/**
 * The store's contract: rows in a few tables, each row with the columns by which it is listed and searched and one JSON
 * document for the rest. SQLite on disk and an in-memory store fulfil it alike; a database server could.
 */

/** What a column may hold. */
export type Cell = string | number | null;

/** A plain JSON document. The store copies it in and out: changing it later changes nothing stored. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/**
 * Tables and their columns. `id` is the key of each. Columns ending in `At` are Micros.
 * Text columns compare without regard to case where marked `nocase` in the schema (names).
 */
export interface Columns {
  /** One row, id `lab`: seed, clock mode, time of the last commit. */
  lab: { id: string };
  /** Simulated Hyper-V hosts. */
  host: { id: string; name: string; nextEventAt: number | null };
  /** Virtual machines: what Get-VM lists without opening a document. */
  vm: {
    id: string;
    host: string;
    name: string;
    state: string;
    generation: number;
    version: string;
    processors: number;
    /** Bytes assigned at `nextEventAt`'s last change; 0 when off. */
    memoryAssigned: number;
    memoryDemand: number;
    memoryStatus: string;
    cpuUsage: number;
    /** When the uptime began to count, less the time not counted (saved, paused); null when off. */
    upSince: number | null;
    /** Uptime in micros where it stands still (paused, saved). */
    upFor: number;
    heartbeat: string;
    status: string;
    createdAt: number;
    nextEventAt: number | null;
  };
  /** The inside of a VM; id is the VM's. Opened only when the guest has something to do or is looked at. */
  guest: { id: string };
  /** Which machine has which disk file attached, for finding the machine by the file; id is `vm/controller/location`. */
  drive: { id: string; host: string; vm: string; path: string };
  /** What guests wrote to a disk, by the disk's identifier. */
  content: { id: string };
  /** The host's event log, in order; id is `host/sequence`. */
  event: { id: string; host: string; sequence: number; at: number; vm: string | null; eventId: number };
  /** Messages between host and guest, kept where tracing is on; id is `vm/sequence`. */
  trace: { id: string; vm: string; sequence: number; at: number; channel: string };
}

export type Table = keyof Columns;

/** A row: its columns and its document. */
export interface Row<T extends Table> {
  readonly columns: Readonly<Columns[T]>;
  readonly doc: Json;
}

/** A condition on columns: all given ones must match. A list means "one of". `like` takes the wildcards * and ?. */
export interface Query<T extends Table> {
  readonly where?: { readonly [K in keyof Columns[T]]?: Cell | readonly Cell[] };
  readonly like?: { readonly [K in keyof Columns[T]]?: string };
  /** Rows whose column is not null and at most this. */
  readonly atMost?: { readonly [K in keyof Columns[T]]?: number };
  readonly orderBy?: keyof Columns[T] & string;
  readonly descending?: boolean;
  readonly limit?: number;
}

/** Reading, on one consistent view of the store. */
export interface Reader {
  get<T extends Table>(table: T, id: string): Row<T> | undefined;
  /** Columns only: never opens a document. In order of `orderBy`, else of id. */
  list<T extends Table>(table: T, query?: Query<T>): Columns[T][];
  query<T extends Table>(table: T, query?: Query<T>): Row<T>[];
  count<T extends Table>(table: T, query?: Query<T>): number;
}

/** Reading and writing, all of it committed at once or not at all. */
export interface Transaction extends Reader {
  /** Adds or replaces the row of `columns.id`. `doc` must be plain data: it is kept as JSON. */
  put<T extends Table>(table: T, columns: Columns[T], doc: Json | object): void;
  delete<T extends Table>(table: T, id: string): void;
}

/** A lab's store. */
export interface Store {
  /** Never waits for a writer. */
  read<R>(work: (reader: Reader) => R): R;
  /**
   * Waits (bounded) for other writers, then runs `work` holding the write lock; commits durably when it returns, rolls back
   * when it throws. `work` is synchronous: a transaction is never open across a wait.
   * @throws StoreError `busy` after the bounded wait, `readOnly`, `damaged`, `full`
   */
  write<R>(work: (transaction: Transaction) => R): R;
  /** As `write`, but gives up at once, answering undefined, where the lock is held by another or the lab is read-only. */
  tryWrite<R>(work: (transaction: Transaction) => R): { readonly value: R } | undefined;
  /**
   * From now on a commit is seen by everyone and outlives this process at once, but a failure of power only after `close`:
   * for a script's many changes in a row.
   */
  syncLater(): void;
  /** Changes whenever any process committed; cheap to ask. For screens that refresh on change. */
  version(): number;
  close(): void;
}

/** Why the store could not serve. */
export type StoreFault =
  | 'missing'
  | 'busy'
  | 'unreadable'
  | 'readOnly'
  | 'damaged'
  | 'newer'
  | 'full'
  | 'exists'
  | 'notALab';

/** A failure of the store, with what to do about it. */
export class StoreError extends Error {
  readonly fault: StoreFault;
  readonly path: string;
  readonly advice: string;
  constructor(fault: StoreFault, path: string, message: string, advice: string) {
    super(message);
    this.fault = fault;
    this.path = path;
    this.advice = advice;
  }
}

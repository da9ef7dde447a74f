/**
 * A lab: its store, its one clock and its one seed. The clock's mode, the seed and the moment of the last commit are one row
 * of the store, so that every process that has the lab open agrees on them.
 */
import { type Machine, machine, setTo, shown, waitFor } from './clock.ts';
import { memoryStore } from './memory-store.ts';
import { openStoreIn } from './place.ts';
import { type Random, seededRandom } from './random.ts';
import type { Reader, Store, Transaction } from './store.ts';
import { type Clock, type ClockMode, type Micros, SECOND } from './time.ts';

/** The one document of table `lab`. */
export interface LabDoc {
  readonly seed: string;
  readonly clock: ClockMode;
  /** Time of the last commit: the lab never shows an earlier one. */
  readonly at: Micros;
}

export interface Lab {
  /** Absolute path; null for a lab in memory. */
  readonly dir: string | null;
  readonly seed: string;
  readonly random: Random;
  /** The later of the clock and the last commit. Inside a transaction it follows what that transaction sees of both. */
  readonly clock: Clock;
  readonly store: Store;
  /**
   * Changes the clock's mode, seeing the present mode, the lab's time and the machine's; answers the lab's new time.
   * The lab's time never goes back: what would set it back has no effect until it passes the last commit.
   */
  setClock(change: (mode: ClockMode, now: Micros, machineNow: Micros) => ClockMode): Micros;
  close(): void;
}

export type LabOptions = { readonly machine?: Machine } & (
  | { readonly dir: string; readonly patience?: number }
  | { readonly memory: true; readonly seed?: string; readonly clock?: ClockMode }
);

/** Where the clock of a lab in memory stands unless told otherwise: 2024-01-01T00:00:00Z. */
export const MEMORY_START: Micros = 1_704_067_200 * SECOND;

export function putLabDoc(transaction: Transaction, doc: LabDoc): void {
  transaction.put('lab', { id: 'lab' }, doc);
}

export function getLabDoc(reader: Reader): LabDoc {
  const row = reader.get('lab', 'lab');
  if (!row) throw new Error('The lab has no row of its own.');
  return row.doc as unknown as LabDoc;
}

/** Puts a lab together from a store that has its document. */
export function labOf(inner: Store, dir: string | null, host: Machine = machine): Lab {
  let doc = inner.read(getLabDoc);
  const { seed } = doc;
  const now = () => Math.max(doc.at, shown(doc.clock, host.now()));
  const watched =
    <A extends Reader, R>(work: (argument: A) => R) =>
    (argument: A): R => {
      doc = getLabDoc(argument);
      return work(argument);
    };
  const store: Store = {
    read: (work) => inner.read(watched(work)),
    write: (work) => inner.write(watched(work)),
    tryWrite: (work) => inner.tryWrite(watched(work)),
    syncLater: () => inner.syncLater(),
    version: () => inner.version(),
    close: () => inner.close(),
  };
  const setClock: Lab['setClock'] = (change) =>
    store.write((transaction) => {
      const at = now();
      doc = { seed, clock: change(doc.clock, at, host.now()), at };
      putLabDoc(transaction, doc);
      return now();
    });
  const clock: Clock = {
    get mode() {
      return doc.clock;
    },
    now,
    waitUntil: (at, abandoned) =>
      waitFor(
        at,
        host,
        () => store.read(() => ({ now: now(), mode: doc.clock })),
        () => void setClock((mode, present) => (mode.kind === 'frozen' ? setTo(mode, Math.max(at, present), 0) : mode)),
        abandoned,
      ),
  };
  return { dir, seed, random: seededRandom(seed), clock, store, setClock, close: () => inner.close() };
}

/**
 * Opens the lab in a directory, or makes one in memory.
 * @throws StoreError as `sqliteStore`
 */
export function openLabStore(options: LabOptions): Lab {
  if ('dir' in options) {
    const { store, dir } = openStoreIn(options.dir, options.patience);
    try {
      return labOf(store, dir, options.machine);
    } catch (error) {
      store.close();
      throw error;
    }
  }
  const store = memoryStore();
  const clock = options.clock ?? { kind: 'frozen', at: MEMORY_START };
  const at = shown(clock, (options.machine ?? machine).now());
  store.write((transaction) => putLabDoc(transaction, { seed: options.seed ?? 'memory', clock, at }));
  return labOf(store, null, options.machine);
}

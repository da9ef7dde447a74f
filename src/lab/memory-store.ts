/** A store without a file, for tests and for labs that live as long as their process. Held to the same contract. */
import { fold, kindOf, tables } from './schema.ts';
import { columnsOf, tidy } from './sql.ts';
import type { Cell, Columns, Query, Reader, Row, Store, Table, Transaction } from './store.ts';

interface Kept {
  readonly columns: Readonly<Record<string, Cell>>;
  /** JSON text: what is handed out is always a copy. */
  readonly doc: string;
}

/** By code point, as SQLite compares UTF-8; null before numbers before text. */
function compare(a: Cell, b: Cell): number {
  const rank = (cell: Cell) => (cell === null ? 0 : typeof cell === 'number' ? 1 : 2);
  if (rank(a) !== rank(b)) return rank(a) - rank(b);
  if (typeof a === 'string' && typeof b === 'string')
    return a === b ? 0 : Buffer.compare(Buffer.from(a), Buffer.from(b));
  return (a as number) - (b as number);
}

const pattern = (text: string) =>
  new RegExp(
    `^${text.replace(/[\\^$.*+?()[\]{}|]/g, (c) => (c === '*' ? '[^]*' : c === '?' ? '[^]' : `\\${c}`))}$`,
    'u',
  );

/** The test that a query's conditions make. */
function matcher<T extends Table>(table: T, query: Query<T>): (row: Kept) => boolean {
  const folded = (column: string, cell: Cell) =>
    typeof cell === 'string' && kindOf(table, column) === 'name' ? fold(cell) : cell;
  const tests: ((row: Kept) => boolean)[] = [];
  for (const [column, wanted] of Object.entries((query.where ?? {}) as Record<string, Cell | Cell[] | undefined>)) {
    if (wanted === undefined) continue;
    const any = new Set((Array.isArray(wanted) ? wanted : [wanted]).map((cell) => folded(column, cell)));
    tests.push((row) => any.has(folded(column, row.columns[column]!)));
  }
  for (const [column, text] of Object.entries((query.like ?? {}) as Record<string, string | undefined>)) {
    if (text === undefined) continue;
    const wanted = pattern(folded(column, text) as string);
    tests.push((row) => row.columns[column] !== null && wanted.test(String(folded(column, row.columns[column]!))));
  }
  for (const [column, bound] of Object.entries((query.atMost ?? {}) as Record<string, number | undefined>)) {
    if (bound === undefined) continue;
    tests.push((row) => row.columns[column] !== null && (row.columns[column] as number) <= bound);
  }
  return (row) => tests.every((test) => test(row));
}

class MemoryStore implements Store {
  readonly #rows = new Map<Table, Map<string, Kept>>(tables.map((table) => [table, new Map()]));
  #undo: (() => void)[] | undefined;
  #open = true;
  #busy = false;
  #version = 0;

  read<R>(work: (reader: Reader) => R): R {
    return this.#exclusively(() => work(this.#reader));
  }

  write<R>(work: (transaction: Transaction) => R): R {
    return this.#exclusively(() => {
      const undo: (() => void)[] = [];
      this.#undo = undo;
      try {
        const value = work({ ...this.#reader, put: this.#put, delete: this.#delete });
        this.#version++;
        return value;
      } catch (error) {
        for (const step of undo.reverse()) step();
        throw error;
      } finally {
        this.#undo = undefined;
      }
    });
  }

  tryWrite<R>(work: (transaction: Transaction) => R): { readonly value: R } {
    return { value: this.write(work) };
  }

  syncLater(): void {}

  version(): number {
    return this.#version;
  }

  close(): void {
    this.#open = false;
  }

  #exclusively<R>(work: () => R): R {
    if (!this.#open) throw new Error('The store is closed.');
    if (this.#busy) throw new Error('A transaction is open already.');
    this.#busy = true;
    try {
      return work();
    } finally {
      this.#busy = false;
    }
  }

  #row<T extends Table>(kept: Kept): Row<T> {
    return { columns: this.#columns<T>(kept), doc: JSON.parse(kept.doc) };
  }

  #columns<T extends Table>(kept: Kept): Columns[T] {
    return { ...kept.columns } as unknown as Columns[T];
  }

  #find<T extends Table>(table: T, query: Query<T> = {}): Kept[] {
    const matches = matcher(table, query);
    const found = [...this.#rows.get(table)!.values()].filter(matches);
    const column = query.orderBy ?? 'id';
    const value = (row: Kept) => {
      const cell = row.columns[column]!;
      return typeof cell === 'string' && kindOf(table, column) === 'name' ? fold(cell) : cell;
    };
    const sign = query.descending ? -1 : 1;
    found.sort((a, b) => sign * compare(value(a), value(b)) || compare(a.columns['id']!, b.columns['id']!));
    return query.limit === undefined ? found : found.slice(0, query.limit);
  }

  readonly #reader: Reader = {
    get: (table, id) => {
      const kept = this.#rows.get(table)!.get(id);
      return kept && this.#row(kept);
    },
    list: (table, query) => this.#find(table, query).map((kept) => this.#columns(kept)),
    query: (table, query) => this.#find(table, query).map((kept) => this.#row(kept)),
    count: (table, query) => {
      const matches = matcher(table, query ?? {});
      let n = 0;
      for (const kept of this.#rows.get(table)!.values()) if (matches(kept)) n++;
      return n;
    },
  };

  readonly #remember = (table: Table, id: string): void => {
    const rows = this.#rows.get(table)!;
    const before = rows.get(id);
    if (!this.#undo) throw new Error('The transaction has ended.');
    this.#undo.push(() => void (before ? rows.set(id, before) : rows.delete(id)));
  };

  readonly #put: Transaction['put'] = (table, columns, doc) => {
    const given = columns as unknown as Record<string, Cell>;
    const kept = Object.fromEntries(columnsOf(table).map((name) => [name, tidy(given[name]!)]));
    this.#remember(table, columns.id);
    this.#rows.get(table)!.set(kept['id'] as string, { columns: kept, doc: JSON.stringify(doc) });
  };

  readonly #delete: Transaction['delete'] = (table, id) => {
    this.#remember(table, id);
    this.#rows.get(table)!.delete(id);
  };
}

/** An empty store in memory. */
export const memoryStore = (): Store => new MemoryStore();

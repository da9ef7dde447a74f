/**
 * The store on disk: one SQLite file in WAL mode with full synchronisation, or with a rollback journal where the file system
 * cannot do WAL. Every wait for a lock is bounded; nothing acknowledged is lost when a process is killed.
 */
import { closeSync, fsyncSync, openSync, statSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { describeHolder, forgetHolder, insist, noteHolder } from './locking.ts';
import { bringUp, checkHeader, steps as ownSteps, type Step } from './migrations.ts';
import { schema } from './schema.ts';
import { cells, getSql, insertSql, querySql } from './sql.ts';
import { asStoreError, type Database, faultOf, sqlite, sqliteCode, storeError } from './sqlite.ts';
import type { Cell, Columns, Reader, Row, Store, Table, Transaction } from './store.ts';

export interface SqliteOptions {
  /** What errors call the lab: its directory. The file itself where absent. */
  readonly path?: string;
  /** Milliseconds to wait for another writer. */
  readonly patience?: number;
  /** `delete` keeps a rollback journal also where a write-ahead log could be had. */
  readonly journal?: 'wal' | 'delete';
  /** The schema's history; given by tests of migration only. */
  readonly steps?: readonly Step[];
}

type Statement = ReturnType<Database['prepare']>;
const isBusy = (error: unknown) => faultOf(error) === 'busy';
const SQLITE_READONLY = 8;
const SQLITE_CANTOPEN = 14;

/** Opens `file`, falling back to reading only where the directory or the file may not be written. */
function openFile(
  file: string,
  patience: number,
  journal = 'wal',
): { db: Database; mode: 'normal' | 'readOnly' | 'immutable' } {
  const { DatabaseSync } = sqlite();
  // Each try is a connection of its own: two that wait with the log open, each to leave it, would wait for each other.
  const attempt = (name: string, readOnly: boolean): Database =>
    insist(() => connect(name, readOnly), isBusy, patience);
  const connect = (name: string, readOnly: boolean): Database => {
    const db = new DatabaseSync(name, { readOnly });
    try {
      // The answer to journal_mode is not looked at: what cannot have WAL keeps its rollback journal.
      db.exec(`pragma busy_timeout=0;${readOnly ? '' : `pragma journal_mode=${journal};`}pragma synchronous=full`);
      db.exec('begin; pragma user_version; commit');
      return db;
    } catch (error) {
      db.close();
      throw error;
    }
  };
  try {
    return { db: attempt(file, false), mode: 'normal' };
  } catch (error) {
    const code = (sqliteCode(error) ?? 0) & 0xff;
    if (code !== SQLITE_READONLY && code !== SQLITE_CANTOPEN) throw error;
  }
  try {
    // Works where another process has the lab open, or it has no log.
    return { db: attempt(file, true), mode: 'readOnly' };
  } catch (error) {
    const code = (sqliteCode(error) ?? 0) & 0xff;
    if (code !== SQLITE_READONLY && code !== SQLITE_CANTOPEN) throw error;
  }
  // `immutable` does not look at a log: with one that has content it would answer with an old state.
  if (sizeOf(`${file}-wal`) > 0)
    throw Object.assign(new Error('a log with content'), { code: 'ERR_SQLITE_ERROR', errcode: SQLITE_READONLY });
  return { db: attempt(`${pathToFileURL(file)}?immutable=1`, true), mode: 'immutable' };
}

/** Puts on the disk what was written to a file. */
function synchronise(file: string): void {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(file, 'r+');
    fsyncSync(descriptor);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

class SqliteStore implements Store {
  readonly #file: string;
  readonly #path: string;
  readonly #patience: number;
  readonly #mode: 'normal' | 'readOnly' | 'immutable';
  readonly #statements = new Map<string, Statement>();
  readonly #inode: number;
  #db: Database;
  #depth = 0;
  #commits = 0;
  #stamp = 0;
  /** Commits there were when commits ceased to be synchronised. */
  #later: number | undefined;
  /** Does the note of the holder stay? */
  #noted = false;
  /** When the file was last looked for. */
  #looked = 0;

  constructor(file: string, options: SqliteOptions) {
    this.#file = file;
    this.#path = options.path ?? file;
    this.#patience = options.patience ?? 30_000;
    const stat = statSync(file, { throwIfNoEntry: false });
    if (!stat) throw storeError('missing', this.#path);
    this.#inode = stat.ino;
    this.#stamp = stat.mtimeMs;
    let db: Database | undefined;
    try {
      checkHeader(file, this.#path);
      const opened = openFile(file, this.#patience, options.journal);
      db = opened.db;
      this.#db = db;
      this.#mode = opened.mode;
      bringUp(db, this.#path, options.steps ?? ownSteps, opened.mode === 'normal', (run) =>
        insist(run, isBusy, this.#patience),
      );
    } catch (error) {
      db?.close();
      throw this.#explained(error);
    }
  }

  read<R>(work: (reader: Reader) => R): R {
    this.#refresh();
    // The pragma takes the read lock, so that a writer who is just committing is met here and nowhere in `work`.
    return this.#run(() => this.#insist(() => this.#begin('begin; pragma user_version')), work, this.#reader);
  }

  write<R>(work: (transaction: Transaction) => R): R {
    this.#stillThere();
    if (this.#mode !== 'normal') throw storeError('readOnly', this.#path);
    return this.#run(() => this.#insist(() => this.#begin('begin immediate')), this.#changing(work), this.#transaction);
  }

  tryWrite<R>(work: (transaction: Transaction) => R): { readonly value: R } | undefined {
    this.#stillThere();
    if (this.#mode !== 'normal') return undefined;
    if (this.#depth === 0) {
      try {
        this.#db.exec('begin immediate');
      } catch (error) {
        const fault = faultOf(error);
        if (fault === 'busy' || fault === 'readOnly') return undefined;
        throw this.#explained(error);
      }
    }
    return { value: this.#run(() => {}, this.#changing(work), this.#transaction) };
  }

  version(): number {
    if (this.#mode === 'immutable') {
      this.#refresh();
      return this.#stamp;
    }
    this.#stillThere();
    try {
      return (this.#prepare('pragma data_version').get() as { data_version: number }).data_version + this.#commits;
    } catch (error) {
      throw this.#explained(error);
    }
  }

  syncLater(): void {
    if (this.#mode !== 'normal') return;
    const { journal_mode: journal } = this.#db.prepare('pragma journal_mode').get() as { journal_mode: string };
    // A rollback journal that is not synchronised could leave a damaged file.
    if (journal !== 'wal') return;
    this.#db.exec('pragma synchronous=normal');
    this.#later = this.#commits;
  }

  close(): void {
    if (!this.#db.isOpen) return;
    if (this.#later !== undefined && this.#later !== this.#commits) synchronise(`${this.#file}-wal`);
    if (this.#noted) forgetHolder(this.#file);
    this.#db.close();
  }

  /** Begins, works, commits; rolls back where anything failed. */
  #run<R, A>(begin: () => void, work: (argument: A) => R, argument: A): R {
    if (this.#depth > 0) throw new Error('A transaction is open already.');
    this.#depth++;
    try {
      begin();
      const value = work(argument);
      this.#insist(() => this.#db.exec('commit'));
      return value;
    } catch (error) {
      if (this.#db.isOpen && this.#db.isTransaction) this.#db.exec('rollback');
      throw this.#explained(error);
    } finally {
      this.#depth--;
    }
  }

  /** `work` with a note of the holder around it. */
  #changing<R>(work: (transaction: Transaction) => R): (transaction: Transaction) => R {
    return (transaction) => {
      // Among many changes in a row the note stays until they end.
      const stays = this.#later !== undefined;
      if (!stays || !this.#noted) noteHolder(this.#file);
      this.#noted = stays;
      try {
        const value = work(transaction);
        this.#commits++;
        return value;
      } finally {
        if (!stays) forgetHolder(this.#file);
      }
    };
  }

  /** A beginning that failed half-way leaves no transaction open. */
  #begin(sql: string): void {
    try {
      this.#db.exec(sql);
    } catch (error) {
      if (this.#db.isTransaction) this.#db.exec('rollback');
      throw error;
    }
  }

  #insist<R>(attempt: () => R): R {
    return insist(attempt, isBusy, this.#patience);
  }

  #explained(error: unknown): unknown {
    if (!isBusy(error)) return asStoreError(error, this.#path);
    const seconds = Math.round(this.#patience / 1000);
    return asStoreError(error, this.#path, `${describeHolder(this.#file)}; waited ${seconds} seconds`);
  }

  /** Writing on after the file was removed would lose the change without a word. */
  #stillThere(): void {
    if (this.#later !== undefined) {
      // Among many changes in a row a look now and then does.
      const now = performance.now();
      if (now - this.#looked < 50) return;
      this.#looked = now;
    }
    if (statSync(this.#file, { throwIfNoEntry: false })?.ino !== this.#inode) throw storeError('missing', this.#path);
  }

  /** An immutable connection never sees a change: it is opened anew when the file's time has changed. */
  #refresh(): void {
    if (this.#mode !== 'immutable') return;
    this.#stillThere();
    const stamp = statSync(this.#file).mtimeMs;
    if (stamp === this.#stamp) return;
    this.#stamp = stamp;
    this.#statements.clear();
    this.#db.close();
    try {
      this.#db = openFile(this.#file, this.#patience).db;
    } catch (error) {
      throw this.#explained(error);
    }
  }

  #prepare(sql: string): Statement {
    let statement = this.#statements.get(sql);
    if (!statement) {
      statement = this.#db.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  #row<T extends Table>(found: Record<string, unknown>): Row<T> {
    const { doc, ...columns } = found;
    try {
      return { columns: columns as unknown as Columns[T], doc: JSON.parse(doc as string) };
    } catch {
      throw storeError('damaged', this.#path, `the document of ${String(columns['id'])} cannot be read`);
    }
  }

  readonly #reader: Reader = {
    get: (table, id) => {
      const found = this.#prepare(getSql(table)).get(id);
      return found && this.#row(found);
    },
    list: <T extends Table>(table: T, query?: Parameters<Reader['list']>[1]) => {
      const { sql, parameters } = querySql(table, 'columns', query as never);
      return this.#prepare(sql).all(...parameters) as unknown as Columns[T][];
    },
    query: (table, query) => {
      const { sql, parameters } = querySql(table, 'rows', query);
      return this.#prepare(sql)
        .all(...parameters)
        .map((found) => this.#row(found));
    },
    count: (table, query) => {
      const { sql, parameters } = querySql(table, 'count', query);
      return (this.#prepare(sql).get(...parameters) as { n: number }).n;
    },
  };

  readonly #transaction: Transaction = {
    ...this.#reader,
    put: (table, columns, doc) => {
      const values = cells(table, columns as unknown as Record<string, Cell>);
      const text = JSON.stringify(doc);
      if (schema[table].documents === 'within') {
        this.#prepare(insertSql(table)).run(...values, text);
      } else {
        this.#prepare(insertSql(table)).run(...values);
        this.#prepare(`insert or replace into ${table}_doc (id, doc) values (?, ?)`).run(values[0]!, text);
      }
    },
    delete: (table, id) => {
      this.#prepare(`delete from ${table} where id = ?`).run(id);
      if (schema[table].documents === 'beside') this.#prepare(`delete from ${table}_doc where id = ?`).run(id);
    },
  };
}

/**
 * Opens the store in `file`, which must exist, and brings it to the present schema.
 * @throws StoreError `missing`, `notALab`, `damaged`, `newer`, `busy`, `readOnly` (an old lab that cannot be brought up)
 */
export function sqliteStore(file: string, options: SqliteOptions = {}): Store {
  return new SqliteStore(file, options);
}

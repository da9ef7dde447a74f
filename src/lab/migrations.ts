/** The schema's history. A lab's `user_version` says how many steps it has taken; `application_id` says that it is a lab. */
import { closeSync, openSync, readSync } from 'node:fs';
import { tables } from './schema.ts';
import { createTable } from './sql.ts';
import { type Database, storeError } from './sqlite.ts';

/** Brings a file from the version before to the next. Runs inside a transaction. */
export type Step = (db: Database) => void;

/** "HVLB" */
const APPLICATION_ID = 0x48_56_4c_42;

/**
 * Released steps are never changed: the next one is added after them. The first makes the tables as they are now, so a later
 * change to the schema must also freeze what it makes.
 */
export const steps: readonly Step[] = [(db) => db.exec(tables.map(createTable).join('\n'))];

const versionOf = (db: Database) => (db.prepare('pragma user_version').get() as { user_version: number }).user_version;

/**
 * Looks at a file's first bytes (www.sqlite.org/fileformat2.html, 1.3) before SQLite touches it: opening another program's
 * database would change its journal mode.
 * @throws StoreError `unreadable`, `damaged`, `notALab`
 */
export function checkHeader(file: string, path: string): void {
  const header = Buffer.alloc(72);
  let handle: number;
  try {
    handle = openSync(file, 'r');
  } catch (error) {
    throw storeError('unreadable', path, (error as NodeJS.ErrnoException).code ?? '');
  }
  let length: number;
  try {
    length = readSync(handle, header, 0, 72, 0);
  } finally {
    closeSync(handle);
  }
  if (length === 0) throw storeError('damaged', path, 'the file is empty');
  if (header.toString('latin1', 0, 16) !== 'SQLite format 3\0')
    throw storeError('damaged', path, 'it is not a database file');
  if (header.readUInt32BE(68) !== APPLICATION_ID) throw storeError('notALab', path);
}

/** Makes a new, empty file into a lab's store. */
export function initialise(db: Database, history: readonly Step[] = steps): void {
  db.exec('begin immediate');
  try {
    for (const step of history) step(db);
    db.exec(`pragma application_id=${APPLICATION_ID}; pragma user_version=${history.length}; commit`);
  } catch (error) {
    if (db.isTransaction) db.exec('rollback');
    throw error;
  }
}

/** Checks that an opened file has a schema we know, and brings an older one up to now. */
export function bringUp(
  db: Database,
  path: string,
  history: readonly Step[],
  writable: boolean,
  insist: <R>(attempt: () => R) => R,
): void {
  const found = insist(() => versionOf(db));
  if (found > history.length) {
    throw storeError('newer', path, `its schema is ${found}, this one knows ${history.length}`);
  }
  if (found === history.length) return;
  if (found === 0) throw storeError('damaged', path, 'it has no schema');
  if (!writable) throw storeError('readOnly', path);
  insist(() => db.exec('begin immediate'));
  try {
    // Another process may have done it while this one waited for the lock.
    const version = versionOf(db);
    for (const step of history.slice(version)) step(db);
    db.exec(`pragma user_version=${Math.max(version, history.length)}; commit`);
  } catch (error) {
    if (db.isTransaction) db.exec('rollback');
    throw error;
  }
}

/** The schema's history. A lab's `user_version` says how many steps it has taken; `application_id` says that it is a lab. */
import { statSync } from 'node:fs';
import { tables } from './schema.ts';
import { createTable } from './sql.ts';
import { type Database, sqliteCode, storeError } from './sqlite.ts';

/** Brings a file from the version before to the next. Runs inside a transaction. */
export type Step = (db: Database) => void;

/** "HVLB" */
const APPLICATION_ID = 0x48_56_4c_42;

/**
 * Released steps are never changed: the next one is added after them. The first makes the tables as they are now, so a later
 * change to the schema must also freeze what it makes.
 */
export const steps: readonly Step[] = [(db) => db.exec(tables.map(createTable).join('\n'))];

const read = (db: Database) =>
  db
    .prepare('select application_id as id, user_version as version from pragma_application_id, pragma_user_version')
    .get() as {
    id: number;
    version: number;
  };

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

/** Checks that an opened file is a lab of a version we know, and brings an older one up to now. */
export function prepareFile(
  db: Database,
  { file, path }: { file: string; path: string },
  history: readonly Step[],
  writable: boolean,
  insist: <R>(attempt: () => R) => R,
): void {
  let found: { id: number; version: number };
  try {
    found = insist(() => read(db));
  } catch (error) {
    // SQLITE_NOTADB on a file of another kind; what was once a lab has our id in its header and reports damage otherwise.
    if (sqliteCode(error) === 26) throw storeError('damaged', path, 'it is not a database file');
    throw error;
  }
  if (found.id !== APPLICATION_ID) {
    if (statSync(file).size === 0) throw storeError('damaged', path, 'the file is empty');
    throw storeError('notALab', path);
  }
  if (found.version > history.length) {
    throw storeError('newer', path, `its schema is ${found.version}, this one knows ${history.length}`);
  }
  if (found.version === history.length) return;
  if (found.version === 0) throw storeError('damaged', path, 'it has no schema');
  if (!writable) throw storeError('readOnly', path);
  insist(() => db.exec('begin immediate'));
  try {
    // Another process may have done it while this one waited for the lock.
    const { version } = read(db);
    for (const step of history.slice(version)) step(db);
    db.exec(`pragma user_version=${Math.max(version, history.length)}; commit`);
  } catch (error) {
    if (db.isTransaction) db.exec('rollback');
    throw error;
  }
}

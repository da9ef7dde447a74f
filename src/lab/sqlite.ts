/** Node's own SQLite: loading it quietly, and telling its failures apart by number. */
import { StoreError, type StoreFault } from './store.ts';

export type SqliteModule = typeof import('node:sqlite');
export type Database = InstanceType<SqliteModule['DatabaseSync']>;

let loaded: SqliteModule | undefined;

/** node:sqlite without the ExperimentalWarning that Node 22 prints for it; every other warning still comes. */
export function sqlite(): SqliteModule {
  if (loaded) return loaded;
  const emit = process.emitWarning;
  process.emitWarning = function (this: unknown, warning: string | Error, ...rest: unknown[]) {
    if (rest[0] === 'ExperimentalWarning' && String(warning).includes('SQLite')) return;
    (emit as (...all: unknown[]) => void).call(process, warning, ...rest);
  } as typeof emit;
  try {
    loaded = process.getBuiltinModule('node:sqlite');
    return loaded;
  } finally {
    process.emitWarning = emit;
  }
}

/** SQLite's result codes that mean something to us (www.sqlite.org/rescode.html). */
const SQLITE_READONLY_DBMOVED = 1032;
const primary: Readonly<Record<number, StoreFault | 'busy'>> = {
  3: 'readOnly', // SQLITE_PERM
  5: 'busy', // SQLITE_BUSY
  6: 'busy', // SQLITE_LOCKED
  8: 'readOnly', // SQLITE_READONLY
  11: 'damaged', // SQLITE_CORRUPT
  13: 'full', // SQLITE_FULL
  14: 'readOnly', // SQLITE_CANTOPEN: the file is there, so what cannot be made is what lies beside it
  15: 'busy', // SQLITE_PROTOCOL: lost a race for the log's locks
  26: 'damaged', // SQLITE_NOTADB
};

/** The extended result code of a failure of SQLite's; undefined for any other. */
export function sqliteCode(error: unknown): number | undefined {
  const e = error as { code?: unknown; errcode?: unknown };
  return e?.code === 'ERR_SQLITE_ERROR' && typeof e.errcode === 'number' ? e.errcode : undefined;
}

/** What a failure means for the lab; undefined where it is none of the known ones. */
export function faultOf(error: unknown): StoreFault | undefined {
  const code = sqliteCode(error);
  if (code === undefined) return undefined;
  return code === SQLITE_READONLY_DBMOVED ? 'missing' : primary[code & 0xff];
}

/** What to say and what to do about each fault. */
const texts: Readonly<Record<StoreFault, readonly [message: string, advice: string]>> = {
  missing: ['There is no lab at {path}.', "Make one with 'hyperv lab new', or set HYPERV_LAB to another."],
  notALab: ['{path} is not a lab.', "Set HYPERV_LAB to a directory made by 'hyperv lab new'."],
  exists: ['There is a lab at {path} already.', "Empty it with 'hyperv lab reset', or choose another directory."],
  busy: ['The lab at {path} is being changed by {detail}.', 'Try again when that has ended.'],
  unreadable: ['The lab at {path} cannot be read: {detail}.', 'Ask for the right to read its directory and files.'],
  readOnly: [
    'The lab at {path} cannot be written to.',
    'Ask for the right to write to its directory, or work on a copy.',
  ],
  damaged: [
    'The lab at {path} is damaged: {detail}.',
    "'hyperv lab check' tells more. Take a copy from a backup, or start afresh with 'hyperv lab reset --force'.",
  ],
  newer: ['The lab at {path} was made by a newer hyperv ({detail}).', 'Use that version of hyperv for it.'],
  full: ['There is no space left for the lab at {path}.', 'Nothing was changed. Make room and try again.'],
};

/** The error for a fault of the lab at `path`. */
export function storeError(fault: StoreFault, path: string, detail = ''): StoreError {
  const [message, advice] = texts[fault];
  return new StoreError(fault, path, message.replace('{path}', path).replace('{detail}', detail), advice);
}

/** The same failure as a StoreError where it is a known one, else unchanged. */
export function asStoreError(error: unknown, path: string, detail?: string): unknown {
  const fault = faultOf(error);
  return fault ? storeError(fault, path, detail ?? (error as Error).message) : error;
}

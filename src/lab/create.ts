/** Making, emptying and checking a lab's directory. */
import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, linkSync, openSync, renameSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { machine, shown } from './clock.ts';
import { type Lab, openLabStore, putLabDoc } from './lab.ts';
import { holderFile } from './locking.ts';
import { makeFolders } from './make-folder.ts';
import { initialise } from './migrations.ts';
import { storeFile } from './place.ts';
import { tables } from './schema.ts';
import { asStoreError, sqlite, storeError } from './sqlite.ts';
import { sqliteStore } from './sqlite-store.ts';
import { StoreError, type Transaction } from './store.ts';
import type { ClockMode } from './time.ts';

export interface NewLab {
  /** Any text; drawn at random where absent. */
  readonly seed?: string;
  /** Follows the machine's clock where absent. */
  readonly clock?: ClockMode;
  /** Fills the lab before anyone can open it. */
  readonly fill?: (transaction: Transaction, lab: { readonly seed: string; readonly now: number }) => void;
}

/** A seed that nobody chose: eight hexadecimal digits. */
export const drawSeed = (): string => randomBytes(4).toString('hex');

/**
 * Makes a lab in `dir`. It appears at once and complete, or not at all; of two processes that make the same one, one is told
 * that it exists.
 * @throws StoreError `exists`, `full`, `readOnly`
 */
export function createLab(dir: string, options: NewLab = {}): Lab {
  const path = resolve(dir);
  const file = storeFile(path);
  if (existsSync(file)) throw storeError('exists', path);
  const seed = options.seed ?? drawSeed();
  const clock = options.clock ?? { kind: 'wall', offset: 0 };
  const now = shown(clock, machine.now());
  const draft = `${file}-new-${process.pid}`;
  try {
    makeFolders(path);
    rmSync(draft, { force: true });
    const { DatabaseSync } = sqlite();
    const db = new DatabaseSync(draft);
    try {
      db.exec('pragma journal_mode=wal; pragma synchronous=full');
      initialise(db);
    } finally {
      db.close();
    }
    const store = sqliteStore(draft, { path });
    try {
      store.write((transaction) => {
        putLabDoc(transaction, { seed, clock, at: now });
        options.fill?.(transaction, { seed, now });
      });
    } finally {
      store.close();
    }
    publish(draft, file, path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM' || code === 'ENOENT')
      throw storeError('readOnly', path);
    if (code === 'ENOSPC' || code === 'EDQUOT') throw storeError('full', path);
    if (code === 'ENOTDIR' || code === 'EEXIST') throw storeError('notALab', path);
    throw asStoreError(error, path);
  } finally {
    for (const end of ['', '-wal', '-shm']) if (existsSync(draft + end)) rmSync(draft + end);
  }
  return openLabStore({ dir: path });
}

/** Gives the finished file its name, unless somebody else was quicker. */
function publish(draft: string, file: string, path: string): void {
  try {
    linkSync(draft, file);
  } catch (error) {
    if (existsSync(file)) throw storeError('exists', path);
    const code = (error as NodeJS.ErrnoException).code;
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'EOPNOTSUPP') throw error;
    renameSync(draft, file); // a file system without hard links
  }
  if (process.platform === 'win32') return;
  const directory = openSync(path, 'r');
  fsyncSync(directory);
  closeSync(directory);
}

/** Removes a lab's store; what else lies in the directory stays. */
export function removeStore(dir: string): void {
  const file = storeFile(resolve(dir));
  for (const name of [file, `${file}-wal`, `${file}-shm`, `${file}-journal`, holderFile(file)]) {
    rmSync(name, { force: true });
  }
}

/** What is wrong with a lab's store; empty where all is well. Reads all of it. @throws StoreError where it cannot be opened */
export function checkLab(dir: string): string[] {
  const path = resolve(dir);
  const { store } = openLabStore({ dir: path });
  const problems: string[] = [];
  try {
    store.read((reader) => {
      for (const table of tables) {
        for (const { id } of reader.list(table)) {
          try {
            reader.get(table, id);
          } catch (error) {
            if (!(error instanceof StoreError)) throw error;
            problems.push(`${table}: ${error.message}`);
          }
        }
      }
    });
  } catch (error) {
    if (!(error instanceof StoreError) || error.fault !== 'damaged') throw error;
    problems.push(error.message);
  } finally {
    store.close();
  }
  const { DatabaseSync } = sqlite();
  const db = new DatabaseSync(storeFile(path), { readOnly: true });
  try {
    db.exec('pragma busy_timeout=10000');
    const found = db.prepare('pragma integrity_check').all() as { integrity_check: string }[];
    problems.push(...found.map((row) => row.integrity_check).filter((text) => text !== 'ok'));
  } catch (error) {
    const known = asStoreError(error, path);
    if (!(known instanceof StoreError) || known.fault !== 'damaged') throw known;
    problems.push(known.message);
  } finally {
    db.close();
  }
  return problems;
}

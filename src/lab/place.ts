/** A lab's directory: which file in it is the store. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { storeError } from './sqlite.ts';
import { sqliteStore } from './sqlite-store.ts';
import type { Store } from './store.ts';

export const storeFile = (dir: string): string => join(dir, 'lab.db');

/** Opens the store of the lab in `dir`. */
export function openStoreIn(dir: string, patience?: number): { store: Store; dir: string } {
  const path = resolve(dir);
  const file = storeFile(path);
  if (!existsSync(file)) throw storeError(existsSync(path) ? 'notALab' : 'missing', path);
  return { store: sqliteStore(file, { path, ...(patience !== undefined && { patience }) }), dir: path };
}

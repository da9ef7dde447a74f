/** Making a folder and those above it. */
import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * As `mkdir -p`. Node's own with `recursive` never comes back where a system denies that the folder above exists although it
 * does, as /proc does. @throws the system's error
 */
export function makeFolders(path: string): void {
  if (made(path) || dirname(path) === path) return;
  makeFolders(dirname(path));
  if (!made(path)) mkdirSync(path);
}

/** Makes one folder; false where the one above is missing. What is there already, also by another's hand, is fine. */
function made(path: string): boolean {
  try {
    mkdirSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw error;
  }
  return true;
}

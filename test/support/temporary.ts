/** Throw-away directories: all of a test file's are removed after its last test. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';

const made: string[] = [];

/** A new empty directory. */
export function temporary(): string {
  const dir = mkdtempSync(join(tmpdir(), 'hyperv-test-'));
  made.push(dir);
  return dir;
}

afterAll(() => {
  for (const dir of made) rmSync(dir, { recursive: true, force: true });
});

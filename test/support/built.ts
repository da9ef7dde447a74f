/** The built program, for tests of what only a process shows: exit code, streams, start-up. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Builds where nothing was built yet. `npm test` builds before it tests. */
export function build(): void {
  if (existsSync(join(root, 'dist/main.cjs'))) return;
  const { status, stderr } = spawnSync(process.execPath, [join(root, 'scripts/build.mjs')], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`the build failed:\n${stderr}`);
}

/** Runs a file of node's with words, in a clean environment besides what is given. */
export function node(words: readonly string[], env: Record<string, string> = {}, cwd = root): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, words, {
    encoding: 'utf8',
    cwd,
    // jest sets NODE_ENV=test, which oclif takes for a developer's machine.
    env: { PATH: process.env['PATH'], HOME: '/nonexistent', NODE_ENV: 'production', NO_COLOR: '1', ...env },
  });
  return { status, stdout, stderr };
}

/** Runs `hyperv` with these words. */
export const hyperv = (words: readonly string[], env: Record<string, string> = {}): Ran =>
  node([join(root, 'bin/run.js'), ...words], env);

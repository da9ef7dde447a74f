/** Waiting for a lock: bounded, with growing pauses that differ between processes, and a note of who holds it. */
import { readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';

const cell = new Int32Array(new SharedArrayBuffer(4));

/** Stops this thread for some milliseconds. */
export function pause(milliseconds: number): void {
  Atomics.wait(cell, 0, 0, milliseconds);
}

/**
 * Tries `attempt` until it does not fail with `isBusy`, or `patience` milliseconds have passed; then the last failure comes
 * out. SQLite's own busy handler is not used: without jitter it starves writers where the log is a rollback journal.
 */
export function insist<R>(attempt: () => R, isBusy: (error: unknown) => boolean, patience: number): R {
  let wait = 0.5;
  let until = 0;
  for (;;) {
    try {
      return attempt();
    } catch (error) {
      if (!isBusy(error)) throw error;
      const now = performance.now();
      until ||= now + patience;
      if (now >= until) throw error;
      pause(wait * (0.5 + Math.random()));
      wait = Math.min(wait * 1.6, 20);
    }
  }
}

/** Who may write, as a small file beside the store: written while the lock is held, for those who wait in vain. */
export const holderFile = (file: string): string => `${file}-writer`;

const self = () => `${process.pid} ${[basename(process.argv[1] ?? 'node'), ...process.argv.slice(2)].join(' ')}`;

/** Notes this process as the holder. Failing to is no failure: the note is a courtesy. */
export function noteHolder(file: string): void {
  try {
    writeFileSync(holderFile(file), self().slice(0, 500));
  } catch {}
}

export function forgetHolder(file: string): void {
  try {
    unlinkSync(holderFile(file));
  } catch {}
}

/** The holder in words; a process that has ended is not named. */
export function describeHolder(file: string): string {
  try {
    const [, pid, command] = /^(\d+) (.*)$/s.exec(readFileSync(holderFile(file), 'utf8'))!;
    process.kill(Number(pid), 0);
    return `process ${pid} (${command})`;
  } catch {
    return 'another process';
  }
}

/** Long work in small steps, so that it can be watched and stopped: generators that yield how far they are. */
import { VhdError } from './errors.ts';

/** How far long work is. Both in bytes. */
export interface Progress {
  readonly done: number;
  readonly total: number;
}

/** Long work: every step takes some milliseconds. Closing it early undoes what must not stay half done. */
export type Work<T> = Generator<Progress, T, void>;

/** What a caller may want of long work. */
export interface WorkOptions {
  readonly onProgress?: (progress: Progress) => void;
  readonly signal?: AbortSignal;
}

/** Bytes worked on between two steps. */
export const STEP = 16 * 1024 * 1024;

/** Does all of it now. */
export function finish<T>(work: Work<T>, options: WorkOptions = {}): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    advance(work, step.value, options);
  }
}

/** Does all of it, letting other things happen in between. */
export async function finishInTurns<T>(work: Work<T>, options: WorkOptions = {}): Promise<T> {
  const { scheduler } = process.getBuiltinModule('node:timers/promises');
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    advance(work, step.value, options);
    await scheduler.yield();
  }
}

function advance<T>(work: Work<T>, progress: Progress, { onProgress, signal }: WorkOptions): void {
  onProgress?.(progress);
  if (!signal?.aborted) return;
  work.return(undefined as never);
  throw new VhdError('aborted');
}

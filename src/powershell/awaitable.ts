/** Going on after a value that may or may not have to be waited for: what is there already never meets a promise. */
import type { Awaitable } from './runtime.ts';

export function isPromise<T>(value: Awaitable<T>): value is Promise<T> {
  return typeof (value as { then?: unknown } | null | undefined)?.then === 'function';
}

/** `next` with the value: at once where it is there, else after the wait. */
export function after<T, U>(value: Awaitable<T>, next: (value: T) => Awaitable<U>): Awaitable<U> {
  return isPromise(value) ? value.then(next) : next(value);
}

/** Runs `step` for each item, one after the other. */
export function eachInTurn<T>(items: Iterable<T>, step: (item: T) => Awaitable<void>): Awaitable<void> {
  const iterator = items[Symbol.iterator]();
  const go = (): Awaitable<void> => {
    for (let next = iterator.next(); !next.done; next = iterator.next()) {
      const done = step(next.value);
      if (isPromise(done)) return done.then(go);
    }
  };
  return go();
}

/** try/catch around work that may wait. */
export function attempt<T>(work: () => Awaitable<T>, failed: (error: unknown) => Awaitable<T>): Awaitable<T> {
  try {
    const value = work();
    return isPromise(value) ? value.catch(failed) : value;
  } catch (error) {
    return failed(error);
  }
}

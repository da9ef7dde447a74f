/**
 * How script code runs. What can only compute is a plain function; what may wait, call a script or send output is a
 * generator. A generator yields a promise to wait for, or a `Call` to enter another script block: calls are kept on a stack
 * of our own, so that thousands of nested ones need no more of the machine's stack than one.
 */

/** A computation that may wait. */
export type Gen<T> = Generator<unknown, T, unknown>;

/** Enters a generator on the driver's stack; its result is what the `yield` gives. */
export class Call {
  readonly gen: Gen<unknown>;
  constructor(gen: Gen<unknown>) {
    this.gen = gen;
  }
}

/** Calls on the driver's stack. */
export function* call<T>(gen: Gen<T>): Gen<T> {
  return (yield new Call(gen)) as T;
}

/** Waits for a promise, passes anything else through. */
export function* wait<T>(value: T | Promise<T>): Gen<T> {
  return value instanceof Promise ? ((yield value) as T) : value;
}

type Step = { done: true; value: unknown } | { done: false; promise: Promise<unknown> };

class Driver {
  private readonly stack: Gen<unknown>[];
  constructor(gen: Gen<unknown>) {
    this.stack = [gen];
  }
  /** Goes on until a wait or the end. */
  step(input: unknown, failed: boolean): Step {
    let value = input;
    let error = failed;
    const { stack } = this;
    for (;;) {
      const top = stack[stack.length - 1]!;
      let result: IteratorResult<unknown, unknown>;
      try {
        result = error ? top.throw(value) : top.next(value);
      } catch (e) {
        stack.pop();
        if (stack.length === 0) throw e;
        value = e;
        error = true;
        continue;
      }
      error = false;
      if (result.done) {
        stack.pop();
        value = result.value;
        if (stack.length === 0) return { done: true, value };
      } else if (result.value instanceof Call) {
        stack.push(result.value.gen);
        value = undefined;
      } else return { done: false, promise: result.value as Promise<unknown> };
    }
  }
}

/** How a person stops what runs. */
export interface Breaker {
  /** Does some computing. @throws where it was stopped */
  step<T>(work: () => T): T;
  /** Waits for a promise, or for the person. */
  race<T>(promise: Promise<T>): Promise<T>;
}

/** Set by an interactive session. */
export const breaker: { current: Breaker | null } = { current: null };

/** Runs to the end, waiting where it must. `person`: who may stop it; nobody where null. */
export async function run<T>(gen: Gen<T>, person: Breaker | null = breaker.current): Promise<T> {
  const driver = new Driver(gen as Gen<unknown>);
  const go = (input: unknown, failed: boolean): Step =>
    person ? person.step(() => driver.step(input, failed)) : driver.step(input, failed);
  let step = go(undefined, false);
  while (!step.done) {
    let value: unknown;
    let failed = false;
    try {
      value = await (person ? person.race(step.promise) : step.promise);
    } catch (e) {
      value = e;
      failed = true;
    }
    step = go(value, failed);
  }
  return step.value as T;
}

/** After code was stopped wherever it was. */
export function forgetNesting(): void {
  nowDepth = 0;
}

let nowDepth = 0;

/** True inside `runNow`: whoever could wait there must get along without. */
export const mustNotWait = (): boolean => nowDepth > 0;

/** Runs what must not wait: a property made by a script, a comparison, a conversion. */
export function runNow<T>(gen: Gen<T>): T {
  nowDepth++;
  let step: Step;
  try {
    step = new Driver(gen as Gen<unknown>).step(undefined, false);
  } finally {
    nowDepth--;
  }
  if (!step.done) throw new Error('A script that waits cannot run inside an expression of this kind.');
  return step.value as T;
}

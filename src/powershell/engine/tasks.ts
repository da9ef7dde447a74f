/**
 * Scripts that run beside each other: background jobs, ForEach-Object -Parallel. One of them has the floor at a time and keeps
 * it until it waits for a moment, for another one, or ends; then the next that can go on has it, in the order in which they
 * became ready. Time passes when all of them wait. So the same script gives the same output every time, and what sleeps in
 * parallel takes as long as the longest sleep.
 */
import type { Engine } from './engine.ts';
import { type Gen, run } from './flow.ts';
import { PipelineStopped } from './frame.ts';

/** The clock that all of them share. Times in microseconds. */
export interface TaskClock {
  now(): number;
  waitUntil(at: number, abandoned?: AbortSignal): Promise<void>;
  /** A frozen clock moves only when somebody waits. */
  readonly mode?: { readonly kind: string };
}

/** A script that runs by itself. */
export class Task {
  readonly engine: Engine;
  /** Gives it the floor; null while it has it. */
  resume: (() => void) | null = null;
  stopping = false;
  ended = false;
  /** Called when it is to stop: long work in other rooms listens. */
  readonly stops = new Set<() => void>();
  constructor(engine: Engine) {
    this.engine = engine;
  }
}

interface Moment {
  readonly at: number;
  readonly task: Task;
}

/** Turns of a loop after which the others are let go on. */
const TURNS = 100;

/** How a task came to its end: undefined, or what it threw. */
export type Ending = (failure: unknown) => void;

/** All scripts of a session: its own, and those that it started. */
export class Tasks {
  private readonly main: Task;
  private clock: TaskClock;
  /** The clock's own wait, where `attach` put this schedule in its place. */
  private really: TaskClock['waitUntil'];
  /** Who has the floor; null while all wait. */
  private current: Task | null;
  private readonly ready: Task[] = [];
  private moments: Moment[] = [];
  private watchers: Task[] = [];
  private live = 0;
  private outside = 0;
  private nap: AbortController | null = null;

  constructor(engine: Engine, clock: TaskClock) {
    this.main = new Task(engine);
    this.current = this.main;
    this.clock = clock;
    this.really = (at, abandoned) => clock.waitUntil(at, abandoned);
  }

  /** True where nothing runs beside the session's own script. */
  get alone(): boolean {
    return this.live === 0;
  }

  /** Who has the floor. */
  get present(): Task {
    return this.current ?? this.main;
  }

  /** Uses this clock from now on: whoever waits on it lets the others go on meanwhile. */
  attach(clock: TaskClock): void {
    const really = clock.waitUntil.bind(clock);
    this.clock = clock;
    this.really = really;
    clock.waitUntil = (at, abandoned) => (this.alone ? really(at, abandoned) : this.until(at, abandoned));
  }

  now(): number {
    return this.clock.now();
  }

  /** Starts a script. It has its first turn when the one that runs now waits. */
  start(engine: Engine, work: (task: Task) => Gen<void>, ended: Ending): Task {
    const task = new Task(engine);
    this.live++;
    task.resume = () => {
      const end = (failure: unknown): void => {
        task.ended = true;
        this.live--;
        ended(failure);
        this.changed();
        this.next();
      };
      const begin = function* (): Gen<void> {
        if (task.stopping) throw new PipelineStopped();
        yield* work(task);
      };
      // Ctrl-C is for the session's own script.
      run(begin(), null).then(() => end(undefined), end);
    };
    this.ready.push(task);
    return task;
  }

  /** Asks a script to stop; it does at the place where it waits. */
  stop(task: Task): void {
    if (task.ended || task.stopping) return;
    task.stopping = true;
    for (const stop of task.stops) stop();
    this.wake(task);
  }

  /** Waits until the clock shows `at`. @throws PipelineStopped */
  async until(at: number, abandoned?: AbortSignal): Promise<void> {
    if (abandoned?.aborted) return;
    const task = this.present;
    const moment = { at, task };
    this.moments.push(moment);
    const wake = (): void => this.wake(task);
    abandoned?.addEventListener('abort', wake);
    await this.leave();
    abandoned?.removeEventListener('abort', wake);
    this.moments = this.moments.filter((m) => m !== moment);
    if (task.stopping) throw new PipelineStopped();
  }

  /**
   * Waits until something holds, which is looked at whenever another script ends, says something or changes. False where
   * `deadline` came first, or where nothing is left that could make it hold. @throws PipelineStopped
   */
  async when(holds: () => boolean, deadline = Number.POSITIVE_INFINITY): Promise<boolean> {
    const task = this.present;
    const moment = { at: deadline, task };
    while (!holds()) {
      if (this.clock.now() >= deadline || (this.alone && deadline === Number.POSITIVE_INFINITY)) return false;
      this.watchers.push(task);
      if (deadline !== Number.POSITIVE_INFINITY) this.moments.push(moment);
      await this.leave();
      this.watchers = this.watchers.filter((t) => t !== task);
      this.moments = this.moments.filter((m) => m !== moment);
      if (task.stopping) throw new PipelineStopped();
      if (this.stuck) {
        this.stuck = false;
        return holds();
      }
    }
    return true;
  }
  private stuck = false;

  /** Waits for something outside (a person, a program); the others go on meanwhile. */
  async beside<T>(promise: Promise<T>): Promise<T> {
    if (this.alone) return promise;
    const task = this.present;
    this.outside++;
    const back = (): void => {
      this.outside--;
      this.wake(task);
    };
    promise.then(back, back);
    await this.leave();
    return promise;
  }

  /**
   * Asked at the end of every turn of a loop: what loops for long without waiting lets the others go on. A hundred turns count
   * as a millisecond where the clock stands still.
   */
  edge(weight = 1): Promise<void> | undefined {
    if (this.live === 0) return undefined;
    this.turns += weight;
    if (this.turns < TURNS) return undefined;
    this.turns = 0;
    const frozen = this.clock.mode === undefined || this.clock.mode.kind === 'frozen';
    return frozen ? this.until(this.clock.now() + 1000) : this.giveWay();
  }
  private turns = 0;
  private pauses = 0;

  /** Lets those go on that can, and goes on itself after them. @throws PipelineStopped */
  private async giveWay(): Promise<void> {
    // What happens outside (a program's output, Ctrl-C) is noticed in a real pause only.
    if (++this.pauses % TURNS === 0) await this.really(this.clock.now() + 1000);
    const task = this.present;
    this.wakeDue(this.clock.now());
    if (this.ready.length > 0) await this.stepAside();
    if (task.stopping) throw new PipelineStopped();
  }

  /** Lets the others go on until each of them waits for time to pass, or ended. */
  async settle(): Promise<void> {
    while (this.ready.length > 0) await this.stepAside();
  }

  /** Behind all that are ready. */
  private stepAside(): Promise<void> {
    const task = this.present;
    return new Promise((resolve) => {
      task.resume = resolve;
      this.ready.push(task);
      this.next();
    });
  }

  private wakeDue(now: number): void {
    const due = this.moments.filter((m) => m.at <= now).sort((a, b) => a.at - b.at);
    for (const m of due) if (m.task.resume && !this.ready.includes(m.task)) this.ready.push(m.task);
  }

  /**
   * The session's own script rests until something outside comes, such as what a person types; the others go on meanwhile.
   * Where that script was stopped in the midst of a wait, the wait is forgotten.
   */
  async idle<T>(promise: Promise<T>): Promise<T> {
    const { main } = this;
    if (this.alone && this.current === main) return promise;
    const forget = <U extends { task: Task } | Task>(list: U[]): U[] =>
      list.filter((one) => ('task' in one ? one.task : one) !== main);
    this.moments = forget(this.moments);
    this.watchers = forget(this.watchers);
    this.ready.splice(0, this.ready.length, ...forget(this.ready));
    main.resume = null;
    this.outside++;
    try {
      if (this.current === main) this.next();
      return await promise;
    } finally {
      this.outside--;
      await this.enter();
    }
  }

  /** The session's own script has the floor again, as soon as whoever has it waits. */
  private enter(): Promise<void> | undefined {
    if (this.current === this.main) return undefined;
    return new Promise((resolve) => {
      this.main.resume = resolve;
      this.wake(this.main);
    });
  }

  /** Something changed that others may wait for. */
  changed(): void {
    const { watchers } = this;
    this.watchers = [];
    for (const task of watchers) this.wake(task);
  }

  private wake(task: Task): void {
    if (!task.resume || this.ready.includes(task)) return;
    this.ready.push(task);
    if (this.current === null) {
      if (this.nap) this.nap.abort();
      else this.next();
    }
  }

  /** The present one waits until it has the floor again. */
  private leave(): Promise<void> {
    const task = this.present;
    return new Promise((resolve) => {
      task.resume = resolve;
      this.next();
    });
  }

  /** Gives the floor to the next that is ready. */
  private next(): void {
    const task = this.ready.shift();
    this.current = task ?? null;
    if (!task) {
      this.pass();
      return;
    }
    const { resume } = task;
    task.resume = null;
    task.engine.activate();
    queueMicrotask(resume!);
  }

  /** Nobody is ready: time passes. */
  private pass(): void {
    let at = Number.POSITIVE_INFINITY;
    for (const m of this.moments) if (m.at < at) at = m.at;
    if (at === Number.POSITIVE_INFINITY) {
      if (this.outside > 0 || this.watchers.length === 0) return;
      // Nothing will ever happen: whoever waits for others is told.
      this.stuck = true;
      this.wake(this.watchers[0]!);
      return;
    }
    // Only somebody outside could end the wait early.
    this.nap = this.outside > 0 ? new AbortController() : null;
    const signal = this.nap?.signal;
    const on = (): void => {
      this.nap = null;
      this.wakeDue(signal?.aborted ? this.clock.now() : Math.max(at, this.clock.now()));
      // The session's own script may have come back meanwhile.
      if (this.current === null) this.next();
    };
    this.really(at, signal).then(on, on);
  }
}

/** A clock of its own, for sessions that have none: it moves when everybody waits. */
export function ownClock(start: () => number): TaskClock {
  let passed = 0;
  return {
    now: () => start() + passed,
    async waitUntil(at) {
      passed = Math.max(passed, at - start());
    },
  };
}

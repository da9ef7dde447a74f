/** The lab's clock over the machine's: wall, frozen and scaled. */
import type { Clock, ClockMode, Micros } from './time.ts';

/** The machine's own clock and its timers, replaced in tests. */
export interface Machine {
  now(): Micros;
  /** Waits for some milliseconds, or until `abandoned` is aborted. */
  sleep(milliseconds: number, abandoned?: AbortSignal): Promise<void>;
}

export const machine: Machine = {
  now: () => Date.now() * 1000,
  sleep: (milliseconds, abandoned) =>
    new Promise((resolve) => {
      if (abandoned?.aborted) return resolve();
      const done = () => {
        clearTimeout(timer);
        abandoned?.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, milliseconds);
      abandoned?.addEventListener('abort', done);
    }),
};

/** What a clock in this mode shows when the machine's shows `machineNow`. */
export function shown(mode: ClockMode, machineNow: Micros): Micros {
  if (mode.kind === 'frozen') return mode.at;
  if (mode.kind === 'wall') return machineNow + mode.offset;
  return mode.at + Math.round((machineNow - mode.since) * mode.factor);
}

/** The same kind of mode, showing `at` now. */
export function setTo(mode: ClockMode, at: Micros, machineNow: Micros): ClockMode {
  if (mode.kind === 'frozen') return { kind: 'frozen', at };
  if (mode.kind === 'wall') return { kind: 'wall', offset: at - machineNow };
  return { kind: 'scaled', at, since: machineNow, factor: mode.factor };
}

/** Longest sleep in one piece, milliseconds: another process may change the clock's mode in between. */
const LONGEST_NAP = 1000;

/**
 * Waits until a clock that others may change shows `at`. `look` answers the present mode and time; `move` sets a frozen clock.
 */
export async function waitFor(
  at: Micros,
  host: Machine,
  look: () => { readonly mode: ClockMode; readonly now: Micros },
  move: (at: Micros) => void,
  abandoned?: AbortSignal,
): Promise<void> {
  while (!abandoned?.aborted) {
    const { mode, now } = look();
    if (now >= at) return;
    if (mode.kind === 'frozen') {
      move(at);
      // Whoever may give up is heard between two moments: a signal is noticed only where the machine gets a turn.
      if (abandoned) await new Promise((resolve) => setImmediate(resolve));
      return;
    }
    const factor = mode.kind === 'scaled' ? mode.factor : 1;
    await host.sleep(Math.min(LONGEST_NAP, Math.ceil((at - now) / factor / 1000)), abandoned);
  }
}

/** A clock that belongs to no lab: for tests and tools. */
export function plainClock(mode: ClockMode, host: Machine = machine): Clock {
  let present = mode;
  const clock: Clock = {
    get mode() {
      return present;
    },
    now: () => shown(present, host.now()),
    waitUntil: (at, abandoned) =>
      waitFor(
        at,
        host,
        () => ({ mode: present, now: clock.now() }),
        (moment) => {
          present = { kind: 'frozen', at: moment };
        },
        abandoned,
      ),
  };
  return clock;
}

/**
 * Time in the lab. One unit everywhere inside: whole microseconds since 1970-01-01 UTC, as a number (exact to the year
 * 2255). Nothing outside `src/lab/` may look at a clock of the machine; whoever needs the time is handed it.
 */

/** Microseconds since 1970-01-01T00:00:00Z. */
export type Micros = number;

export const MILLISECOND = 1_000;
export const SECOND = 1_000_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** How the lab's clock runs. */
export type ClockMode =
  /** Follows the machine's clock, plus an offset. */
  | { readonly kind: 'wall'; readonly offset: Micros }
  /** Stands still until it is set or advanced. */
  | { readonly kind: 'frozen'; readonly at: Micros }
  /** Runs `factor` times as fast as the machine's clock since `since` (machine time), when it showed `at`. */
  | { readonly kind: 'scaled'; readonly at: Micros; readonly since: Micros; readonly factor: number };

/** The lab's clock. */
export interface Clock {
  readonly mode: ClockMode;
  now(): Micros;
  /**
   * Waits until the lab shows `at`. With a frozen clock it moves the clock there at once; with the wall or a scaled clock it
   * really waits. `abandoned` ends the wait early.
   */
  waitUntil(at: Micros, abandoned?: AbortSignal): Promise<void>;
}

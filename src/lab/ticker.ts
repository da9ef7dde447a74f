/** Ticks of the machine for screens that follow the lab's clock. The only timers outside the clock itself. */

export interface Ticker {
  /** Calls `tick` every so many milliseconds until the answer is called. */
  every(milliseconds: number, tick: () => void): () => void;
}

/** Ticks in real time. They never keep the process alive by themselves. */
export const machineTicker: Ticker = {
  every(milliseconds, tick) {
    const timer = setInterval(tick, milliseconds);
    timer.unref();
    return () => clearInterval(timer);
  },
};

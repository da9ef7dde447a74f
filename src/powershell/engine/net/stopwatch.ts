/** Stopwatch over the session's clock. */
import { NetValue } from '../../values.ts';

/** A stopwatch over the session's clock. */
export class Stopwatch extends NetValue {
  readonly now: () => number;
  started: number | null;
  total = 0;
  constructor(now: () => number, running: boolean) {
    super();
    this.now = now;
    this.started = running ? now() : null;
  }
  get typeName(): string {
    return 'System.Diagnostics.Stopwatch';
  }
  get ticks(): bigint {
    return BigInt(Math.round(this.total + (this.started === null ? 0 : this.now() - this.started))) * 10n;
  }
}

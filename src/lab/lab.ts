/** The one document of table `lab`. */
import type { ClockMode, Micros } from './time.ts';

export interface LabDoc {
  readonly seed: string;
  readonly clock: ClockMode;
  /** Time of the last commit: the lab never shows an earlier one. */
  readonly at: Micros;
}

/** When the balancer looks next: about once a second, and only where something changed. */
import { type Micros, SECOND } from '../lab/time.ts';
import type { HostSession } from './session.ts';

/** Lets the balancer look at the next whole second, or at `at` where that is later. */
export function schedule(host: HostSession, at: Micros = host.now): void {
  const next = Math.max((Math.floor(host.now / SECOND) + 1) * SECOND, Math.ceil(at / SECOND) * SECOND);
  if (host.doc.balanceAt === null || next < host.doc.balanceAt) host.doc.balanceAt = next;
}

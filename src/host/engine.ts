/** Makes time pass on a host: a discrete-event simulation over its machines, in order of time. */
import type { Micros } from '../lab/time.ts';
import type { GuestFactory } from '../vmbus/port.ts';
import { hostPort } from './host-port.ts';
import type { Engine, HostSession } from './session.ts';

/** The engine over guests made by this factory. */
export function makeEngine(guests: GuestFactory): Engine {
  return { guests, port: hostPort, advance };
}

function advance(_host: HostSession, _until: Micros): void {}

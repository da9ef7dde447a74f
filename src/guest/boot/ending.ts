/** Shutting down, restarting, and what a panic leads to. */
import type { Guest } from '../guest.ts';
import type { Ending } from '../userspace.ts';

/** Seconds that the services take to stop: a few, more for the init scripts of 2013. */
const STOP_SECONDS = { '2013': 6, modern: 3 } as const;

/** init is told to end the system: services stop, then power goes. */
export function beginShutdown(guest: Guest, ending: Ending): void {
  const { run } = guest;
  if (run.stage === 'stopping') return;
  run.stage = 'stopping';
  guest.cancel('boot');
  const seconds = STOP_SECONDS[guest.profile.era] * (0.8 + 0.4 * guest.random('stop').next());
  guest.schedule('stopped', Math.round(seconds * 1_000_000), ending);
  guest.touch();
}

/** The event `stopped`: everything is written, the kernel lets go of the machine. */
export function stoppedEvent(guest: Guest, ending: Ending): void {
  for (const name of Object.keys(guest.run.services.units)) guest.run.services.units[name] = 'stopped';
  guest.userSpace.stop(guest, true);
  const modern = guest.profile.era === 'modern';
  if (ending === 'restart') guest.log(modern ? 'reboot: Restarting system' : 'Restarting system.', 0);
  else guest.log(modern ? 'reboot: Power down' : 'Power down.', 0);
  guest.end(ending === 'restart' ? 'reset' : 'poweroff');
}

/** `halt`: the system has ended, power stays on. */
export function halt(guest: Guest): void {
  guest.userSpace.stop(guest, true);
  guest.log(guest.profile.era === 'modern' ? 'reboot: System halted' : 'System halted.', 0);
  guest.run.stage = 'halted';
  guest.run.queue = [];
  guest.send({ channel: 'heartbeat', message: { type: 'silent' } });
  guest.touch();
}

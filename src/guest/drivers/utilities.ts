/** hv_utils: heartbeat, shutdown, time synchronisation and key-value pairs over the integration channels. */
import type { HeartbeatMessage } from '../../vmbus/heartbeat.ts';
import { IC_STATUS, type IcVersion, type NegotiateMessage } from '../../vmbus/integration.ts';
import type { ShutdownMessage } from '../../vmbus/shutdown.ts';
import type { TimesyncMessage } from '../../vmbus/timesync.ts';
import { beginShutdown } from '../boot/ending.ts';
import { type Guest, kernelAlive } from '../guest.ts';
import type { IcState } from '../state.ts';
import { openChannel } from './bus.ts';

type Service = 'heartbeat' | 'shutdown' | 'timesync' | 'kvp';

const TITLES: Readonly<Record<Service, string>> = {
  heartbeat: 'Heartbeat',
  shutdown: 'Shutdown',
  timesync: 'TimeSync',
  kvp: 'KVP',
};

const SERVICES: readonly Service[] = ['heartbeat', 'shutdown', 'timesync', 'kvp'];

/** Loads the driver: negotiations that came before are answered now. Key-value pairs wait for their daemon. */
export function loadUtilities(guest: Guest): void {
  const { profile } = guest;
  const { drivers, hardware } = guest.run;
  if (!profile.drivers.includes('hv_utils') || drivers.bus === null) return;
  guest.log('hv_utils: Registering HyperV Utility Driver');
  guest.log('hv_vmbus: registering driver hv_utils');
  drivers.utilities = true;
  for (const name of SERVICES) {
    if (drivers[name].offer !== null || hardware.services.includes(name)) open(guest, name);
  }
  const daemon = profile.kvpDaemon;
  if (daemon && guest.run.services.units[daemon] === 'running') registerKvpDaemon(guest);
}

function open(guest: Guest, name: Service): void {
  const state: IcState = guest.run.drivers[name];
  if (state.phase === 'closed') {
    if (!openChannel(guest, name)) return;
    state.phase = 'open';
  }
  answerOffer(guest, name);
}

/** A negotiation of the host arrived: at power-on long before the driver, or when a service was enabled later. */
export function receiveOffer(guest: Guest, name: Service, message: NegotiateMessage): void {
  if (message.type !== 'negotiate') return;
  const state: IcState = guest.run.drivers[name];
  state.offer = { frameworks: [...message.frameworks], services: [...message.services] };
  guest.touch();
  if (guest.run.drivers.utilities && kernelAlive(guest)) open(guest, name);
}

/** The newest offered version that this driver knows. */
function choose(known: readonly IcVersion[], offered: readonly IcVersion[]): IcVersion | null {
  return known.find(({ major, minor }) => offered.some((v) => v.major === major && v.minor === minor)) ?? null;
}

/** Answers a kept negotiation with one version of each, or none. */
function answerOffer(guest: Guest, name: Service): void {
  const state: IcState = guest.run.drivers[name];
  const { offer } = state;
  // Without the daemon the kernel does not answer: the host sees no key at all.
  if (!offer || (name === 'kvp' && !guest.run.drivers.kvp.daemon)) return;
  const { ic } = guest.profile;
  const framework = choose(ic.frameworks, offer.frameworks);
  const service = choose(ic[name], offer.services);
  const ready = framework !== null && service !== null;
  state.offer = null;
  state.framework = ready ? framework : null;
  state.service = ready ? service : null;
  state.phase = ready ? 'ready' : 'open';
  guest.touch();
  if (ready && ic.announces) guest.log(`hv_utils: ${TITLES[name]} IC version ${service.major}.${service.minor}`);
  const answer = { type: 'negotiated', framework: state.framework, service: state.service } as const;
  guest.send({ channel: name, message: answer });
}

export function receiveHeartbeat(guest: Guest, message: HeartbeatMessage): void {
  const state = guest.run.drivers.heartbeat;
  if (state.phase === 'closed' || !kernelAlive(guest)) return;
  if (message.type === 'beat' && state.phase === 'ready') {
    state.sequence = message.sequence + 1;
    guest.touch();
    guest.send({ channel: 'heartbeat', message: { type: 'answer', sequence: state.sequence } });
  }
}

export function receiveShutdown(guest: Guest, message: ShutdownMessage): void {
  const state = guest.run.drivers.shutdown;
  if (state.phase === 'closed' || !kernelAlive(guest)) return;
  if (message.type === 'request' && state.phase === 'ready') {
    guest.send({ channel: 'shutdown', message: { type: 'response', status: IC_STATUS.ok } });
    if (guest.run.stage === 'stopping') return;
    state.requested = message.restart ? 'restart' : 'poweroff';
    const text = message.restart
      ? 'Restart request received - graceful restart initiated'
      : 'Shutdown request received - graceful shutdown initiated';
    guest.log(`hv_utils: ${text}`);
    beginShutdown(guest, state.requested);
  }
}

export function receiveTimesync(guest: Guest, message: TimesyncMessage): void {
  const state = guest.run.drivers.timesync;
  if (state.phase === 'closed' || !kernelAlive(guest)) return;
  if (message.type === 'time' && message.kind === 'sync' && state.phase === 'ready') {
    guest.run.wallBase = message.hostTime - guest.now;
    state.sync++;
    guest.touch();
  }
}

/** The daemon says hello to the kernel; a negotiation that waited for it goes on. */
export function registerKvpDaemon(guest: Guest): void {
  const state = guest.run.drivers.kvp;
  if (state.daemon || !guest.run.drivers.utilities) return;
  state.daemon = true;
  guest.touch();
  if (guest.profile.era === '2013') {
    guest.log('hv_utils: KVP: user-mode registering done.');
  }
  answerOffer(guest, 'kvp');
}

/** The daemon ended: keys can be asked for no more. */
export function kvpDaemonEnded(guest: Guest): void {
  guest.run.drivers.kvp.daemon = false;
  guest.touch();
}

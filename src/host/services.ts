/** The host's ends of the integration channels: negotiation, heartbeat, shutdown, time, key-value pairs. */
import type { Micros } from '../lab/time.ts';
import type { BusMessage, Openable } from '../vmbus/bus.ts';
import type { Packet } from '../vmbus/channels.ts';
import { IC_STATUS, type IcVersion, type NegotiateMessage } from '../vmbus/integration.ts';
import type { KvpMessage } from '../vmbus/kvp.ts';
import type { ShutdownMessage } from '../vmbus/shutdown.ts';
import { addressesIn } from './kvp-view.ts';
import { clearTimer, setTimer } from './timers.ts';
import { PATIENCE } from './transitions.ts';
import type { ServiceKey, ServiceRun, VmRun } from './types.ts';
import type { Vm } from './vm.ts';

/** Channels that are negotiated here. */
type IcChannel = 'heartbeat' | 'shutdown' | 'timesync' | 'kvp';

const v = (major: number, minor = 0): IcVersion => ({ major, minor });
const FRAMEWORKS = [v(3), v(1)];

/** What the host offers on each channel (drivers/hv/hv_util.c and hv_kvp.c list the same from the guest's side). */
const OFFERS: Readonly<Record<IcChannel, readonly IcVersion[]>> = {
  heartbeat: [v(3), v(1)],
  shutdown: [v(3), v(1)],
  timesync: [v(4), v(3), v(1)],
  kvp: [v(4), v(3)],
};

const isChannel = (key: string): key is IcChannel => key in OFFERS;

/** Offers every enabled service to a guest that was powered on. */
export function beginServices(vm: Vm): void {
  for (const key of vm.doc.services) beginService(vm, key);
}

/** Offers one service: at power-on, or when it is enabled later. */
export function beginService(vm: Vm, key: ServiceKey): void {
  const run = vm.doc.run as VmRun;
  run.services[key] = { negotiated: null, silentSince: null, mismatch: false };
  // Once the guest is on the bus, a service that is enabled later is offered at once.
  if (run.openChannels.length > 0) negotiate(vm, key);
}

/** What happens on the bus before any channel speaks. */
export function receiveBus(vm: Vm, message: BusMessage): void {
  const run = vm.doc.run;
  if (!run) return;
  if (message.type === 'open') {
    if (!run.openChannels.includes(message.channel)) run.openChannels.push(message.channel);
    if (isChannel(message.channel) && run.services[message.channel]) negotiate(vm, message.channel);
  } else if (message.type === 'close') {
    run.openChannels = run.openChannels.filter((channel) => channel !== message.channel);
    forget(vm, message.channel);
  } else if (message.type === 'unload') {
    const closed = run.openChannels;
    run.openChannels = [];
    for (const channel of closed) forget(vm, channel);
  }
}

/** A channel was closed: what was agreed on it holds no more. */
function forget(vm: Vm, channel: string): void {
  const run = vm.doc.run as VmRun;
  if (channel === 'balloon') run.memory.capabilities = null;
  const service = isChannel(channel) ? run.services[channel] : undefined;
  if (service) service.negotiated = null;
  if (channel === 'kvp') {
    run.kvp = {};
    run.kvpIndex = null;
    clearTimer(vm, 'kvp');
  }
}

/** The host's first message on a channel that the guest has opened. */
function negotiate(vm: Vm, key: ServiceKey | Openable): void {
  if (!isChannel(key)) return;
  const message = { type: 'negotiate', frameworks: FRAMEWORKS, services: OFFERS[key] } as const;
  deliver(vm, { channel: key, message });
}

/** Takes one service away from a running guest. */
export function endService(vm: Vm, key: ServiceKey): void {
  const run = vm.doc.run as VmRun;
  delete run.services[key];
  if (key === 'kvp') {
    run.kvp = {};
    clearTimer(vm, 'kvp');
  }
}

/** A message to the guest, now. */
export function deliver(vm: Vm, packet: Packet): void {
  vm.guest.deliver(packet, vm.host.now);
  vm.host.rescheduled?.(vm);
}

/** The guest's answer on one of these channels. */
export function receive(vm: Vm, packet: Packet, at: Micros): void {
  const key = packet.channel;
  const service = isChannel(key) ? vm.doc.run?.services[key] : undefined;
  if (!service || !isChannel(key)) return;
  const { message } = packet;
  if (message.type === 'negotiated') negotiated(vm, key, service, message);
  else if (key === 'heartbeat') service.silentSince = message.type === 'silent' ? (service.silentSince ?? at) : null;
  else if (key === 'shutdown') shutdownAnswered(vm, message as ShutdownMessage, at);
  else if (key === 'kvp') kvpAnswered(vm, message as KvpMessage);
}

function negotiated(
  vm: Vm,
  key: IcChannel,
  service: ServiceRun,
  message: Extract<NegotiateMessage, { type: 'negotiated' }>,
): void {
  const { framework, service: version } = message;
  service.mismatch = framework === null || version === null;
  if (framework === null || version === null) return;
  const text = ({ major, minor }: IcVersion) => `${major}.${minor}`;
  service.negotiated = { framework: text(framework), service: text(version) };
  if (key === 'heartbeat') deliver(vm, { channel: 'heartbeat', message: { type: 'beat', sequence: 1 } });
  if (key === 'timesync') syncTime(vm);
  if (key === 'kvp') askKvp(vm);
}

/** Sets the guest's clock: when its driver connects, and when the machine goes on after standing still. */
export function syncTime(vm: Vm): void {
  if (!vm.doc.run?.services.timesync?.negotiated) return;
  deliver(vm, { channel: 'timesync', message: { type: 'time', hostTime: vm.host.now, kind: 'sync' } });
}

/** True where a shutdown request would reach the guest. */
export function canShutDown(vm: Vm): boolean {
  const service = vm.doc.run?.services.shutdown;
  return vm.doc.services.includes('shutdown') && service?.negotiated != null && service.silentSince === null;
}

function shutdownAnswered(vm: Vm, message: ShutdownMessage, at: Micros): void {
  const shutdown = vm.doc.run?.shutdown;
  if (message.type !== 'response' || shutdown?.outcome !== 'pending') return;
  shutdown.status = message.status;
  if (message.status === IC_STATUS.ok) {
    vm.doc.state = 'Stopping';
    setTimer(vm, 'shutdownTimeout', at + PATIENCE.shutdown);
  } else {
    shutdown.outcome = 'refused';
    clearTimer(vm, 'shutdownTimeout');
  }
}

/** Reads all pairs that the guest tells of itself, one after another. */
export function askKvp(vm: Vm): void {
  const run = vm.doc.run;
  if (!run?.services.kvp?.negotiated) return;
  run.kvpIndex = 0;
  setTimer(vm, 'kvp', askAgainAt(vm, run));
  deliver(vm, { channel: 'kvp', message: { type: 'enumerate', pool: 'auto', index: 0 } });
}

/** At growing intervals: an idle machine must cost nothing. */
function askAgainAt(vm: Vm, run: VmRun): Micros {
  return vm.host.now + PATIENCE.kvp * 2 ** Math.min(run.kvpTries++, 20);
}

function kvpAnswered(vm: Vm, message: KvpMessage): void {
  const run = vm.doc.run;
  if (message.type !== 'reply' || !run || run.kvpIndex === null) return;
  if (message.pair) {
    run.kvp[message.pair.key] = message.pair.value;
    run.kvpIndex++;
    deliver(vm, { channel: 'kvp', message: { type: 'enumerate', pool: 'auto', index: run.kvpIndex } });
  } else if (message.status === IC_STATUS.continue) {
    run.kvpIndex = null;
    clearTimer(vm, 'kvp');
    // An address may come later: it is asked for again, at growing intervals.
    const connected = vm.doc.adapters.some((adapter) => adapter.switchName !== null);
    if (connected && addressesIn(run.kvp).length === 0) setTimer(vm, 'kvp', askAgainAt(vm, run));
    else run.kvpTries = 0;
  }
  // Any other status: nobody answers in the guest yet; the timer asks again.
}

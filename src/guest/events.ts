/** Which part handles which event and which packet. */
import type { Json } from '../lab/store.ts';
import type { Packet } from '../vmbus/channels.ts';
import { stoppedEvent } from './boot/ending.ts';
import { bootEvent } from './boot/steps.ts';
import { balloonTimeout, receiveBalloon } from './drivers/balloon.ts';
import { balloonTick } from './drivers/balloon-report.ts';
import { balloonWork, onlineWaitOver } from './drivers/balloon-work.ts';
import { receiveStorage } from './drivers/bus.ts';
import { receiveKvp } from './drivers/kvp.ts';
import { receiveHeartbeat, receiveOffer, receiveShutdown, receiveTimesync } from './drivers/utilities.ts';
import type { Guest } from './guest.ts';
import { panicReboot } from './kernel/panic.ts';
import type { Ending } from './userspace.ts';

export type Handler = (guest: Guest, data: Json) => void;

/** Handlers of queued events by kind. */
export const HANDLERS: Readonly<Record<string, Handler>> = {
  boot: bootEvent,
  stopped: (guest, data) => stoppedEvent(guest, data as Ending),
  'panic:reboot': panicReboot,
  'balloon:timeout': balloonTimeout,
  'balloon:tick': balloonTick,
  'balloon:work': balloonWork,
  'balloon:online': onlineWaitOver,
};

type ServiceChannel = 'heartbeat' | 'shutdown' | 'timesync' | 'kvp';

function isService(channel: string): channel is ServiceChannel {
  return ['heartbeat', 'shutdown', 'timesync', 'kvp'].includes(channel);
}

/** A packet from the host. */
export function dispatch(guest: Guest, packet: Packet): void {
  const { callbacks } = guest.run.kernel;
  if (packet.message.type === 'negotiate' && isService(packet.channel)) {
    receiveOffer(guest, packet.channel, packet.message);
    return;
  }
  if (guest.run.drivers.bus === null) return;
  callbacks[0] = (callbacks[0] ?? 0) + 1;
  switch (packet.channel) {
    case 'heartbeat':
      receiveHeartbeat(guest, packet.message);
      return;
    case 'shutdown':
      receiveShutdown(guest, packet.message);
      return;
    case 'timesync':
      receiveTimesync(guest, packet.message);
      return;
    case 'kvp':
      receiveKvp(guest, packet.message);
      return;
    case 'balloon':
      receiveBalloon(guest, packet.message);
      return;
    case 'storage':
      receiveStorage(guest, packet.instance, packet.message);
      return;
    default:
      return;
  }
}

/**
 * All channels and their messages in one union. Each channel's own file has its message types, GUIDs and versions.
 * A packet is what crosses: the channel's name, an instance (the number of a SCSI controller) and a message.
 */
import type { BalloonMessage } from './balloon.ts';
import type { BusMessage } from './bus.ts';
import type { HeartbeatMessage } from './heartbeat.ts';
import type { KvpMessage } from './kvp.ts';
import type { ShutdownMessage } from './shutdown.ts';
import type { StorageMessage } from './storage.ts';
import type { TimesyncMessage } from './timesync.ts';

export type Packet =
  | { readonly channel: 'bus'; readonly message: BusMessage }
  | { readonly channel: 'heartbeat'; readonly message: HeartbeatMessage }
  | { readonly channel: 'shutdown'; readonly message: ShutdownMessage }
  | { readonly channel: 'timesync'; readonly message: TimesyncMessage }
  | { readonly channel: 'kvp'; readonly message: KvpMessage }
  | { readonly channel: 'balloon'; readonly message: BalloonMessage }
  | { readonly channel: 'storage'; readonly instance: number; readonly message: StorageMessage };

export type ChannelName = Packet['channel'];

/** One message as a trace shows it. */
export interface TraceEntry {
  readonly at: number;
  readonly direction: 'host->guest' | 'guest->host';
  readonly packet: Packet;
}

/** The heartbeat channel: the host asks about every two seconds, the guest adds one to the sequence number. */
import type { NegotiateMessage } from './integration.ts';

export const HEARTBEAT_CLASS = '57164f39-9115-4e78-ab55-382f3bd5422d';
/** Seconds between two requests of the host. */
export const HEARTBEAT_SECONDS = 2;

export type HeartbeatMessage =
  | NegotiateMessage
  | { readonly type: 'beat'; readonly sequence: number }
  | { readonly type: 'answer'; readonly sequence: number }
  /** The guest's end went away for good (crash, hang, driver unloaded) or came back: stands for missing answers. */
  | { readonly type: 'silent' };

/** The time-synchronisation channel: the host sends its time at connection, after resume, and every five seconds as a sample. */
import type { NegotiateMessage } from './integration.ts';

export const TIMESYNC_CLASS = '9527e630-d0ae-497b-adce-e80ab0175caf';

export type TimesyncMessage =
  | NegotiateMessage
  /** `hostTime` in micros since 1970; `sync` sets the guest's clock, a sample does not. */
  | { readonly type: 'time'; readonly hostTime: number; readonly kind: 'sync' | 'sample' };

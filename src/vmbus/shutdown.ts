/** The shutdown channel. */
import type { NegotiateMessage } from './integration.ts';

export const SHUTDOWN_CLASS = '0e0b6031-5213-4934-818b-38d90ced39db';

export type ShutdownMessage =
  | NegotiateMessage
  | {
      readonly type: 'request';
      readonly reason: string;
      /** Power off, or restart. */
      readonly restart: boolean;
      readonly force: boolean;
    }
  | { readonly type: 'response'; readonly status: number };

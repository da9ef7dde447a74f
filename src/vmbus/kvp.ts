/** The key-value pair channel (hv_kvp). */
import type { NegotiateMessage } from './integration.ts';

export const KVP_CLASS = 'a9a0f4e7-5a45-4d96-b827-8a841e8c03e6';

/** 0 to 4 on the wire, in this order. */
export type KvpPool = 'external' | 'guest' | 'auto' | 'autoExternal' | 'autoInternal';

export interface KvpPair {
  readonly key: string;
  readonly value: string;
}

export type KvpMessage =
  | NegotiateMessage
  | { readonly type: 'enumerate'; readonly pool: KvpPool; readonly index: number }
  | { readonly type: 'set'; readonly pool: KvpPool; readonly pair: KvpPair }
  | { readonly type: 'delete'; readonly pool: KvpPool; readonly key: string }
  | { readonly type: 'get'; readonly pool: KvpPool; readonly key: string }
  /** Answer: `pair` null with status `continue` ends an enumeration. */
  | { readonly type: 'reply'; readonly status: number; readonly pair: KvpPair | null };

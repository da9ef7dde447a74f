/** Tables of types that few scripts name; loaded when the first of them is asked for. */
import { CREDENTIAL_TYPES } from './credentials.ts';
import { CRYPTO_TYPES } from './crypto.ts';
import { DATE_OFFSET_TYPES } from './date-offset.ts';
import type { NetType } from './net-type.ts';
import { NETWORK_TYPES } from './network.ts';
import { RANDOM_TYPES } from './random.ts';
import { SEMANTIC_VERSION } from './semantic-version.ts';
import { TEXT_TOOL_TYPES } from './text-tools.ts';
import { URI_TYPES } from './uri.ts';

const byName = new Map<string, NetType>(
  [
    ...CREDENTIAL_TYPES,
    ...CRYPTO_TYPES,
    ...DATE_OFFSET_TYPES,
    ...NETWORK_TYPES,
    ...RANDOM_TYPES,
    ...TEXT_TOOL_TYPES,
    ...URI_TYPES,
    SEMANTIC_VERSION,
  ].map((t) => [t.name, t]),
);

/** The table of one of these types; undefined for all others. */
export function rareTable(name: string): NetType | undefined {
  return byName.get(name);
}

/** Values on their way to another process: serialized here, rebuilt there. */
import { fromClixml } from '../cmdlets/clixml/read.ts';
import { toClixml } from '../cmdlets/clixml/write.ts';
import { ErrorObject } from '../engine/errors.ts';
import type { PSValue } from '../values.ts';
import { carried } from './run.ts';

/** How deep objects go in remoting (MS-PSRP, section 2.2.5: objects below are texts). */
const DEPTH = 1;

/** What arrives at the other end. */
export function rebuilt(value: PSValue): PSValue {
  if (value === null || typeof value !== 'object') return value;
  if (value instanceof ErrorObject) return carried(value);
  return fromClixml(toClixml([value], DEPTH))[0] ?? null;
}

/** Checks of the names that scripts give to new nodes. */
import { NetError } from '../engine/errors.ts';
import { xmlFault } from './errors.ts';

/** The name, if an element or attribute may have it. */
export function checkedName(name: string): string {
  if (name === '')
    throw new NetError(
      'System.ArgumentException',
      'The local name for elements or attributes cannot be null or an empty string.',
    );
  const first = name[0]!;
  const hex = (c: string): string => `0x${c.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
  if (!/[:\p{L}_]/u.test(first))
    throw xmlFault(`Name cannot begin with the '${first}' character, hexadecimal value ${hex(first)}.`);
  const bad = /[^\p{L}\p{N}\p{M}_:.\-\u00b7]/u.exec(name);
  if (bad) throw xmlFault(`The '${bad[0]}' character, hexadecimal value ${hex(bad[0])}, cannot be included in a name.`);
  return name;
}

/** Count and Length of single values are the language's: what has one of its own. */
import { Hashtable, type PSValue } from '../values.ts';
import { enumerable } from './collections.ts';
import { PSObj } from './psobject.ts';

/** True where the value itself has a Count or Length. */
export const hasOwnLength = (value: PSValue, name: string): boolean =>
  typeof value === 'string'
    ? name.toLowerCase() === 'length'
    : value instanceof PSObj
      ? value.get(name) !== undefined
      : value instanceof Hashtable || enumerable(value) !== undefined;

/**
 * Places in arrays, tables and objects that hold what a command without output left. They read as null; a pipeline passes
 * them over. What looks at the container need not know of them: they are kept beside it.
 */
import type { PSValue } from '../values.ts';
import { exactKey } from './collections.ts';

const places = new WeakMap<object, Set<string | number>>();

/** False as long as there is no such place at all. */
export const noValues = { any: false };

/** Remembers that this place of the container has no value. */
export function markNoValue(container: object, at: string | number): void {
  noValues.any = true;
  const known = places.get(container);
  if (known) known.add(at);
  else places.set(container, new Set([at]));
}

/** Forgets it again. */
export function unmarkNoValue(container: object, at: string | number): void {
  places.get(container)?.delete(at);
}

/** True where the container's null at this place is no value. */
export function isNoValue(container: object, at: string | number): boolean {
  return places.get(container)?.has(at) ?? false;
}

/** How a key of a table or a member's name marks its place. */
export const placeOf = (key: PSValue): string => exactKey(typeof key === 'string' ? key.toLowerCase() : key);

/** The items of a list without those that are no value. */
export function realItems(items: readonly PSValue[]): readonly PSValue[] {
  if (!noValues.any || !places.has(items)) return items;
  return items.filter((v, i) => v !== null || !isNoValue(items, i));
}

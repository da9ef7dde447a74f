/** SortedDictionary and SortedList: tables that keep their keys in order. */
import type { PSValue } from '../../values.ts';
import { Dictionary } from '../collections.ts';
import { sortOrder } from '../compare.ts';

/** A table in the order of its keys. */
export class SortedTable extends Dictionary {
  override set(key: PSValue, value: PSValue): void {
    const before = this.entries.size;
    super.set(key, value);
    if (this.entries.size === before) return;
    const all = [...this.entries].sort(([, a], [, b]) => sortOrder(a.key, b.key, true));
    this.entries.clear();
    for (const [k, entry] of all) this.entries.set(k, entry);
  }
}

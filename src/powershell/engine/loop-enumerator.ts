/** $foreach, $switch and $input: what a loop or a block goes through, in the hands of a script. */
import type { PSValue } from '../values.ts';
import { EnumerableData } from './collections.ts';
import { toText } from './convert.ts';
import type { Frame } from './frame.ts';
import { PSObj } from './psobject.ts';

/** Where a loop stands among its items. */
export class Cursor {
  readonly items: readonly PSValue[];
  at = -1;
  constructor(items: readonly PSValue[]) {
    this.items = items;
  }
  next(): boolean {
    if (this.at < this.items.length) this.at++;
    return this.at < this.items.length;
  }
  get current(): PSValue {
    return this.items[this.at] ?? null;
  }
}

/** An enumerator's part that enumerates: what lies after the cursor. */
export class CursorData extends EnumerableData {
  readonly cursor: Cursor;
  constructor(cursor: Cursor) {
    super(() => cursor.items.slice(cursor.at + 1));
    this.cursor = cursor;
  }
  call(key: string): PSValue | undefined {
    if (key === 'movenext') return this.cursor.next();
    if (key !== 'reset') return undefined;
    this.cursor.at = -1;
    return null;
  }
}

/** The cursor as a script sees it. */
function enumerator(cursor: Cursor, type: string): PSObj {
  const object = new PSObj([type, 'System.Object']);
  object.members.add({ name: 'Current', kind: 'property', readonly: true, get: () => cursor.current });
  object.data = new CursorData(cursor);
  object.toText = () =>
    cursor.items
      .slice(cursor.at + 1)
      .map((item) => toText(item))
      .join(' ');
  return object;
}

export const isCursorMethod = (target: PSValue, key: string): boolean =>
  target instanceof PSObj && target.data instanceof CursorData && (key === 'movenext' || key === 'reset');

/** $input over `items`. PowerShell's is used up by the first look at it; this one is not. */
export const inputEnumerator = (items: readonly PSValue[]): PSObj =>
  enumerator(new Cursor(items), 'System.Collections.ArrayList+ArrayListEnumeratorSimple');

/** True where the text of a loop's body names its enumerator. */
export function namesEnumerator(text: string, name: 'foreach' | 'switch'): boolean {
  return new RegExp(`\\$\\{?${name}\\b`, 'i').test(text);
}

/** Puts the enumerator into its variable; the answer puts back what was there. */
export function showCursor(f: Frame, name: 'foreach' | 'switch', cursor: Cursor): () => void {
  const variable = f.scope.local(name);
  const before = variable.value;
  variable.value = enumerator(cursor, 'System.ArrayEnumerator');
  return () => {
    variable.value = before;
  };
}

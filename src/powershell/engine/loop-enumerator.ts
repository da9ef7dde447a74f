/** $foreach and $switch: what a loop goes through, in the hands of its body. */
import type { PSValue } from '../values.ts';
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

/** The cursor as a script sees it. */
function enumerator(cursor: Cursor): PSObj {
  const object = new PSObj(['System.ArrayEnumerator', 'System.Object']);
  object.members.add({ name: 'Current', kind: 'property', readonly: true, get: () => cursor.current });
  object.data = {
    call: (key: string): PSValue | undefined => {
      if (key === 'movenext') return cursor.next();
      if (key !== 'reset') return undefined;
      cursor.at = -1;
      return null;
    },
  };
  return object;
}

/** True where the text of a loop's body names its enumerator. */
export function namesEnumerator(text: string, name: 'foreach' | 'switch'): boolean {
  return new RegExp(`\\$\\{?${name}\\b`, 'i').test(text);
}

/** Puts the enumerator into its variable; the answer puts back what was there. */
export function showCursor(f: Frame, name: 'foreach' | 'switch', cursor: Cursor): () => void {
  const variable = f.scope.local(name);
  const before = variable.value;
  variable.value = enumerator(cursor);
  return () => {
    variable.value = before;
  };
}

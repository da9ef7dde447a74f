/** Instance methods and properties of arrays, lists and hashtables. */
import { CastError } from '../cast-error.ts';
import { Hashtable, type PSValue, TypedArray } from '../values.ts';
import { enumerable, List, OrderedDictionary, tableEntry, tableKey } from './collections.ts';
import { equals, sortOrder } from './compare.ts';
import { netText, toText } from './convert.ts';
import { NetError, runtimeError } from './errors.ts';
import { int, type Methods, NO_OVERLOAD, VOID } from './method-tools.ts';

const exactly = (a: PSValue, b: PSValue): boolean =>
  typeof a === 'string' && typeof b === 'string' ? a === b : typeof a === typeof b && equals(a, b, true);

function fixedSize(): NetError {
  return new NetError('System.NotSupportedException', 'Collection was of a fixed size.');
}

/** Methods of arrays. */
export const ARRAY: Methods<PSValue[] | TypedArray> = {
  contains: (a, args) => enumerable(a)!.some((x) => exactly(x, args[0] ?? null)),
  indexof: (a, args) => enumerable(a)!.findIndex((x) => exactly(x, args[0] ?? null)),
  getvalue: (a, args) => enumerable(a)![int(args[0]!)] ?? null,
  setvalue: (a, args) => {
    (Array.isArray(a) ? a : a.items)[int(args[1]!)] = args[0]!;
    return VOID;
  },
  getlength: (a) => enumerable(a)!.length,
  getupperbound: (a) => enumerable(a)!.length - 1,
  getlowerbound: () => 0,
  clone: (a) => (Array.isArray(a) ? [...a] : new TypedArray(a.elementType, [...a.items])),
  copyto: (a, args) => {
    const to = args[0] as PSValue[] | TypedArray;
    const at = int(args[1]!);
    enumerable(a)!.forEach((x, i) => {
      (Array.isArray(to) ? to : to.items)[at + i] = x;
    });
    return VOID;
  },
  getenumerator: (a) => [...enumerable(a)!],
  add: () => {
    throw fixedSize();
  },
  insert: () => {
    throw fixedSize();
  },
  remove: () => {
    throw fixedSize();
  },
  removeat: () => {
    throw fixedSize();
  },
  clear: (a) => {
    const items = Array.isArray(a) ? a : a.items;
    items.fill(null);
    return VOID;
  },
  tostring: (a) => netText(a),
  get: (a, args) => enumerable(a)![int(args[0]!)] ?? null,
  equals: (a, args) => a === args[0],
};

function outOfRange(
  name: string,
  message = 'Index was out of range. Must be non-negative and less than the size of the collection.',
): NetError {
  return new NetError('System.ArgumentOutOfRangeException', `${message} (Parameter '${name}')`);
}

/** The value as the list's element; `method` is what was called. */
function put(l: List, v: PSValue, method = 'Add'): PSValue {
  try {
    return l.element ? l.element(v) : v;
  } catch (e) {
    if (!(e instanceof CastError)) throw e;
    const type = /\[(.*)\]$/.exec(l.typeName)?.[1] ?? 'System.Object';
    throw new CastError(
      `Cannot convert argument "item", with value: "${netText(v)}", for "${method}" to type "${type}": "${e.message}"`,
    );
  }
}

/** Sorts as List.Sort() does; a comparer given as script block is handled by the engine. */
const sorted = (items: PSValue[]): PSValue[] => items.sort((a, b) => sortOrder(a, b, true));

/** Methods of List<T>, ArrayList, Queue, Stack and HashSet. */
export const LIST: Methods<List> = {
  add: (l, args) => {
    const value = put(l, args[0] ?? null);
    if (l.kind === 'set') {
      if (l.items.some((x) => exactly(x, value))) return false;
      l.items.push(value);
      return true;
    }
    l.items.push(value);
    return l.kind === 'arraylist' ? l.items.length - 1 : VOID;
  },
  addrange: (l, args) => {
    l.items.push(...(enumerable(args[0]!) ?? [args[0]!]).map((v) => put(l, v)));
    return VOID;
  },
  insert: (l, args) => {
    const at = int(args[0]!);
    if (at < 0 || at > l.items.length) throw outOfRange('index', 'Index must be within the bounds of the List.');
    l.items.splice(at, 0, put(l, args[1]!, 'Insert'));
    return VOID;
  },
  insertrange: (l, args) => {
    l.items.splice(int(args[0]!), 0, ...(enumerable(args[1]!) ?? []).map((v) => put(l, v)));
    return VOID;
  },
  remove: (l, args) => {
    const at = l.items.findIndex((x) => exactly(x, args[0] ?? null));
    if (at >= 0) l.items.splice(at, 1);
    return l.kind === 'arraylist' ? VOID : at >= 0;
  },
  removeat: (l, args) => {
    const at = int(args[0]!);
    if (at < 0 || at >= l.items.length) throw outOfRange('index');
    l.items.splice(at, 1);
    return VOID;
  },
  removerange: (l, args) => {
    l.items.splice(int(args[0]!), int(args[1]!));
    return VOID;
  },
  clear: (l) => {
    l.items.length = 0;
    return VOID;
  },
  contains: (l, args) => l.items.some((x) => exactly(x, args[0] ?? null)),
  indexof: (l, args) => l.items.findIndex((x) => exactly(x, args[0] ?? null)),
  lastindexof: (l, args) => l.items.findLastIndex((x) => exactly(x, args[0] ?? null)),
  reverse: (l) => {
    l.items.reverse();
    return VOID;
  },
  sort: (l, args) => {
    if (args.length) return NO_OVERLOAD;
    sorted(l.items);
    return VOID;
  },
  toarray: (l) => {
    const element = /\[(.*)\]$/.exec(l.typeName)?.[1] ?? 'System.Object';
    const items = [...enumerable(l)!];
    return element === 'System.Object' ? items : new TypedArray(element, items);
  },
  getrange: (l, args) => new List(l.typeName, l.kind, l.items.slice(int(args[0]!), int(args[0]!) + int(args[1]!))),
  copyto: (l, args) => {
    const to = args[0] as PSValue[] | TypedArray;
    l.items.forEach((x, i) => {
      (Array.isArray(to) ? to : to.items)[int(args[1] ?? 0) + i] = x;
    });
    return VOID;
  },
  clone: (l) => new List(l.typeName, l.kind, [...l.items]),
  getenumerator: (l) => [...enumerable(l)!],
  enqueue: (l, args) => {
    l.items.push(put(l, args[0]!, 'Enqueue'));
    return VOID;
  },
  push: (l, args) => {
    l.items.push(put(l, args[0]!, 'Push'));
    return VOID;
  },
  dequeue: (l) => {
    if (!l.items.length) throw new NetError('System.InvalidOperationException', 'Queue empty.');
    return l.items.shift()!;
  },
  pop: (l) => {
    if (!l.items.length) throw new NetError('System.InvalidOperationException', 'Stack empty.');
    return l.items.pop()!;
  },
  peek: (l) => (l.kind === 'stack' ? l.items.at(-1) : l.items[0]) ?? null,
  unionwith: (l, args) => {
    for (const v of enumerable(args[0]!) ?? []) if (!l.items.some((x) => exactly(x, v))) l.items.push(v);
    return VOID;
  },
  intersectwith: (l, args) => {
    const other = enumerable(args[0]!) ?? [];
    l.items = l.items.filter((x) => other.some((o) => exactly(o, x)));
    return VOID;
  },
  exceptwith: (l, args) => {
    const other = enumerable(args[0]!) ?? [];
    l.items = l.items.filter((x) => !other.some((o) => exactly(o, x)));
    return VOID;
  },
  issubsetof: (l, args) => l.items.every((x) => (enumerable(args[0]!) ?? []).some((o) => exactly(o, x))),
  tostring: (l) => l.typeName,
  trimexcess: () => VOID,
  asreadonly: (l) => l,
  get_count: (l) => l.items.length,
  get_item: (l, args) => l.items[int(args[0]!)] ?? null,
};

/** Methods of hashtables and dictionaries. */
export const TABLE: Methods<Hashtable> = {
  add: (t, args) => {
    if (args.length < 2) return NO_OVERLOAD;
    if (args[0] === null) throw new NetError('System.ArgumentNullException', "Key cannot be null. (Parameter 'key')");
    if (t.get(args[0]!) !== undefined || t.entries.has(tableKey(t, args[0]!))) {
      const key = toText(args[0]!);
      throw new NetError(
        'System.ArgumentException',
        t.typeName === 'System.Collections.Hashtable'
          ? `Item has already been added. Key in dictionary: '${key}'  Key being added: '${key}'`
          : `An item with the same key has already been added. Key: ${key}`,
      );
    }
    t.set(args[0]!, args[1]!);
    return VOID;
  },
  tryadd: (t, args) => {
    if (!/Dictionary`2/.test(t.typeName) || args.length !== 2) return NO_OVERLOAD;
    if (t.entries.has(tableKey(t, args[0]!))) return false;
    t.set(args[0]!, args[1]!);
    return true;
  },
  remove: (t, args) => {
    const had = t.entries.delete(tableKey(t, args[0]!));
    return t.typeName.includes('Dictionary`') ? had : VOID;
  },
  removeat: (t, args) => {
    const key = [...t.entries.keys()][int(args[0]!)];
    if (key !== undefined) t.entries.delete(key);
    return VOID;
  },
  insert: (t, args) => {
    const all = [...t.entries.values()];
    t.entries.clear();
    all.splice(int(args[0]!), 0, { key: args[1]!, value: args[2]! });
    for (const e of all) t.set(e.key, e.value);
    return VOID;
  },
  clear: (t) => {
    t.entries.clear();
    return VOID;
  },
  contains: (t, args) => t.get(args[0] ?? null) !== undefined,
  containskey: (t, args) => t.get(args[0] ?? null) !== undefined,
  containsvalue: (t, args) => [...t.entries.values()].some((e) => exactly(e.value, args[0] ?? null)),
  getenumerator: (t) => [...t.entries.values()].map((e) => tableEntry(t, e.key, e.value)),
  clone: (t) => {
    const copy = t instanceof OrderedDictionary ? new OrderedDictionary() : new Hashtable();
    for (const e of t.entries.values()) copy.set(e.key, e.value);
    return copy;
  },
  copyto: () => VOID,
  get_item: (t, args) => t.get(args[0]!) ?? null,
  set_item: (t, args) => {
    t.set(args[0]!, args[1]!);
    return VOID;
  },
  item: (t, args) => t.get(args[0]!) ?? null,
  trygetvalue: (t, args) => {
    const found = t.get(args[0]!);
    const ref = args[1] as unknown as { set?: (v: PSValue) => void };
    ref?.set?.(found ?? null);
    return found !== undefined;
  },
  tostring: (t) => t.typeName,
  equals: (t, args) => t === args[0],
};

/** `$list[$i]` beyond the end in strict mode, and assignments there. */
export function indexError(): ReturnType<typeof runtimeError> {
  return runtimeError('System.IndexOutOfRangeException', 'Index was outside the bounds of the array.', {
    category: 'OperationStopped',
    exceptionType: 'System.IndexOutOfRangeException',
  });
}

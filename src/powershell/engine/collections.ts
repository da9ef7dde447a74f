/** The collections of .NET that scripts make, and their enumeration. */
import { displayText } from '../format/display-text.ts';
import {
  Char,
  EnumValue,
  Guid,
  Hashtable,
  listItems,
  NetValue,
  Num,
  type PSValue,
  TypedArray,
  typeNameOf,
} from '../values.ts';
import { PSObj } from './psobject.ts';

/** [ordered]@{}: an OrderedDictionary. */
export class OrderedDictionary extends Hashtable {
  override get typeName(): string {
    return 'System.Collections.Specialized.OrderedDictionary';
  }
}

/** Dictionary<K,V> and its kin: strings are told apart by case. */
export class Dictionary extends Hashtable {
  readonly #type: string;
  constructor(type: string) {
    super();
    this.#type = type;
  }
  override get typeName(): string {
    return this.#type;
  }
  override get(key: PSValue): PSValue | undefined {
    return this.entries.get(exactKey(key))?.value;
  }
  override set(key: PSValue, value: PSValue): void {
    const k = exactKey(key);
    const entry = this.entries.get(k);
    if (entry) entry.value = value;
    else this.entries.set(k, { key, value });
  }
}

let next = 0;
const ids = new WeakMap<object, number>();

/** A text that is the same for equal keys only. */
export function exactKey(key: PSValue): string {
  if (typeof key === 'string') return `S${key}`;
  if (key instanceof Num) return `${key.kind}${key.value}/${key.scale}`;
  if (key instanceof EnumValue) return `e${key.type.name}${key.value}`;
  if (key instanceof Guid) return `g${key.text}`;
  if (key instanceof Char) return `c${key.code}`;
  if (typeof key === 'object' && key !== null) {
    let id = ids.get(key);
    if (id === undefined) {
      id = next++;
      ids.set(key, id);
    }
    return `o${id}`;
  }
  return `${typeof key}${key}`;
}

/** Key of a table's entry as that table compares keys. */
export function tableKey(table: Hashtable, key: PSValue): string {
  if (table instanceof Dictionary) return exactKey(key);
  for (const k of table.entries.keys()) {
    // The table's own key function is private to it: ask through a probe of the same kind.
    if (typeof key !== 'string') break;
    if (k === `s${key.toUpperCase()}`) return k;
  }
  if (typeof key === 'string') return `s${key.toUpperCase()}`;
  for (const [k, e] of table.entries) if (exactKey(e.key) === exactKey(key)) return k;
  return '';
}

/** List<T>, ArrayList, Collection<T>, Queue, Stack, HashSet: items and a name. */
export class List extends NetValue {
  items: PSValue[];
  readonly #type: string;
  readonly kind: 'list' | 'arraylist' | 'queue' | 'stack' | 'set';
  /** Converts what is put in. */
  element: ((value: PSValue) => PSValue) | null = null;
  constructor(type: string, kind: List['kind'], items: PSValue[] = []) {
    super();
    this.#type = type;
    this.kind = kind;
    this.items = items;
  }
  get typeName(): string {
    return this.#type;
  }
}

/** An entry of a hashtable as an object. */
export function dictionaryEntry(key: PSValue, value: PSValue): PSObj {
  const entry = new PSObj(['System.Collections.DictionaryEntry', 'System.ValueType', 'System.Object']);
  entry.members.add({ name: 'Name', kind: 'alias', target: 'Key' });
  entry.members.add({ name: 'Key', kind: 'property', value: key });
  entry.members.add({ name: 'Value', kind: 'property', value });
  entry.toText = () => `[${displayText(key)}, ${displayText(value)}]`;
  return entry;
}

/** A KeyValuePair<K,V>; `type` is its full name. */
export function keyValuePair(type: string, key: PSValue, value: PSValue): PSObj {
  const pair = new PSObj([type, 'System.ValueType', 'System.Object']);
  pair.members.add({ name: 'Key', kind: 'property', value: key });
  pair.members.add({ name: 'Value', kind: 'property', value });
  pair.toText = () => `[${displayText(key)}, ${displayText(value)}]`;
  return pair;
}

const BOUND_PARAMETERS = 'System.Management.Automation.PSBoundParametersDictionary';

/** An entry as the table enumerates it: pairs of the generic tables, entries of the others. */
export function tableEntry(table: Hashtable, key: PSValue, value: PSValue): PSObj {
  const types =
    table.typeName === BOUND_PARAMETERS
      ? '`2[System.String,System.Object]'
      : /^System\.Collections\.(?:Generic|Concurrent)\.\w+(`2\[.*)$/s.exec(table.typeName)?.[1];
  return types === undefined
    ? dictionaryEntry(key, value)
    : keyValuePair(`System.Collections.Generic.KeyValuePair${types}`, key, value);
}

/** What the pipeline takes apart: arrays and lists; undefined for everything else, hashtables and strings too. */
export function enumerable(value: PSValue): readonly PSValue[] | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (Array.isArray(value)) return value;
  if (value instanceof TypedArray) return value.items;
  if (value instanceof List) return value.kind === 'stack' ? [...value.items].reverse() : value.items;
  if (value instanceof PSObj && value.data instanceof EnumerableData) return value.data.items();
  if (value instanceof Enumerating) return value.items();
  return undefined;
}

/** An object of .NET that the pipeline may take apart, such as a list of XML nodes. */
export abstract class Enumerating extends NetValue {
  /** Its items; undefined where it is one thing. */
  items(): readonly PSValue[] | undefined {
    return undefined;
  }
  /** ToString() */
  get text(): string {
    return this.typeName;
  }
  /** What an expanded string shows. */
  get expanded(): string {
    return this.text;
  }
}

/** Data of an object that enumerates, such as a collection of matches. */
export class EnumerableData {
  readonly items: () => readonly PSValue[];
  constructor(items: () => readonly PSValue[]) {
    this.items = items;
  }
}

/** As `enumerable`, with the entries of a hashtable too. */
export function entriesOf(table: Hashtable): PSValue[] {
  return [...table.entries.values()].map((e) => tableEntry(table, e.key, e.value));
}

/** A value of one is itself, of several an array, of none null: how output becomes a value. */
export function collapse(items: PSValue[]): PSValue {
  return items.length === 1 ? items[0]! : items.length === 0 ? null : items;
}

/** Items for foreach: null gives none, a scalar itself. */
export function iterate(value: PSValue): readonly PSValue[] {
  if (value === null) return [];
  return enumerable(value) ?? [value];
}

/** Name of the .NET type; of null, that there is none. */
export function typeNameText(value: PSValue): string {
  return value === null ? 'null' : typeNameOf(value);
}

export { listItems };

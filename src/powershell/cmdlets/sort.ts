/** Sort-Object, Group-Object, Get-Unique, Compare-Object: what compares objects. */
import type { Context } from '../engine/builtin.ts';
import { compareText } from '../engine/collation.ts';
import { enumerable, List } from '../engine/collections.ts';
import { equals, order } from '../engine/compare.ts';
import { toText, truth } from '../engine/convert.ts';
import { ScriptError } from '../engine/errors.ts';
import type { Gen } from '../engine/flow.ts';
import { membersToAdd, PSObj } from '../engine/psobject.ts';
import { Hashtable, isNumber, type PSValue } from '../values.ts';
import { builtin } from './declare.ts';
import { evaluate, expressionsOf, GROUP_KEYS, type PropertyExpression, SORT_KEYS } from './expression.ts';
import { checkCulture } from './refusals.ts';

/** What an object is sorted by. */
interface Entry {
  readonly item: PSValue;
  readonly keys: readonly (PSValue | undefined)[];
  readonly index: number;
}

const sortTable = `
InputObject psobject <
Property object[] [Default,Top,Bottom] @0
Stable switch [Default]
Descending switch
Unique switch
Top int 1..2147483647 [Top] !
Bottom int 1..2147483647 [Bottom] !
Culture string
CaseSensitive switch
`;

/** Order of two keys: as -lt has it, otherwise by text. An absent property stands behind everything. */
function compareKeys(a: PSValue | undefined, b: PSValue | undefined, exact: boolean): number {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? 1 : -1;
  if (a === null || b === null) return a === b ? 0 : a === null ? -1 : 1;
  if (isNumber(b) && !isNumber(a)) return -compareKeys(b, a, exact);
  try {
    return order(a, b, exact);
  } catch (thrown) {
    if (!(thrown instanceof ScriptError)) throw thrown;
    return compareText(toText(a), toText(b), exact);
  }
}

function* entriesFor(c: Context, properties: readonly PropertyExpression[], items: readonly PSValue[]): Gen<Entry[]> {
  const entries: Entry[] = [];
  for (const [index, item] of items.entries()) {
    const keys: (PSValue | undefined)[] = [];
    if (properties.length === 0) keys.push(item);
    for (const e of properties) {
      const { value, missing, error } = yield* evaluate(c, e, item);
      if (error) yield* c.error(error.error);
      keys.push(missing ? undefined : value);
    }
    // An object that has none of the properties is left out when there is a choice.
    entries.push({ item, keys, index });
  }
  return entries;
}

function directions(c: Context, properties: readonly PropertyExpression[]): boolean[] {
  const all = c.flag('Descending');
  if (properties.length === 0) return [all];
  return properties.map((e) => {
    const down = e.more.get('descending');
    const up = e.more.get('ascending');
    if (down !== undefined) return truth(down);
    if (up !== undefined) return !truth(up);
    return all;
  });
}

const SORT_OBJECT = builtin(
  'Sort-Object',
  'utility',
  sortTable,
  (c) => {
    const items: PSValue[] = [];
    const given = c.has('InputObject') ? c.get('InputObject') : undefined;
    const properties = expressionsOf(c, 'Property', SORT_KEYS);
    return {
      *process(input) {
        const item = input === undefined ? given : input;
        if (item !== undefined && (item !== null || properties.length === 0)) items.push(item);
      },
      *end() {
        checkCulture(c);
        const exact = c.flag('CaseSensitive');
        const down = directions(c, properties);
        const compare = (a: Entry, b: Entry): number => {
          for (let i = 0; i < down.length; i++) {
            const n = compareKeys(a.keys[i], b.keys[i], exact);
            if (n !== 0) return down[i] ? -n : n;
          }
          return 0;
        };
        let sorted = (yield* entriesFor(c, properties, items)).sort((a, b) => compare(a, b) || a.index - b.index);
        if (c.flag('Unique')) sorted = sorted.filter((e, i) => i === 0 || compare(sorted[i - 1]!, e) !== 0);
        if (c.has('Top')) sorted = sorted.slice(0, c.number('Top'));
        if (c.has('Bottom')) sorted = sorted.slice(-c.number('Bottom'));
        for (const { item } of sorted) yield* c.emit(item);
      },
    };
  },
  { raw: true, defaultSet: 'Default' },
);

const groupTable = `
NoElement switch
AsHashTable|AHT switch [HashTable]
AsString switch [HashTable]
InputObject psobject <
Property object[] @0
Culture string
CaseSensitive switch
`;

/** GroupInfo. */
function groupInfo(values: PSValue[], items: PSValue[], noElement: boolean): PSObj {
  const type = 'Microsoft.PowerShell.Commands.GroupInfo';
  const object = new PSObj(noElement ? [`${type}NoElement`, type, 'System.Object'] : [type, 'System.Object']);
  const add = (name: string, value: PSValue): void => object.members.add({ name, kind: 'property', value });
  add('Values', new List('System.Collections.ArrayList', 'arraylist', values));
  add('Count', items.length);
  const group = new List(
    'System.Collections.ObjectModel.Collection`1[System.Management.Automation.PSObject]',
    'list',
    noElement ? [] : items,
  );
  add('Group', group);
  add('Name', values.map((v) => groupText(v)).join(', '));
  return object;
}

const groupText = (v: PSValue): string =>
  enumerable(v)
    ? enumerable(v)!
        .map((x) => toText(x))
        .join(' ')
    : toText(v);

const GROUP_OBJECT = builtin(
  'Group-Object',
  'utility',
  groupTable,
  (c) => {
    const items: PSValue[] = [];
    const given = c.has('InputObject') ? c.get('InputObject') : undefined;
    const properties = expressionsOf(c, 'Property', GROUP_KEYS);
    return {
      *process(input) {
        const item = input === undefined ? given : input;
        if (item !== undefined && item !== null) items.push(item);
      },
      *end() {
        checkCulture(c);
        const exact = c.flag('CaseSensitive');
        const groups: { keys: PSValue[]; items: PSValue[] }[] = [];
        const known = new Map<string, { keys: PSValue[]; items: PSValue[] }[]>();
        for (const { item, keys: raw } of yield* entriesFor(c, properties, items)) {
          const keys = raw.map((k) => k ?? null);
          const text = keys.map((k) => groupText(k)).join('\0');
          const bucket = exact ? text : text.toLowerCase();
          const same = known.get(bucket) ?? [];
          known.set(bucket, same);
          let group = same.find((g) => g.keys.every((k, i) => compareKeys(k, keys[i], exact) === 0));
          if (!group) {
            group = { keys, items: [] };
            groups.push(group);
            same.push(group);
          }
          group.items.push(item);
        }
        if (c.flag('AsHashTable')) {
          const result = new Hashtable();
          for (const g of groups) {
            const key = c.flag('AsString')
              ? g.keys.map(groupText).join(', ')
              : g.keys.length === 1
                ? (g.keys[0] ?? '')
                : g.keys;
            result.set(
              key,
              new List(
                'System.Collections.ObjectModel.Collection`1[System.Management.Automation.PSObject]',
                'list',
                g.items,
              ),
            );
          }
          if (groups.length > 0) yield* c.emit(result);
          return;
        }
        const sorted = [...groups].sort((a, b) => {
          for (let i = 0; i < a.keys.length; i++) {
            const n = compareKeys(a.keys[i], b.keys[i], exact);
            if (n !== 0) return n;
          }
          return 0;
        });
        for (const g of sorted) yield* c.emit(groupInfo(g.keys, g.items, c.flag('NoElement')));
      },
    };
  },
  { raw: true },
);

const GET_UNIQUE = builtin(
  'Get-Unique',
  'utility',
  `
InputObject psobject null <
AsString switch [AsString]
OnType switch [UniqueByType]
CaseInsensitive switch
`,
  (c) => {
    let last: PSValue | undefined;
    return {
      *process(input) {
        const item = input === undefined ? (c.has('InputObject') ? c.get('InputObject') : undefined) : input;
        if (item === undefined) return;
        const exact = !c.flag('CaseInsensitive');
        const same =
          last !== undefined &&
          (c.flag('OnType')
            ? firstType(last) === firstType(item)
            : c.flag('AsString') || typeof item === 'string'
              ? compareText(toText(last), toText(item), exact) === 0
              : equals(last, item, exact));
        if (!same) {
          last = item;
          yield* c.emit(item);
        }
      },
    };
  },
  { raw: true, defaultSet: 'AsString' },
);

const firstType = (v: PSValue): string =>
  v instanceof PSObj
    ? v.typeNames[0]!
    : v === null
      ? ''
      : typeof v === 'object' && 'typeName' in v
        ? v.typeName
        : typeof v;

const compareTable = `
ReferenceObject psobject[] empty @0 !
DifferenceObject psobject[] empty @1 ! <
SyncWindow int 0..2147483647
Property object[]
ExcludeDifferent switch
IncludeEqual switch
PassThru switch
Culture string
CaseSensitive switch
`;

function difference(
  keys: readonly (PSValue | undefined)[],
  properties: readonly PropertyExpression[],
  side: string,
): PSObj {
  const object = new PSObj();
  if (properties.length === 0) object.members.note('InputObject', keys[0] ?? null);
  for (const [i, e] of properties.entries()) {
    object.members.note(typeof e.what === 'string' ? e.what : e.what.text, keys[i] ?? null);
  }
  object.members.note('SideIndicator', side);
  return object;
}

const COMPARE_OBJECT = builtin('Compare-Object', 'utility', compareTable, (c) => {
  const others: PSValue[] = [];
  return {
    *process() {
      others.push(...c.list('DifferenceObject'));
    },
    *end() {
      const properties = expressionsOf(c, 'Property', GROUP_KEYS);
      checkCulture(c);
      const exact = c.flag('CaseSensitive');
      const left = yield* entriesFor(c, properties, c.list('ReferenceObject'));
      const right = yield* entriesFor(c, properties, others);
      const same = (a: Entry, b: Entry): boolean =>
        a.keys.every((k, i) => {
          const x = k ?? null;
          const y = b.keys[i] ?? null;
          if (x instanceof PSObj && y instanceof PSObj && properties.length === 0) return toText(x) === toText(y);
          return compareKeys(x, y, exact) === 0;
        });
      const window = c.has('SyncWindow') ? c.number('SyncWindow') : Number.MAX_SAFE_INTEGER;
      const excludeDifferent = c.flag('ExcludeDifferent');
      const includeEqual = c.flag('IncludeEqual') || (excludeDifferent && !c.has('IncludeEqual'));
      function* show(entry: Entry, side: string): Gen<void> {
        if (side === '==' ? !includeEqual : excludeDifferent) return;
        if (!c.flag('PassThru')) {
          yield* c.emit(difference(entry.keys, properties, side));
          return;
        }
        if (typeof entry.item === 'object' && entry.item !== null) membersToAdd(entry.item).note('SideIndicator', side);
        yield* c.emit(entry.item);
      }
      // Objects that have not found their like yet, on either side, within the window.
      const openLeft: Entry[] = [];
      const openRight: Entry[] = [];
      for (let i = 0; i < Math.max(left.length, right.length); i++) {
        const l = left[i];
        const r = right[i];
        if (l && r && same(l, r)) {
          yield* show(l, '==');
          continue;
        }
        if (r) {
          const at = openLeft.findIndex((x) => Math.abs(x.index - r.index) <= window && same(x, r));
          if (at >= 0) yield* show(openLeft.splice(at, 1)[0]!, '==');
          else openRight.push(r);
        }
        if (l) {
          const at = openRight.findIndex((x) => Math.abs(x.index - l.index) <= window && same(l, x));
          if (at >= 0) {
            yield* show(l, '==');
            openRight.splice(at, 1);
          } else openLeft.push(l);
        }
      }
      for (const e of openRight) yield* show(e, '=>');
      for (const e of openLeft) yield* show(e, '<=');
    },
  };
});

export const SORT = [SORT_OBJECT, GROUP_OBJECT, GET_UNIQUE, COMPARE_OBJECT];

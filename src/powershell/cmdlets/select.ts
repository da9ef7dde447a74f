/** Select-Object. */
import type { Context } from '../engine/builtin.ts';
import { enumerable } from '../engine/collections.ts';
import { sortOrder } from '../engine/compare.ts';
import { toText, typeChain } from '../engine/convert.ts';
import type { Gen } from '../engine/flow.ts';
import { copyOf } from '../engine/member-list.ts';
import { membersToAdd, PSObj } from '../engine/psobject.ts';
import { hasWildcard, wildcard } from '../engine/wildcard.ts';
import { Hashtable, type PSValue, typeNameOf } from '../values.ts';
import { builtin } from './declare.ts';
import { evaluate, expressionsOf, namesOf, type PropertyExpression, propertyOf, SELECT_KEYS } from './expression.ts';

const table = `
InputObject psobject <
Property object[] [DefaultParameter,SkipLastParameter] @0
ExcludeProperty string[] [DefaultParameter,SkipLastParameter]
ExpandProperty string [DefaultParameter,SkipLastParameter]
Unique switch
CaseInsensitive switch
Last int 0..2147483647 [DefaultParameter]
First int 0..2147483647 [DefaultParameter]
Skip int 0..2147483647 [DefaultParameter]
SkipLast int 0..2147483647 [SkipLastParameter]
Wait switch [DefaultParameter,IndexParameter]
Index int[] 0..2147483647 [IndexParameter]
SkipIndex int[] 0..2147483647 [SkipIndexParameter]
`;

/** The object that has only what was asked for. */
class Projection {
  private readonly c: Context;
  private readonly properties: PropertyExpression[];
  private readonly exclude: RegExp[];
  private readonly expand: string | null;
  constructor(c: Context) {
    this.c = c;
    this.properties = expressionsOf(c, 'Property', SELECT_KEYS);
    this.exclude = c.texts('ExcludeProperty').map((p) => wildcard(p));
    this.expand = c.has('ExpandProperty') ? c.text('ExpandProperty') : null;
    if (this.exclude.length > 0 && this.properties.length === 0 && this.expand === null) {
      this.properties.push({ label: null, what: '*', more: new Map() });
    }
  }
  get isNeeded(): boolean {
    return this.properties.length > 0 || this.expand !== null;
  }

  *apply(item: PSValue): Gen<PSValue[]> {
    const object = new PSObj(selectedTypes(item));
    for (const e of this.properties) yield* this.add(object, e, item);
    if (this.expand === null) return [object];
    return yield* this.expanded(object, item, this.expand);
  }

  private excluded(name: string): boolean {
    return this.exclude.some((pattern) => pattern.test(name));
  }

  private *add(object: PSObj, e: PropertyExpression, item: PSValue): Gen<void> {
    if (typeof e.what === 'string' && e.label === null) {
      for (const name of this.names(e.what, item)) {
        if (!this.excluded(name)) yield* this.note(object, name, propertyOf(item, name) ?? null, hasWildcard(e.what));
      }
      return;
    }
    const { value, error } = yield* evaluate(this.c, e, item);
    if (error && !error.recorded) this.c.engine.remember(error.error);
    const name = e.label ?? (typeof e.what === 'string' ? e.what : e.what.text);
    if (!this.excluded(name)) yield* this.note(object, name, value, false);
  }

  private names(what: string, item: PSValue): string[] {
    if (item instanceof Hashtable) {
      const all = [...namesOf(item, true)];
      if (hasWildcard(what)) return all.filter((n) => wildcard(what).test(n));
      return [all.find((n) => n.toLowerCase() === what.toLowerCase()) ?? what];
    }
    if (!hasWildcard(what)) return [namesOf(item).find((n) => n.toLowerCase() === what.toLowerCase()) ?? what];
    return namesOf(item).filter((n) => wildcard(what).test(n));
  }

  private *note(object: PSObj, name: string, value: PSValue, quietly: boolean): Gen<void> {
    if (object.members.find(name)) {
      if (quietly) return;
      yield* this.c.error(
        this.c.record(
          'AlreadyExistingUserSpecifiedPropertyNoExpand',
          'InvalidOperation',
          `The property cannot be processed because the property "${name}" already exists.`,
          'System.Management.Automation.PSArgumentException',
        ),
      );
      return;
    }
    object.members.note(name, value);
  }

  private *expanded(object: PSObj, item: PSValue, expand: string): Gen<PSValue[]> {
    const names = this.names(expand, item);
    const found = names.filter((n) => propertyOf(item, n) !== undefined);
    if (found.length === 0) {
      yield* this.c.error(
        this.c.record(
          'ExpandPropertyNotFound',
          'InvalidArgument',
          `Property "${expand}" cannot be found.`,
          'System.Management.Automation.PSArgumentException',
          {
            ...(item !== null && { target: item }),
          },
        ),
      );
      return [];
    }
    if (found.length > 1) {
      yield* this.c.error(
        this.c.record(
          'MutlipleExpandProperties',
          'InvalidArgument',
          `Multiple properties cannot be expanded. Only one property can be expanded at a time.`,
          'System.Management.Automation.PSArgumentException',
        ),
      );
      return [];
    }
    const value = propertyOf(item, found[0]!)!;
    const extra = [...object.members.map.values()];
    const values = enumerable(value) ?? [value];
    if (extra.length === 0) return [...values];
    const out: PSValue[] = [];
    for (const v of values) {
      if (typeof v !== 'object' || v === null) {
        out.push(v);
        continue;
      }
      const copy = v instanceof PSObj ? copyOf(v) : v;
      const members = membersToAdd(copy);
      for (const member of extra) {
        if (members.find(member.name)) {
          yield* this.c.error(
            this.c.record(
              'AlreadyExistingUserSpecifiedPropertyExpand',
              'InvalidOperation',
              `The property cannot be processed because the property "${member.name}" already exists.`,
              'System.Management.Automation.PSArgumentException',
            ),
          );
        } else members.note(member.name, member.value ?? null);
      }
      out.push(copy);
    }
    return out;
  }
}

function selectedTypes(item: PSValue): string[] {
  const custom = ['System.Management.Automation.PSCustomObject', 'System.Object'];
  const [first] = item === null ? [] : typeChain(item);
  const name = first ?? (item === null ? custom[0]! : typeNameOf(item));
  return [`Selected.${name}`, ...custom].slice(0, 3);
}

/** An object like the first in all its properties, for -Unique. */
function sameAs(a: PSValue, b: PSValue, exact: boolean): boolean {
  if (a instanceof PSObj && b instanceof PSObj) {
    const names = a.propertyNames;
    return (
      names.length === b.propertyNames.length &&
      names.every((n) => b.get(n) !== undefined && sortOrder(a.get(n) ?? null, b.get(n) ?? null, exact) === 0)
    );
  }
  if (a === null || b === null) return a === b;
  if (typeof a === 'string' || typeof b === 'string') return sortOrder(toText(a), toText(b), exact) === 0;
  return sortOrder(a, b, exact) === 0;
}

/** A text that two values have in common where `sameAs` holds for them; only of integers and plain texts. */
function uniqueKey(value: PSValue, exact: boolean): string | undefined {
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string' || !/^[\x20-\x7e]+$/.test(value)) return undefined;
  return exact ? value : value.toUpperCase();
}

export const SELECT = [
  builtin(
    'Select-Object',
    'utility',
    table,
    (c) => {
      const projection = new Projection(c);
      const given = c.has('InputObject') ? c.get('InputObject') : undefined;
      const first = c.has('First') ? c.number('First') : null;
      const last = c.has('Last') ? c.number('Last') : null;
      const skipLast = c.has('SkipLast') ? c.number('SkipLast') : null;
      const unique = c.flag('Unique');
      const exact = !c.flag('CaseInsensitive');
      const wait = c.flag('Wait');
      const wanted = c.has('Index') ? new Set(c.list('Index').map(Number)) : null;
      const unwanted = c.has('SkipIndex') ? new Set(c.list('SkipIndex').map(Number)) : null;
      const highest = wanted ? Math.max(-1, ...wanted) : -1;
      let skip = last === null || first !== null ? c.number('Skip') : 0;
      const skipAtEnd = last !== null && first === null ? c.number('Skip') : 0;
      let taken = 0;
      let index = -1;
      const held: PSValue[] = [];
      const seen: PSValue[] = [];
      // Of values with a key, equal ones have the same: they need no comparison with each other.
      const keys = new Set<string>();
      const unkeyed: PSValue[] = [];

      function* send(item: PSValue): Gen<void> {
        const values = projection.isNeeded ? yield* projection.apply(item) : [item];
        for (const value of values) {
          if (unique) {
            const key = uniqueKey(value, exact);
            if (key !== undefined && keys.has(key)) continue;
            if ((key === undefined ? seen : unkeyed).some((s) => sameAs(s, value, exact))) continue;
            if (key === undefined) unkeyed.push(value);
            else keys.add(key);
            seen.push(value);
          }
          yield* c.emit(value);
        }
      }

      function* one(item: PSValue): Gen<void> {
        index++;
        if (wanted) {
          if (wanted.has(index)) yield* send(item);
          if (index >= highest && !wait) c.stop();
          return;
        }
        if (unwanted) {
          if (!unwanted.has(index)) yield* send(item);
          return;
        }
        if (skip > 0) {
          skip--;
          return;
        }
        if (skipLast !== null) {
          held.push(item);
          if (held.length > skipLast) yield* send(held.shift()!);
          return;
        }
        if (first !== null && taken < first) {
          taken++;
          yield* send(item);
          if (taken >= first && last === null && !wait) c.stop();
          return;
        }
        if (last !== null) {
          held.push(item);
          if (held.length > last + skipAtEnd) held.shift();
          return;
        }
        if (first === null) yield* send(item);
        else if (!wait) c.stop();
      }

      return {
        *begin() {
          if (first === 0 && last === null && !wait && given === undefined && c.place.expectsInput) c.stop();
        },
        *process(input) {
          if (input !== undefined) yield* one(input);
          else if (given !== undefined) yield* one(given);
        },
        *end() {
          if (last === null) return;
          for (const item of held.slice(0, Math.max(0, Math.min(last, held.length - skipAtEnd)))) yield* send(item);
        },
      };
    },
    { raw: true, defaultSet: 'DefaultParameter' },
  ),
];

/** Commands that pick, order, count and change objects. */

import { add, asDouble, toNumber } from '../engine/arithmetic.ts';
import { type Builtin, type Context, command } from '../engine/builtin.ts';
import { collapse, enumerable, List, OrderedDictionary } from '../engine/collections.ts';
import { compareText, equals, order, sortOrder } from '../engine/compare.ts';
import { COMPARISONS } from '../engine/compile-expressions.ts';
import { invoke } from '../engine/compile-invoke.ts';
import { instanceOf, toText, truth, typeChain } from '../engine/convert.ts';
import { runtimeError } from '../engine/errors.ts';
import { type Gen, runNow } from '../engine/flow.ts';
import { Collector, FlowError, Frame } from '../engine/frame.ts';
import { ABSENT, copyOf, getProperty, ownProperty, propertyList, setProperty } from '../engine/members.ts';
import { VOID } from '../engine/method-tools.ts';
import { addedMembers, membersToAdd, PSObj } from '../engine/psobject.ts';
import type { ScriptBlockValue } from '../engine/script-block.ts';
import { like, matches } from '../engine/text-operators.ts';
import { resolveTypeText, TypeValue } from '../engine/type-names.ts';
import { hasWildcard, wildcard } from '../engine/wildcard.ts';
import {
  DateTime,
  EnumValue,
  Hashtable,
  Num,
  type PSValue,
  ScriptBlock,
  Switch,
  TimeSpan,
  typeNameOf,
} from '../values.ts';

/** Runs a block per object in the caller's scope: one frame for all objects. */
export class Runner {
  private readonly c: Context;
  private readonly block: ScriptBlockValue;
  constructor(c: Context, block: ScriptBlock) {
    this.c = c;
    this.block = block as ScriptBlockValue;
  }
  run(item: PSValue): Gen<void> {
    return this.c.engine.runBlock(this.block, {
      scope: this.c.frame.scope,
      item,
      out: this.c.out,
      streams: this.c.streams,
      args: [],
    });
  }
}

const NAMES =
  'EQ NE GT GE LT LE Like NotLike Match NotMatch Contains NotContains In NotIn Is IsNot Not CEQ CNE CGT CGE CLT CLE CLike CNotLike CMatch CNotMatch CContains CNotContains CIn CNotIn'.split(
    ' ',
  );

function compareBy(name: string, left: PSValue, right: PSValue): boolean {
  const cs = /^c(?!ontains)/i.test(name);
  const bare = (cs ? name.slice(1) : name).toLowerCase();
  const known = COMPARISONS[bare];
  if (known) {
    const items = enumerable(left);
    return items ? truth(items.filter((x) => known(x, right, cs))) : known(left, right, cs);
  }
  switch (bare) {
    case 'match':
      return matches(left, right, !cs);
    case 'notmatch':
      return !matches(left, right, !cs);
    case 'contains':
      return (enumerable(left) ?? [left]).some((x) => equals(x, right, cs));
    case 'notcontains':
      return !(enumerable(left) ?? [left]).some((x) => equals(x, right, cs));
    case 'in':
      return (enumerable(right) ?? [right]).some((x) => equals(x, left, cs));
    case 'notin':
      return !(enumerable(right) ?? [right]).some((x) => equals(x, left, cs));
    case 'is':
    case 'isnot': {
      const type = right instanceof TypeValue ? right : resolveTypeText(toText(right), null);
      return instanceOf(left, type?.ref.name ?? '') === (bare === 'is');
    }
    case 'not':
      return !truth(left);
  }
  return truth(left);
}

const whereObject = command(
  'Where-Object',
  `InputObject:object< FilterScript:object@0 Value:object@1 Property:string ${NAMES.join(' ')}`,
  (c) => {
    const filter = c.get('FilterScript');
    const operator = NAMES.find((n) => c.has(n)) ?? '';
    const property = c.has('Property') ? c.text('Property') : filter instanceof ScriptBlock ? '' : toText(filter);
    const value = c.get('Value');
    return {
      *process(input) {
        if (input === undefined && !c.has('InputObject')) return;
        const item = input === undefined ? c.get('InputObject') : input;
        let yes: boolean;
        if (filter instanceof ScriptBlock) {
          const out = new Collector();
          yield* c.engine.runBlock(filter as ScriptBlockValue, {
            scope: c.frame.scope,
            item,
            out,
            streams: c.streams,
            args: [],
          });
          yes = truth(collapse(out.items));
        } else {
          const v = item === null ? null : getProperty(item, property);
          yes = operator === '' ? truth(v) : compareBy(operator, v, value);
        }
        if (yes) yield* c.emit(item);
      },
    };
  },
  { raw: true },
);

const forEachObject = command(
  'ForEach-Object',
  'InputObject:object< Process:object[]@0 Begin:scriptblock End:scriptblock RemainingScripts:scriptblock[] MemberName:string ArgumentList|Args:object[] Parallel:scriptblock ThrottleLimit:int TimeoutSeconds:int AsJob UseNewRunspace',
  (c) => {
    const blocks = c.list('Process');
    if (c.has('Parallel')) blocks.push(c.get('Parallel'));
    const scripts = blocks.filter((b) => b instanceof ScriptBlock) as ScriptBlockValue[];
    let begin = c.get('Begin') as ScriptBlockValue | null;
    let end = c.get('End') as ScriptBlockValue | null;
    let work = scripts;
    if (scripts.length > 1 && !c.has('Begin')) {
      begin = scripts[0]!;
      if (scripts.length > 2) {
        work = scripts.slice(1, -1);
        end ??= scripts.at(-1)!;
      } else work = scripts.slice(1);
    }
    const member = c.has('MemberName')
      ? c.text('MemberName')
      : blocks.length && !(blocks[0] instanceof ScriptBlock) && blocks[0] !== null
        ? toText(blocks[0]!)
        : '';
    const options = { scope: c.frame.scope, out: c.out, streams: c.streams, args: [] };
    return {
      *begin() {
        if (begin) yield* c.engine.runBlock(begin, options);
      },
      *process(input) {
        if (input === undefined && !c.has('InputObject')) {
          if (member !== '') return;
        }
        const item = input === undefined ? c.get('InputObject') : input;
        if (member !== '') {
          yield* byMember(c, item, member);
          return;
        }
        for (const b of work) yield* c.engine.runBlock(b, { ...options, item });
      },
      *end() {
        if (end) yield* c.engine.runBlock(end, options);
      },
    };
  },
  { raw: true, rest: 'Process' },
);

function* byMember(c: Context, item: PSValue, name: string): Gen<void> {
  if (item === null) return;
  const own = ownProperty(item, name);
  if (own !== ABSENT && !c.has('ArgumentList')) {
    const items = enumerable(own);
    if (items) yield* c.emitAll(items);
    else yield* c.emit(own);
    return;
  }
  if (hasWildcard(name)) {
    const found = propertyList(item).find((p) => wildcard(name).test(p.name));
    if (found) yield* c.emit(getProperty(item, found.name));
    return;
  }
  let v: PSValue;
  try {
    v = yield* invoke(item, name, c.list('ArgumentList'), c.frame);
  } catch (e) {
    if (c.has('ArgumentList') || !(e instanceof Error) || !/does not contain a method/.test(e.message)) throw e;
    yield* c.emit(null);
    return;
  }
  if (v === VOID) return;
  const items = enumerable(v);
  if (items) yield* c.emitAll(items);
  else yield* c.emit(v);
}

/** A calculated property or a name. */
export interface Field {
  readonly name: string;
  readonly expression: ScriptBlockValue | string;
  readonly facts: Hashtable | null;
}

/** Fields as -Property takes them. */
export function fieldOf(v: PSValue): Field {
  if (v instanceof Hashtable) {
    const find = (...keys: string[]): PSValue | undefined => {
      for (const e of v.entries.values())
        if (keys.some((k) => k.startsWith(toText(e.key).toLowerCase()))) return e.value;
      return undefined;
    };
    const expression = find('expression') ?? null;
    const label = find('name', 'label');
    return {
      name: label !== undefined ? toText(label) : toText(expression),
      expression: expression instanceof ScriptBlock ? (expression as ScriptBlockValue) : toText(expression),
      facts: v,
    };
  }
  if (v instanceof ScriptBlock) return { name: v.text, expression: v as ScriptBlockValue, facts: null };
  return { name: toText(v), expression: toText(v), facts: null };
}

/** Value of a field of an object. */
export function* fieldValue(c: Context, field: Field, item: PSValue): Gen<PSValue> {
  if (typeof field.expression === 'string') return item === null ? null : getProperty(item, field.expression);
  const out = new Collector();
  try {
    yield* c.engine.runBlock(field.expression, { scope: c.frame.scope, item, out, streams: c.streams, args: [] });
  } catch (e) {
    if (c.engine.isControl(e)) throw e;
    return null;
  }
  return collapse(out.items);
}

const selectObject = command(
  'Select-Object',
  'InputObject:object< Property:object[]@0 ExcludeProperty:string[] ExpandProperty:string Unique CaseInsensitive Last:int First:int Skip:int SkipLast:int SkipIndex:int[] Index:int[] Wait',
  (c) => {
    const fields = c.list('Property').map(fieldOf);
    const exclude = c.texts('ExcludeProperty').map((p) => wildcard(p));
    const first = c.has('First') ? c.number('First') : null;
    const last = c.has('Last') ? c.number('Last') : null;
    const skip = c.number('Skip');
    const skipLast = c.number('SkipLast');
    const indexes = c.has('Index') ? c.list('Index').map((v) => Number(v)) : null;
    const skipIndexes = c.has('SkipIndex') ? c.list('SkipIndex').map((v) => Number(v)) : null;
    const seen: PSValue[] = [];
    const tail: PSValue[] = [];
    let count = 0;
    let sent = 0;
    const send = function* (item: PSValue): Gen<void> {
      let value = item;
      if (fields.length || exclude.length)
        value = yield* project(c, fields.length ? fields : [fieldOf('*')], exclude, item);
      if (c.has('ExpandProperty')) {
        yield* expand(c, item, fields.length ? (value as PSObj) : null, seen);
        return;
      }
      if (c.flag('Unique')) {
        if (seen.some((s) => sameObject(s, value))) return;
        seen.push(value);
      }
      yield* c.emit(value);
    };
    return {
      *begin() {
        if (first === 0 && last === null && indexes === null) c.stop();
      },
      *process(input) {
        if (input === undefined && !c.has('InputObject')) return;
        const item = input === undefined ? c.get('InputObject') : input;
        const at = count++;
        if (indexes) {
          if (indexes.includes(at)) yield* send(item);
          if (!c.flag('Wait') && at >= Math.max(...indexes)) c.stop();
          return;
        }
        if (skipIndexes) {
          if (!skipIndexes.includes(at)) yield* send(item);
          return;
        }
        if (last !== null) {
          tail.push(item);
          if (first === null && tail.length > last + skip) tail.shift();
          return;
        }
        if (at < skip) return;
        if (skipLast) {
          tail.push(item);
          if (tail.length > skipLast) yield* send(tail.shift()!);
          return;
        }
        if (first !== null) {
          if (sent < first) {
            sent++;
            yield* send(item);
          }
          if (sent >= first && !c.flag('Wait')) c.stop();
          return;
        }
        yield* send(item);
      },
      *end() {
        if (last === null) return;
        const all = first === null ? tail.slice(0, tail.length - skip) : tail;
        if (first !== null) {
          const from = Math.min(first, all.length);
          for (const v of all.slice(0, from)) yield* send(v);
          for (const v of all.slice(Math.max(from, all.length - last))) yield* send(v);
          return;
        }
        for (const v of last === 0 ? [] : all.slice(-last)) yield* send(v);
      },
    };
  },
  { raw: true },
);

/** Equality of -Unique: custom objects by their properties. */
export function sameObject(a: PSValue, b: PSValue): boolean {
  if (a instanceof PSObj && b instanceof PSObj) {
    const names = a.propertyNames;
    return (
      names.length === b.propertyNames.length && names.every((n) => equals(a.get(n) ?? null, b.get(n) ?? null, true))
    );
  }
  return equals(a, b, true);
}

function* project(c: Context, fields: readonly Field[], exclude: readonly RegExp[], item: PSValue): Gen<PSObj> {
  const out = new PSObj();
  if (item !== null) {
    const chain = typeChain(item);
    out.typeNames = [
      `Selected.${chain[0] ?? 'System.Object'}`,
      'System.Management.Automation.PSCustomObject',
      'System.Object',
    ];
  }
  for (const field of fields) {
    if (typeof field.expression === 'string' && hasWildcard(field.expression)) {
      const pattern = wildcard(field.expression);
      for (const p of item === null ? [] : propertyList(item)) {
        if (!pattern.test(p.name) || exclude.some((x) => x.test(p.name)) || out.members.find(p.name)) continue;
        const v = item instanceof Hashtable ? ownProperty(item, p.name) : getProperty(item, p.name);
        out.members.note(p.name, v === ABSENT ? null : v);
      }
      continue;
    }
    if (exclude.some((x) => x.test(field.name)) || out.members.find(field.name)) continue;
    const v = yield* fieldValue(c, field, item);
    const proper =
      typeof field.expression === 'string' && !field.facts && item !== null
        ? (propertyList(item).find((p) => p.name.toLowerCase() === field.name.toLowerCase())?.name ?? field.name)
        : field.name;
    out.members.note(proper, v);
  }
  return out;
}

function* expand(c: Context, item: PSValue, extra: PSObj | null, seen: PSValue[]): Gen<void> {
  const name = c.text('ExpandProperty');
  let own = item === null ? ABSENT : ownProperty(item, name);
  if (
    own !== ABSENT &&
    /^(?:count|length)$/i.test(name) &&
    item !== null &&
    typeof item !== 'string' &&
    !enumerable(item) &&
    !(item instanceof Hashtable) &&
    !(item instanceof PSObj && item.members.find(name))
  )
    own = ABSENT;
  if (own === ABSENT) {
    yield* c.error(
      c.record(
        'ExpandPropertyNotFound',
        'InvalidArgument',
        `Property "${name}" cannot be found.`,
        'System.Management.Automation.PSArgumentException',
        { target: item },
      ),
    );
    return;
  }
  for (const v of enumerable(own) ?? [own]) {
    if (c.flag('Unique')) {
      if (seen.some((s) => sameObject(s, v))) continue;
      seen.push(v);
    }
    if (extra && v !== null && typeof v === 'object') {
      const target = v instanceof PSObj ? copyOf(v) : v;
      for (const n of extra.propertyNames) membersToAdd(target).note(n, extra.get(n) ?? null);
      yield* c.emit(target);
    } else yield* c.emit(v);
  }
}

/** Sort keys with their directions. */
interface SortKey {
  readonly field: Field | null;
  readonly descending: boolean;
}

const sortObject = command(
  'Sort-Object',
  'InputObject:object< Property:object[]@0 Descending Unique CaseSensitive Stable Top:int Bottom:int Culture:string',
  (c) => {
    const items: PSValue[] = [];
    return {
      *process(input) {
        if (input !== undefined) items.push(input);
        else if (c.has('InputObject')) items.push(...c.list('InputObject'));
      },
      *end() {
        const descending = c.flag('Descending');
        const cs = c.flag('CaseSensitive');
        const keys: SortKey[] = c.list('Property').map((p) => {
          const field = fieldOf(p);
          let d = descending;
          for (const e of field.facts?.entries.values() ?? []) {
            const k = toText(e.key).toLowerCase();
            if ('descending'.startsWith(k)) d = truth(e.value);
            if ('ascending'.startsWith(k)) d = !truth(e.value);
          }
          return { field, descending: d };
        });
        if (!keys.length) keys.push({ field: null, descending });
        const rows: { item: PSValue; keys: PSValue[]; at: number }[] = [];
        for (const [at, item] of items.entries()) {
          const values: PSValue[] = [];
          for (const k of keys) values.push(k.field ? yield* fieldValue(c, k.field, item) : item);
          rows.push({ item, keys: values, at });
        }
        const compare = (a: (typeof rows)[0], b: (typeof rows)[0]): number => {
          for (const [i, k] of keys.entries()) {
            const x = a.keys[i]!;
            const y = b.keys[i]!;
            let d: number;
            if (x === null || y === null) d = x === null ? (y === null ? 0 : -1) : 1;
            else d = sortOrder(x, y, cs);
            if (d !== 0) return k.descending ? -d : d;
          }
          return 0;
        };
        rows.sort((a, b) => compare(a, b) || a.at - b.at);
        let out = rows;
        if (c.flag('Unique')) out = rows.filter((r, i) => i === 0 || compare(rows[i - 1]!, r) !== 0);
        if (c.has('Top')) out = out.slice(0, c.number('Top'));
        if (c.has('Bottom')) out = out.slice(-c.number('Bottom'));
        yield* c.emitAll(out.map((r) => r.item));
      },
    };
  },
  { raw: true },
);

const groupObject = command(
  'Group-Object',
  'InputObject:object< Property:object[]@0 NoElement AsHashTable|AHT AsString CaseSensitive Culture:string',
  (c) => {
    const groups: { key: PSValue[]; items: PSValue[] }[] = [];
    const fields = c.list('Property').map(fieldOf);
    const one = function* (item: PSValue): Gen<void> {
      const key: PSValue[] = [];
      if (fields.length) for (const f of fields) key.push(yield* fieldValue(c, f, item));
      else key.push(item);
      const found = groups.find((g) => g.key.every((k, i) => equals(k, key[i]!, c.flag('CaseSensitive'))));
      if (found) found.items.push(item);
      else groups.push({ key, items: [item] });
    };
    return {
      *process(input) {
        if (input !== undefined) yield* one(input);
        else for (const item of c.list('InputObject')) yield* one(item);
      },
      *end() {
        if (c.flag('AsHashTable')) {
          const table = new Hashtable();
          for (const g of groups)
            table.set(
              c.flag('AsString') ? g.key.map((k) => toText(k)).join(', ') : g.key[0]!,
              c.flag('NoElement') ? null : g.items,
            );
          yield* c.emit(table);
          return;
        }
        groups.sort((a, b) => a.key.reduce<number>((d, k, i) => d || sortOrder(k, b.key[i]!), 0));
        for (const g of groups) {
          const noElement = c.flag('NoElement');
          const o = new PSObj(
            [
              noElement
                ? 'Microsoft.PowerShell.Commands.GroupInfoNoElement'
                : 'Microsoft.PowerShell.Commands.GroupInfo',
              ...(noElement ? ['Microsoft.PowerShell.Commands.GroupInfo'] : []),
              'System.Object',
            ],
            {
              Values: g.key,
              Count: g.items.length,
              Group: noElement
                ? []
                : new List(
                    'System.Collections.ObjectModel.Collection`1[System.Management.Automation.PSObject]',
                    'list',
                    g.items,
                  ),
              Name: g.key.map((k) => toText(k)).join(', '),
            },
          );
          yield* c.emit(o);
        }
      },
    };
  },
  { raw: true },
);

const measureObject = command(
  'Measure-Object',
  'InputObject:object< Property:object[]@0 StandardDeviation Sum AllStats Average Maximum Minimum Line Word Character IgnoreWhiteSpace',
  (c) => {
    const values: PSValue[] = [];
    const names = c.texts('Property');
    let count = 0;
    const texts: string[] = [];
    const perName = new Map<string, PSValue[]>(names.map((n) => [n, []]));
    const one = (item: PSValue): void => {
      if (item === null && !names.length) return;
      count++;
      if (!names.length) values.push(item);
      for (const n of names) {
        const v = item === null ? null : getProperty(item, n);
        if (v !== null) perName.get(n)!.push(v);
      }
      texts.push(toText(item));
    };
    return {
      *process(input) {
        if (input !== undefined) one(input);
        else for (const item of c.list('InputObject')) one(item);
      },
      *end() {
        if (c.flag('Line') || c.flag('Word') || c.flag('Character')) {
          const all = texts;
          const o = new PSObj(
            [
              'Microsoft.PowerShell.Commands.TextMeasureInfo',
              'Microsoft.PowerShell.Commands.MeasureInfo',
              'System.Object',
            ],
            {
              Lines: c.flag('Line')
                ? all.reduce(
                    (n, t) =>
                      n + (t === '' ? 0 : t.split('\n').filter((l) => l !== '' || !c.flag('IgnoreWhiteSpace')).length),
                    0,
                  )
                : null,
              Words: c.flag('Word') ? all.reduce((n, t) => n + t.split(/\s+/).filter(Boolean).length, 0) : null,
              Characters: c.flag('Character')
                ? all.reduce((n, t) => n + (c.flag('IgnoreWhiteSpace') ? t.replace(/\s/g, '') : t).length, 0)
                : null,
              Property: names[0] ?? null,
            },
          );
          yield* c.emit(o);
          return;
        }
        for (const n of names.length ? names : [null])
          yield* measured(c, n, n === null ? values : perName.get(n)!, n === null ? count : perName.get(n)!.length);
      },
    };
  },
  { raw: true },
);

function* measured(c: Context, property: string | null, values: readonly PSValue[], count: number): Gen<void> {
  const all = c.flag('AllStats');
  const want = (n: string): boolean => all || c.flag(n);
  const numbers: number[] = [];
  const needs = want('Sum') || want('Average') || want('StandardDeviation');
  if (needs) {
    for (const v of values) {
      try {
        numbers.push(asDouble(toNumber(v, '+')));
      } catch {
        yield* c.error(
          c.record(
            'NonNumericInputObject',
            'InvalidType',
            `Input object "${toText(v)}" is not numeric.`,
            'System.Management.Automation.PSInvalidOperationException',
            { target: v },
          ),
        );
      }
    }
  }
  if (property !== null && count === 0) {
    yield* c.error(
      c.record(
        'GenericMeasurePropertyNotFound',
        'InvalidArgument',
        `The property "${property}" cannot be found in the input for any objects.`,
        'System.Management.Automation.PSArgumentException',
      ),
    );
    return;
  }
  const real = (n: number): PSValue => new Num('Double', n);
  const sum = numbers.reduce((a, b) => a + b, 0);
  const extreme = (sign: number): PSValue => {
    let best: PSValue = null;
    for (const v of values) {
      const x = v;
      if (best === null || order(x, best) * sign > 0) best = x;
    }
    return typeof best === 'number' || typeof best === 'bigint' || best instanceof Num
      ? real(asDouble(best))
      : typeof best === 'string'
        ? best
        : best;
  };
  const deviation = (): PSValue => {
    if (numbers.length < 2) return real(0);
    const mean = sum / numbers.length;
    return real(Math.sqrt(numbers.reduce((a, b) => a + (b - mean) ** 2, 0) / (numbers.length - 1)));
  };
  const o = new PSObj(
    ['Microsoft.PowerShell.Commands.GenericMeasureInfo', 'Microsoft.PowerShell.Commands.MeasureInfo', 'System.Object'],
    {
      Count: count,
      Average: want('Average') && numbers.length ? real(sum / numbers.length) : null,
      Sum: want('Sum') && (numbers.length || count === 0) ? real(sum) : null,
      Maximum: want('Maximum') ? extreme(1) : null,
      Minimum: want('Minimum') ? extreme(-1) : null,
      StandardDeviation: want('StandardDeviation') ? deviation() : null,
      Property: property,
    },
  );
  yield* c.emit(o);
}

const newObject = command(
  'New-Object',
  'TypeName:string@0 ArgumentList|Args:object[]@1 Property:object ComObject:string Strict',
  (c) => ({
    *process() {
      if (c.has('ComObject')) {
        throw c.fail(
          'ComObjectNotSupported',
          'NotImplemented',
          `hyperv does not have the COM object ${c.text('ComObject')}.`,
          'System.NotSupportedException',
        );
      }
      const name = c.text('TypeName');
      const type = c.engine.findType(name, c.frame);
      if (!type) {
        throw c.fail(
          'TypeNotFound',
          'InvalidType',
          `Cannot find type [${name}]: verify that the assembly containing this type is loaded.`,
          'System.Management.Automation.PSArgumentException',
        );
      }
      const given = c.get('ArgumentList');
      const args = given === null ? [] : [...(enumerable(given) ?? [given])];
      let made: PSValue;
      made = yield* c.engine.invokeStatic(type, 'new', args, c.frame);
      const properties = c.get('Property');
      if (properties instanceof Hashtable) {
        for (const e of properties.entries.values()) {
          if (made instanceof PSObj && (made.isCustom || made.netType === 'System.Object'))
            made.members.note(toText(e.key), e.value);
          else setProperty(made, toText(e.key), e.value);
        }
        if (made instanceof PSObj && made.netType === 'System.Object') {
          const custom = new PSObj();
          for (const m of made.members.map.values()) custom.members.add(m);
          made = custom;
        }
      }
      yield* c.emit(made);
    },
  }),
);

const addMember = command(
  'Add-Member',
  'InputObject:object!< MemberType|Type:string@0 Name:object@1 Value:object@2 SecondValue:object@3 NotePropertyName:string NotePropertyValue:object NotePropertyMembers:object TypeName:string PassThru Force',
  (c) => ({
    *process(input) {
      const target = input === undefined ? c.get('InputObject') : input;
      if (target === null || typeof target !== 'object') {
        yield* c.emitIf(c.flag('PassThru'), target);
        return;
      }
      const members = membersToAdd(target);
      const put = function* (name: string, value: PSValue): Gen<void> {
        const old = target instanceof Hashtable ? undefined : ownProperty(target, name);
        if (old !== undefined && old !== ABSENT && !c.flag('Force') && !/^(?:count|length)$/i.test(name)) {
          yield* c.error(
            c.record(
              'MemberAlreadyExists',
              'InvalidOperation',
              `Cannot add a member with the name "${name}" because a member with that name already exists. To overwrite the member anyway, add the Force parameter to your command.`,
              'System.InvalidOperationException',
              { target },
            ),
          );
          return;
        }
        members.add({ name, kind: 'note', value });
      };
      const type = c.get('MemberType');
      const typeText = toText(type);
      if (c.has('NotePropertyMembers') || type instanceof Hashtable) {
        const table = (c.has('NotePropertyMembers') ? c.get('NotePropertyMembers') : type) as Hashtable;
        for (const e of table.entries.values()) yield* put(toText(e.key), e.value);
      } else if (c.has('NotePropertyName')) yield* put(c.text('NotePropertyName'), c.get('NotePropertyValue'));
      else if (c.has('TypeName') && !c.has('MemberType')) {
        if (target instanceof PSObj) target.typeNames.unshift(c.text('TypeName'));
      } else if (/^script(?:property)$/i.test(typeText)) {
        members.add({
          name: c.text('Name'),
          kind: 'script-property',
          block: c.get('Value') as ScriptBlock,
          ...(c.has('SecondValue') && { setter: c.get('SecondValue') as ScriptBlock }),
        });
      } else if (/^scriptmethod$/i.test(typeText))
        members.add({ name: c.text('Name'), kind: 'script-method', block: c.get('Value') as ScriptBlock });
      else if (/^aliasproperty$/i.test(typeText))
        members.add({ name: c.text('Name'), kind: 'alias', target: c.text('Value') });
      else if (/^noteproperty$/i.test(typeText)) yield* put(c.text('Name'), c.get('Value'));
      else if (c.has('MemberType') && c.has('Name')) yield* put(typeText, c.get('Name'));
      yield* c.emitIf(c.flag('PassThru'), target);
    },
  }),
  { raw: true },
);

const teeObject = command(
  'Tee-Object',
  'InputObject:object< FilePath|Path:string@0 LiteralPath|PSPath|LP:string Append Variable:string Encoding:string',
  (c) => {
    const items: PSValue[] = [];
    const file =
      c.has('FilePath') || c.has('LiteralPath')
        ? c.engine.openRedirect(c.has('FilePath') ? c.text('FilePath') : c.text('LiteralPath'), c.flag('Append'))
        : null;
    return {
      *process(input) {
        if (input === undefined) return;
        items.push(input);
        file?.sink.write(input);
        yield* c.emit(input);
      },
      *end() {
        file?.close();
        if (c.has('Variable')) c.frame.scope.assign(c.text('Variable'), collapse(items));
      },
    };
  },
  { raw: true },
);

const getUnique = command(
  'Get-Unique',
  'InputObject:object< AsString OnType CaseInsensitive',
  (c) => {
    let last: PSValue | undefined;
    return {
      *process(input) {
        if (input === undefined) return;
        const same =
          last !== undefined &&
          (c.flag('OnType')
            ? typeChain(last)[0] === typeChain(input)[0]
            : equals(
                c.flag('AsString') ? toText(last) : last,
                c.flag('AsString') ? toText(input) : input,
                !c.flag('CaseInsensitive'),
              ));
        last = input;
        if (!same) yield* c.emit(input);
      },
    };
  },
  { raw: true },
);

const compareObject = command(
  'Compare-Object',
  'ReferenceObject:object[]@0! DifferenceObject:object[]@1!< SyncWindow:int Property:object[] ExcludeDifferent IncludeEqual PassThru CaseSensitive Culture:string',
  (c) => {
    const difference: PSValue[] = [];
    return {
      *process(input) {
        difference.push(...(input === undefined ? c.list('DifferenceObject') : [input]));
      },
      *end() {
        const fields = c.list('Property').map(fieldOf);
        const keyOf = function* (item: PSValue): Gen<PSValue[]> {
          if (!fields.length) return [item];
          const keys: PSValue[] = [];
          for (const f of fields) keys.push(yield* fieldValue(c, f, item));
          return keys;
        };
        const left: { item: PSValue; key: PSValue[]; used: boolean }[] = [];
        for (const item of c.list('ReferenceObject')) left.push({ item, key: yield* keyOf(item), used: false });
        const right: { item: PSValue; key: PSValue[] }[] = [];
        const equal: { item: PSValue; key: PSValue[] }[] = [];
        for (const item of difference) {
          const key = yield* keyOf(item);
          const found = left.find(
            (l) => !l.used && l.key.every((k, i) => compareKey(k, key[i]!, c.flag('CaseSensitive'))),
          );
          if (found) {
            found.used = true;
            equal.push({ item: found.item, key });
          } else right.push({ item, key });
        }
        const emit = function* (row: { item: PSValue; key: PSValue[] }, side: string): Gen<void> {
          if (c.flag('PassThru')) {
            const target = row.item;
            if (target !== null && typeof target === 'object') membersToAdd(target).note('SideIndicator', side);
            yield* c.emit(target);
            return;
          }
          const o = new PSObj();
          if (fields.length) for (const [i, f] of fields.entries()) o.members.note(f.name, row.key[i]!);
          else o.members.note('InputObject', row.item);
          o.members.note('SideIndicator', side);
          yield* c.emit(o);
        };
        if (c.flag('IncludeEqual') || c.flag('ExcludeDifferent')) for (const r of equal) yield* emit(r, '==');
        if (c.flag('ExcludeDifferent')) return;
        for (const r of right) yield* emit(r, '=>');
        for (const r of left.filter((l) => !l.used)) yield* emit(r, '<=');
      },
    };
  },
);

function compareKey(a: PSValue, b: PSValue, cs: boolean): boolean {
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b, cs) === 0;
  return equals(a, b, cs);
}

const getMember = command(
  'Get-Member',
  'InputObject:object< Name:string[]@0 MemberType|Type:string[] View:string Static Force',
  (c) => {
    const seen = new Set<string>();
    return {
      *process(input) {
        const item = input === undefined ? c.get('InputObject') : input;
        if (item === null) return;
        const type = typeChain(item)[0]!;
        if (seen.has(type)) return;
        seen.add(type);
        const names = c.texts('Name');
        const facts = propertyList(item)
          .map((p) => ({ name: p.name, kind: p.kind as string, definition: definitionOf(item, p.name, p.kind) }))
          .concat(
            [...((item instanceof PSObj ? item.members : addedMembers(item))?.map.values() ?? [])]
              .filter((m) => m.kind === 'script-method')
              .map((m) => ({ name: m.name, kind: 'ScriptMethod', definition: `System.Object ${m.name}();` })),
          );
        facts.sort((a, b) => compareText(a.name, b.name, false));
        const kinds = c.texts('MemberType').map((k) => k.toLowerCase());
        for (const f of facts) {
          if (names.length && !names.some((n) => wildcard(n).test(f.name))) continue;
          if (
            kinds.length &&
            !kinds.some(
              (k) =>
                k === f.kind.toLowerCase() ||
                (k === 'properties' && /Property$/.test(f.kind)) ||
                (k === 'methods' && /Method$/.test(f.kind)) ||
                k === 'all',
            )
          )
            continue;
          yield* c.emit(
            new PSObj(['Microsoft.PowerShell.Commands.MemberDefinition', 'System.Object'], {
              TypeName: type,
              Name: f.name,
              MemberType: f.kind,
              Definition: f.definition,
            }),
          );
        }
      },
    };
  },
  { raw: true },
);

const SHORT: Readonly<Record<string, string>> = {
  'System.String': 'string',
  'System.Int32': 'int',
  'System.Int64': 'long',
  'System.Boolean': 'bool',
  'System.Double': 'double',
  'System.Object[]': 'Object[]',
  'System.DateTime': 'datetime',
};

function definitionOf(item: PSValue, name: string, kind: string): string {
  const v = ownProperty(item, name);
  const type = v === ABSENT || v === null ? 'object' : (SHORT[typeNameOf(v)] ?? typeNameOf(v));
  return kind === 'NoteProperty' ? `${type} ${name}=${v === ABSENT ? '' : toText(v)}` : `${type} ${name} {get;}`;
}

export const OBJECTS: readonly Builtin[] = [
  whereObject,
  forEachObject,
  selectObject,
  sortObject,
  groupObject,
  measureObject,
  newObject,
  addMember,
  teeObject,
  getUnique,
  compareObject,
  getMember,
];

void DateTime;
void EnumValue;
void Switch;
void TimeSpan;
void add;
void OrderedDictionary;
void runtimeError;
void runNow;
void FlowError;
void Frame;
void like;

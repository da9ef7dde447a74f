/** Format-Table and its kin: what they make is printed where it arrives. */
import { type Builtin, type Context, command } from '../engine/builtin.ts';
import { collapse, entriesOf, enumerable } from '../engine/collections.ts';
import { toText, truth } from '../engine/convert.ts';
import { runNow } from '../engine/flow.ts';
import { formatValue } from '../engine/format-number.ts';
import { Collector } from '../engine/frame.ts';
import { getProperty, propertyList } from '../engine/members.ts';
import type { ScriptBlockValue } from '../engine/script-block.ts';
import { hasWildcard, wildcard } from '../engine/wildcard.ts';
import type { ShapeRequest } from '../format/formatter.ts';
import type { Column, ObjectView } from '../format/view.ts';
import { Hashtable, NetValue, type PSValue, ScriptBlock } from '../values.ts';
import { fieldOf } from './objects.ts';

/** Objects with the shape they are to be printed in. */
export class FormatData extends NetValue {
  readonly items: readonly PSValue[];
  readonly request: ShapeRequest;
  constructor(items: readonly PSValue[], request: ShapeRequest) {
    super();
    this.items = items;
    this.request = request;
  }
  get typeName(): string {
    return 'Microsoft.PowerShell.Commands.Internal.Format.FormatStartData';
  }
}

function column(c: Context, spec: PSValue): Column {
  const field = fieldOf(spec);
  const facts = new Map<string, PSValue>();
  for (const e of field.facts?.entries.values() ?? []) facts.set(toText(e.key).toLowerCase(), e.value);
  const find = (...keys: string[]): PSValue | undefined => {
    for (const [k, v] of facts) if (keys.some((x) => x.startsWith(k))) return v;
    return undefined;
  };
  const format = find('formatstring');
  const width = find('width');
  const align = find('alignment');
  const { expression } = field;
  const read = (raw: PSValue): PSValue => {
    let v: PSValue;
    if (typeof expression === 'string') v = raw === null ? null : getProperty(raw, expression);
    else {
      const out = new Collector();
      try {
        runNow(
          c.engine.runBlock(expression as ScriptBlockValue, {
            scope: c.frame.scope,
            item: raw,
            out,
            streams: c.streams,
            args: [],
          }),
        );
      } catch (e) {
        if (c.engine.isControl(e)) throw e;
      }
      v = collapse(out.items);
    }
    return format !== undefined ? formatValue(v, toText(format)) : v;
  };
  return {
    label: field.name,
    value: (_: ObjectView, raw: PSValue) => read(raw),
    ...(width !== undefined && { width: Number(toText(width)) }),
    ...(align !== undefined && { align: toText(align).toLowerCase() as 'left' | 'right' | 'center' }),
  };
}

function fieldsOf(c: Context): ShapeRequest['fields'] | undefined {
  const specs = c.list('Property');
  const exclude = c.texts('ExcludeProperty').map((p) => wildcard(p));
  if (!specs.length && !exclude.length) return undefined;
  const given = specs.length ? specs : (['*'] as PSValue[]);
  if (!given.some((s) => typeof s === 'string' && hasWildcard(s)) && !exclude.length) {
    const columns = given.map((s) => column(c, s));
    // A label takes the spelling of the first object's property.
    return (first) => columns.map((col, i) => ({ ...col, label: proper(given[i]!, first, col.label) }));
  }
  return (first) =>
    given
      .flatMap((s) => {
        if (typeof s !== 'string' || !hasWildcard(s)) return [column(c, s)];
        const names = first.propertyNames.filter((n) => wildcard(s).test(n));
        return names.map((n) => column(c, n));
      })
      .filter((col) => !exclude.some((x) => x.test(col.label)));
}

function proper(spec: PSValue, first: ObjectView, label: string): string {
  if (typeof spec !== 'string') return label;
  return first.propertyNames.find((n) => n.toLowerCase() === label.toLowerCase()) ?? label;
}

const COMMON = 'InputObject:object< GroupBy:object View:string ShowError DisplayError Force Expand:string';

function formatCommand(name: string, shape: ShapeRequest['shape'], specs: string): Builtin {
  return command(
    name,
    `${specs} ${COMMON}`,
    (c) => {
      const items: PSValue[] = [];
      return {
        *process(input) {
          const v = input === undefined ? c.get('InputObject') : input;
          if (v === null) return;
          if (v instanceof Hashtable) items.push(...entriesOf(v));
          else if (input === undefined) items.push(...(enumerable(v) ?? [v]));
          else items.push(v);
        },
        *end() {
          if (!items.length) return;
          const fields = fieldsOf(c);
          const group = c.has('GroupBy') ? column(c, c.get('GroupBy')) : null;
          const request: ShapeRequest = {
            shape,
            ...(fields && { fields }),
            ...(group && {
              groupBy: { label: groupLabel(c), value: (o: ObjectView, raw: PSValue) => group.value!(o, raw) },
            }),
            ...(c.flag('AutoSize') && { autoSize: true }),
            ...(c.flag('Wrap') && { wrap: true }),
            ...(c.flag('HideTableHeaders') && { hideHeaders: true }),
            ...(c.has('Column') && { perLine: c.number('Column') }),
            ...(c.has('Depth') && { depth: c.number('Depth') }),
          };
          yield* c.emit(new FormatData(items, request));
        },
      };
    },
    { raw: true },
  );
}

function groupLabel(c: Context): string {
  const v = c.get('GroupBy');
  if (v instanceof ScriptBlock) return v.text;
  return fieldOf(v).name;
}

export const FORMATTING: readonly Builtin[] = [
  formatCommand(
    'Format-Table',
    'table',
    'Property:object[]@0 ExcludeProperty:string[] AutoSize RepeatHeader HideTableHeaders Wrap',
  ),
  formatCommand('Format-List', 'list', 'Property:object[]@0 ExcludeProperty:string[]'),
  formatCommand('Format-Wide', 'wide', 'Property:object@0 AutoSize Column:int'),
  formatCommand('Format-Custom', 'custom', 'Property:object[]@0 ExcludeProperty:string[] Depth:int'),
];

void truth;
void propertyList;

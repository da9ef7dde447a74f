/** Format-Table, Format-List, Format-Wide, Format-Custom: orders that travel down the pipeline with their objects. */
import type { Context } from '../engine/builtin.ts';
import { entriesOf, enumerable } from '../engine/collections.ts';
import { toText } from '../engine/convert.ts';
import { ErrorObject } from '../engine/errors.ts';
import { formatValue } from '../engine/format-composite.ts';
import { PSObj } from '../engine/psobject.ts';
import { hasWildcard, wildcard } from '../engine/wildcard.ts';
import type { GroupBy, ShapeRequest } from '../format/formatter.ts';
import type { Alignment, Column, ObjectView } from '../format/view.ts';
import { Hashtable, type PSValue } from '../values.ts';
import { builtin } from './declare.ts';
import { evaluateNow, expressionsOf, FORMAT_KEYS, type PropertyExpression } from './expression.ts';
import { refuse } from './refusals.ts';
import { FormatEntry, Shown } from './render.ts';

const rawOf = (object: ObjectView, raw: PSValue): PSValue => (object instanceof Shown ? object.raw : raw);

function columnsOf(c: Context, e: PropertyExpression, first: ObjectView, shape: ShapeRequest['shape']): Column[] {
  const width = e.more.get('width');
  const align = e.more.get('alignment');
  const format = e.more.get('formatstring');
  const facts = {
    ...(width !== undefined && { width: Number(toText(width)) }),
    ...(align !== undefined && { align: toText(align).toLowerCase() as Alignment }),
    ...(format !== undefined && {
      format: (value: PSValue) => (value === null ? '' : formatOne(value, toText(format))),
    }),
  };
  const { what } = e;
  if (typeof what !== 'string') {
    return [{ label: e.label ?? what.text, ...facts, value: (o, raw) => evaluateNow(c, what, rawOf(o, raw)) }];
  }
  if (hasWildcard(what)) {
    const pattern = wildcard(what);
    return first.propertyNames
      .filter((n) => pattern.test(n))
      .map((name) => ({ label: e.label ?? name, property: name, ...facts }));
  }
  const name = first.propertyNames.find((n) => n.toLowerCase() === what.toLowerCase());
  if (name === undefined && shape !== 'table' && first.get(what) === undefined) return [];
  return [{ label: e.label ?? name ?? what, property: name ?? what, ...facts }];
}

function formatOne(value: PSValue, format: string): string {
  return format.includes('{0')
    ? format.replace(/\{0(?::([^}]*))?\}/g, (_, f: string | undefined) => (f ? formatValue(value, f) : toText(value)))
    : formatValue(value, format);
}

function groupOf(c: Context): GroupBy | undefined {
  const [e] = expressionsOf(c, 'GroupBy', FORMAT_KEYS);
  if (!e) return undefined;
  const { what } = e;
  if (typeof what !== 'string')
    return { label: e.label ?? what.text, value: (o, raw) => evaluateNow(c, what, rawOf(o, raw)) };
  return { label: e.label ?? what, value: (o) => o.get(what) ?? null };
}

function requestOf(c: Context, shape: ShapeRequest['shape']): ShapeRequest {
  const expressions = expressionsOf(c, 'Property', FORMAT_KEYS);
  const groupBy = groupOf(c);
  const plain = expressions.length === 1 && expressions[0]!.what === '*';
  return {
    shape,
    ...(expressions.length > 0 && {
      fields: (first: ObjectView) => expressions.flatMap((e) => columnsOf(c, e, first, shape)),
    }),
    ...(plain && { fields: (first: ObjectView) => first.propertyNames.map((label) => ({ label })) }),
    ...(groupBy && { groupBy }),
    ...(c.flag('AutoSize') && { autoSize: true }),
    ...(c.flag('Wrap') && { wrap: true }),
    ...(c.flag('HideTableHeaders') && { hideHeaders: true }),
    ...(c.has('Column') && { perLine: c.number('Column') }),
    ...(c.has('Depth') && { depth: c.number('Depth') }),
  };
}

const COMMON = `
GroupBy object
View string
ShowError switch
DisplayError switch
Force switch
Expand string {CoreOnly,EnumOnly,Both}
InputObject psobject <
`;

function formatCommand(name: string, shape: ShapeRequest['shape'], table: string) {
  return builtin(
    name,
    'utility',
    table + COMMON,
    (c) => {
      if (c.has('Expand') && c.text('Expand').toLowerCase() !== 'enumonly')
        refuse(c, { Expand: 'lists are always shown by their elements (EnumOnly).' });
      refuse(c, {
        View: 'each type has one view for each shape.',
        ShowError: 'errors of calculated properties are in $Error.',
        DisplayError: 'errors of calculated properties are in $Error.',
      });
      const request = requestOf(c, shape);
      const given = c.has('InputObject') ? c.get('InputObject') : undefined;
      const entry = (value: PSValue): FormatEntry => {
        const scalar = value === null || typeof value !== 'object' || !(value instanceof PSObj || 'typeNames' in value);
        return new FormatEntry(
          request,
          scalar && !request.fields && !(value instanceof Hashtable) && !isObject(value) ? value : new Shown(value),
        );
      };
      return {
        *process(input) {
          const item = input === undefined ? given : input;
          if (item === undefined || item === null) return;
          if (item instanceof FormatEntry || (item instanceof ErrorObject && !c.flag('Force'))) {
            yield* c.emit(item);
            return;
          }
          const items = item instanceof Hashtable ? entriesOf(item) : (enumerable(item) ?? [item]);
          for (const value of items) if (value !== null) yield* c.emit(entry(value));
        },
      };
    },
    { raw: true },
  );
}

const isObject = (value: PSValue): boolean =>
  typeof value === 'object' && value !== null && new Shown(value).propertyNames.length > 0 && !Array.isArray(value);

export const FORMAT = [
  formatCommand(
    'Format-Table',
    'table',
    'Property object[] @0\nAutoSize switch\nRepeatHeader switch\nHideTableHeaders switch\nWrap switch',
  ),
  formatCommand('Format-List', 'list', 'Property object[] @0'),
  formatCommand('Format-Wide', 'wide', 'Property object @0\nAutoSize switch\nColumn int 1..2147483647'),
  formatCommand('Format-Custom', 'custom', 'Property object[] @0\nDepth int 1..2147483647'),
];

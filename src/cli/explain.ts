/** How command lines are bound, in the machine-readable form that the recordings of PowerShell's own binder have. */
import './types.ts';
import type { Binding } from '../powershell/binder/binder.ts';
import { dateTimeRoundTrip } from '../powershell/dates.ts';
import { PSObj } from '../powershell/engine/psobject.ts';
import { type ErrorRecord, type Extent, fullyQualifiedErrorId } from '../powershell/errors.ts';
import { Lines, type ParseError } from '../powershell/language/syntax-errors.ts';
import { NetObject } from '../powershell/objects.ts';
import type { CmdletDef } from '../powershell/parameters.ts';
import { toText } from '../powershell/text.ts';
import {
  Credential,
  DateTime,
  EnumValue,
  Hashtable,
  isNumber,
  listItems,
  Num,
  type PSValue,
  Spelled,
  Switch,
  TimeSpan,
  typeNameOf,
} from '../powershell/values.ts';
import type { BoundCommand, Explanation } from './explain-session.ts';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** The answer as one JSON object, `{ "out": [...] }`: what cmdlets were bound to, errors and output, in order. */
export function explainedJson({ text, events }: Explanation): { readonly out: readonly Json[] } {
  const out: Json[] = [];
  for (const event of events) {
    if (event.kind === 'bound' && event.cmdlet && !event.waits) out.push(boundJson(event));
    else if (event.kind === 'error') out.push({ error: errorJson(event.record, text, event.terminating) });
    else if (event.kind === 'syntax') out.push({ error: syntaxJson(event.errors, text) });
    else if (event.kind === 'output') out.push({ output: jsonOf(event.value) });
  }
  return { out };
}

function boundJson({ def, set, bound, should }: BoundCommand): Json {
  const values: Record<string, Json> = {};
  for (const { parameter, value } of bound) values[parameter.name] = valueJson(parameter.type.short, value);
  return { cmdlet: def.name, set, bound: values, ...(should && { should }) };
}

/** A custom object for a parameter that takes any object stays wrapped. */
function valueJson(parameterType: string, value: PSValue): Json {
  if (parameterType !== 'PSObject' || !(value instanceof PSObj))
    return { type: shortType(value), value: jsonOf(value) };
  const entries = value.propertyNames.map((name): [string, Json] => [name, jsonOf(value.get(name) ?? null)]);
  return { type: 'PSObject', value: Object.fromEntries(entries) };
}

const IMPACTS = ['None', 'Low', 'Medium', 'High'];

/**
 * What ShouldProcess would answer: it would only say so, or ask. `preference` gives the preference variables by their names
 * in lower case.
 */
export function shouldProcess(
  def: CmdletDef,
  binding: Binding,
  preference: (name: string) => PSValue | undefined = () => undefined,
): 'whatif' | 'prompt' | undefined {
  if (!def.confirmImpact) return undefined;
  const given = (name: string) => {
    const value = binding.value(name);
    return value instanceof Switch ? value.isPresent : undefined;
  };
  if (given('WhatIf') ?? preference('whatifpreference') === true) return 'whatif';
  const level = IMPACTS.indexOf(toText(preference('confirmpreference') ?? 'High'));
  const asks = level > 0 && IMPACTS.indexOf(def.confirmImpact) >= level;
  return (given('Confirm') ?? asks) ? 'prompt' : undefined;
}

function errorJson(record: ErrorRecord, text: string, terminating: boolean): Json {
  const extent = record.extent ?? whole(text);
  return {
    fullyQualifiedErrorId: fullyQualifiedErrorId(record),
    category: record.category,
    exceptionType: record.exceptionType,
    message: record.message,
    ...optional(record),
    column: extent.column,
    text: extent.text.slice(extent.start, extent.end),
    ...(terminating && { terminating }),
  };
}

/** Text that does not parse: the first error, with the ids and texts of the others. One that ends too early has no place. */
function syntaxJson([first, ...others]: readonly ParseError[], text: string): Json {
  const { id, message, start, end, incomplete } = first!;
  const exception = incomplete ? 'IncompleteParseException' : 'ParseException';
  return {
    fullyQualifiedErrorId: id,
    category: 'ParserError',
    exceptionType: `System.Management.Automation.${exception}`,
    message,
    ...(!incomplete && { column: new Lines(text).at(start).column, text: text.slice(start, end) }),
    ...(others.length > 0 && { more: others.map((e) => `${e.id}: ${e.message}`) }),
    terminating: true,
  };
}

function optional({ parameterName, target, innerType }: ErrorRecord): Record<string, Json> {
  return {
    ...(parameterName !== undefined && { parameterName }),
    ...(target !== undefined && isPlain(target) && { targetObject: jsonOf(target) }),
    ...(innerType !== undefined && { innerType }),
  };
}

/** What is worth showing as the target of an error: text, numbers and truth. */
const isPlain = (value: PSValue): boolean =>
  typeof value === 'string' || typeof value === 'boolean' || isNumber(value) || value instanceof Spelled;

/** Where no extent is known, PowerShell underlines the whole command. */
function whole(text: string): Extent {
  const start = text.length - text.trimStart().length;
  return { text, start, end: text.trimEnd().length, line: 1, column: start + 1 };
}

function shortType(value: PSValue): Json {
  if (value === null) return null;
  const name = typeNameOf(value);
  return name.slice(name.lastIndexOf('.') + 1).replace(/^.*\+/, '');
}

/** Numbers as numbers where they are exact, the rest as text; an object by its name. */
export function jsonOf(value: PSValue): Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number')
    return value;
  const items = listItems(value);
  if (items) return items.map(jsonOf);
  if (value instanceof Switch) return value.isPresent;
  if (value instanceof Spelled) return jsonOf(value.value);
  if (typeof value === 'bigint' || (value instanceof Num && value.kind !== 'Decimal' && value.kind !== 'BigInteger')) {
    const number = Number(typeof value === 'bigint' ? value : value.value);
    return Number.isSafeInteger(number) || !Number.isInteger(number) || Math.abs(number) === 2 ** 53
      ? number
      : toText(value);
  }
  if (value instanceof DateTime) {
    return dateTimeRoundTrip(value.ticks, { Unspecified: '', Utc: 'Z', Local: '+00:00' }[value.kind]);
  }
  if (value instanceof Hashtable) {
    return Object.fromEntries([...value.entries.values()].map((e) => [toText(e.key), jsonOf(e.value)]));
  }
  if (value instanceof Credential) return value.userName;
  if (value instanceof NetObject) {
    const name = value.get('Name') ?? (value.target as { readonly name?: PSValue } | null)?.name;
    return typeof name === 'string' ? name : toText(value);
  }
  if (value instanceof EnumValue || value instanceof TimeSpan) return toText(value);
  return toText(value);
}

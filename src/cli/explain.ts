/** How command lines are bound, in the machine-readable form that the recordings of PowerShell's own binder have. */
import './types.ts';
import { Binding } from '../powershell/binder/binder.ts';
import { ParseError } from '../powershell/binder/parse-error.ts';
import { readCommandLine } from '../powershell/binder/reader.ts';
import { dateTimeRoundTrip } from '../powershell/dates.ts';
import { type ErrorRecord, type Extent, fullyQualifiedErrorId, PSError } from '../powershell/errors.ts';
import { NetObject } from '../powershell/objects.ts';
import type { CmdletDef } from '../powershell/parameters.ts';
import { toText } from '../powershell/text.ts';
import {
  Credential,
  DateTime,
  EnumValue,
  Hashtable,
  listItems,
  Num,
  type PSValue,
  Spelled,
  Switch,
  TimeSpan,
  typeNameOf,
} from '../powershell/values.ts';
import { commandNotFound } from './errors.ts';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Finds a cmdlet's declaration by name in any letter case. */
export type FindCmdlet = (name: string) => Promise<CmdletDef | undefined>;

/** What a command line came to: what was bound, or why nothing was. */
export type Explained =
  | { readonly def: CmdletDef; readonly binding: Binding }
  | { readonly error: PSError; readonly commandLine: string; readonly def?: CmdletDef | undefined }
  | { readonly nothing: true };

export async function explainLine(line: string, find: FindCmdlet): Promise<Explained> {
  let def: CmdletDef | undefined;
  try {
    const command = readCommandLine(line);
    if (!command) return { nothing: true };
    def = await find(command.name);
    if (!def) throw commandNotFound(command.name, command.nameExtent);
    return { def, binding: new Binding(def, command.elements) };
  } catch (error) {
    if (!(error instanceof PSError)) throw error;
    return { error, commandLine: line, def };
  }
}

/** The answer as one JSON object: `{ "out": [...] }`. */
export function explainedJson(explained: Explained): { readonly out: readonly Json[] } {
  if ('nothing' in explained) return { out: [] };
  if ('error' in explained) return { out: [{ error: errorJson(explained.error, explained.commandLine) }] };
  const { def, binding } = explained;
  const bound: Record<string, Json> = {};
  for (const [parameter, value] of binding.everBound)
    bound[parameter.name] = { type: shortType(value), value: jsonOf(value) };
  const should = shouldProcess(def, binding);
  return { out: [{ cmdlet: def.name, set: binding.parameterSet, bound, ...(should && { should }) }] };
}

/** What ShouldProcess would answer: it would only say so, or ask. */
export function shouldProcess(def: CmdletDef, binding: Binding): 'whatif' | 'prompt' | undefined {
  if (!def.confirmImpact) return undefined;
  const given = (name: string) => {
    const value = binding.value(name);
    return value instanceof Switch ? value.isPresent : undefined;
  };
  if (given('WhatIf')) return 'whatif';
  const confirm = given('Confirm');
  return (confirm ?? def.confirmImpact === 'High') ? 'prompt' : undefined;
}

function errorJson(error: PSError, commandLine: string): Json {
  const { record } = error;
  const extent = error instanceof ParseError || record.extent ? record.extent : whole(commandLine);
  return {
    fullyQualifiedErrorId: fullyQualifiedErrorId(record),
    category: record.category,
    exceptionType: record.exceptionType,
    message: record.message,
    ...optional(record),
    ...(extent && { column: extent.column, text: extent.text.slice(extent.start, extent.end) }),
    ...(error instanceof ParseError && { ...(error.more.length > 0 && { more: error.more }), terminating: true }),
  };
}

function optional({ parameterName, target, innerType }: ErrorRecord): Record<string, Json> {
  return {
    ...(parameterName !== undefined && { parameterName }),
    ...(target !== undefined && { targetObject: jsonOf(target) }),
    ...(innerType !== undefined && { innerType }),
  };
}

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
    const name = value.get('Name');
    return typeof name === 'string' ? name : toText(value);
  }
  if (value instanceof EnumValue || value instanceof TimeSpan) return toText(value);
  return toText(value);
}

/** Tables of the types whose methods are written by name: their definitions say how arguments are bound. */
import type { PSValue } from '../../values.ts';
import { type Methods, NO_OVERLOAD } from '../method-tools.ts';
import { STRING, STRING_BUILDER } from '../methods-text.ts';
import { DATE, SPAN } from '../methods-time.ts';
import { definitionsOf } from './definitions.ts';
import { NetType, type Row, type Run } from './net-type.ts';
import { noOverload } from './overloads.ts';
import { REGEX_METHODS } from './regex.ts';
import { parseDefinition } from './signature.ts';
import { STATICS } from './statics.ts';

// biome-ignore lint/suspicious/noExplicitAny: each table knows the class of its own instances
const INSTANCES: Readonly<Record<string, Methods<any>>> = {
  'System.String': STRING,
  'System.Text.StringBuilder': STRING_BUILDER,
  'System.DateTime': DATE,
  'System.TimeSpan': SPAN,
  'System.Text.RegularExpressions.Regex': REGEX_METHODS,
};

/** The row of a definition; null where nothing does it. */
function row(type: string, definition: string): Row | null {
  const signature = parseDefinition(definition);
  const key = signature.name.toLowerCase();
  const checked = (result: PSValue, count: number): PSValue => {
    if (result === NO_OVERLOAD) throw noOverload(signature.name, count);
    return result;
  };
  if (signature.isStatic || key === 'new') {
    const method = STATICS[type]?.methods[key];
    if (!method) return null;
    const run: Run = (_, args, env) => checked(method(args, env), args.length);
    return [definition, run];
  }
  const method = INSTANCES[type]?.[key];
  if (!method) return null;
  const run: Run = (self, args) => checked(method(self, args), args.length);
  return [definition, run];
}

/** The table of a type by its definitions; undefined where there are none. */
export function definedTable(name: string): NetType | undefined {
  const text = definitionsOf(name);
  if (text === undefined) return undefined;
  const rows: Row[] = [];
  for (const line of text.trim().split('\n')) {
    const made = row(name, line);
    if (made) rows.push(made);
  }
  return new NetType(name, rows);
}

/** Get-Command. */
import { existsSync, readFileSync } from 'node:fs';
import { edition } from '../../edition.ts';
import type { Context } from '../../engine/builtin.ts';
import { toText } from '../../engine/convert.ts';
import { type Gen, wait } from '../../engine/flow.ts';
import { decode } from '../../engine/net/bytes.ts';
import type { PSObj } from '../../engine/psobject.ts';
import type { Scope } from '../../engine/scope.ts';
import type { FunctionValue } from '../../engine/script-block.ts';
import { hasWildcard, wildcard } from '../../engine/wildcard.ts';
import type { CmdletDef } from '../../parameters.ts';
import { builtin } from '../declare.ts';
import { refuse } from '../refusals.ts';
import { aliasObject } from './aliases.ts';
import { catalogOf, findCompiled } from './catalog.ts';
import {
  applicationObject,
  cmdletObject,
  functionDef,
  functionObject,
  moduleName,
  scriptObject,
  syntaxText,
} from './command-object.ts';

const TABLE = `
Name string[] [AllCommandSet] @0 <*
Verb string[] [CmdletSet] <.
Noun string[] [CmdletSet] <.
Module|PSSnapin string[] <.
FullyQualifiedModule object[] <.
CommandType|Type string[] [AllCommandSet] <.
TotalCount int <.
Syntax switch <.
ShowCommandInfo switch
ArgumentList|Args object[] null empty @1
All switch <.
ListImported switch <.
ParameterName string[] ~
ParameterType object[] ~
UseFuzzyMatching switch [AllCommandSet]
FuzzyMinimumDistance uint32 [AllCommandSet]
UseAbbreviationExpansion switch [AllCommandSet]
`;

type Kind = 'Alias' | 'Function' | 'Filter' | 'Cmdlet' | 'ExternalScript' | 'Application';

/** A command that was found, made an object when it is wanted. */
interface Found {
  readonly kind: Kind;
  readonly name: string;
  readonly module: string;
  readonly def: () => Promise<CmdletDef | undefined> | CmdletDef | undefined;
  readonly object: (def: CmdletDef | undefined) => PSObj | null;
}

function* scopes(c: Context): Generator<Scope> {
  for (let s: Scope | null = c.frame.scope; s; s = s.parent) yield s;
}

/** Aliases, functions and cmdlets of the session that match; programs and scripts are found by their whole names. */
function all(c: Context): Found[] {
  const found: Found[] = [];
  const seen = new Set<string>();
  const once = (kind: string, key: string): boolean => {
    if (seen.has(`${kind}:${key}`)) return false;
    seen.add(`${kind}:${key}`);
    return true;
  };
  for (const s of scopes(c)) {
    for (const [k, a] of s.aliases ?? [])
      if (once('a', k))
        found.push({
          kind: 'Alias',
          name: a.name,
          module: '',
          def: () => undefined,
          object: () => aliasObject(c, a.name, a.definition),
        });
    for (const [k, f] of (s.functions ?? []) as Map<string, FunctionValue>)
      if (once('f', k)) found.push(functionFound(c, f));
  }
  for (const b of c.engine.builtins.values()) found.push(cmdletFound(c, b.def));
  for (const m of catalogOf(c.engine).modules)
    for (const name of m.commands) {
      if (c.engine.builtins.has(name.toLowerCase())) continue;
      const def: CmdletDef = { name, summary: '', className: '', module: m.name, parameters: {} };
      found.push({
        kind: 'Cmdlet',
        name,
        module: m.name,
        def: () => catalogOf(c.engine).definition(name),
        object: (d) => cmdletObject(c, d ?? def, m.version, m.name),
      });
    }
  return found;
}

const functionFound = (c: Context, f: FunctionValue): Found => ({
  kind: f.isFilter ? 'Filter' : 'Function',
  name: f.name,
  module: f.module?.name ?? '',
  def: () => functionDef(c, f).def,
  object: () => functionObject(c, f),
});

const cmdletFound = (c: Context, def: CmdletDef): Found => ({
  kind: 'Cmdlet',
  name: def.name,
  module: moduleName(def),
  def: () => def,
  object: () => cmdletObject(c, def, '7.0.0.0'),
});

const ORDER: readonly Kind[] = ['Alias', 'Function', 'Filter', 'Cmdlet', 'ExternalScript', 'Application'];

const sorted = (found: readonly Found[]): Found[] =>
  [...found].sort(
    (a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) || (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1),
  );

/** The commands of one name: the one that would run first. */
function byName(c: Context, given: string): Found[] {
  const name = given.replace(/^[\w.]+\\(?=[\w-]+$)/, '');
  const found: Found[] = [];
  const alias = c.engine.findAlias(name, c.frame.scope);
  if (alias)
    found.push({
      kind: 'Alias',
      name: alias.name,
      module: '',
      def: () => defOf(c, alias.definition),
      object: () => aliasObject(c, alias.name, alias.definition),
    });
  const fn = c.engine.findFunction(name, c.frame.scope);
  if (fn) found.push(functionFound(c, fn));
  const b = c.engine.builtins.get(name.toLowerCase());
  if (b) found.push(cmdletFound(c, b.def));
  const compiled = b ? undefined : findCompiled(c.engine, given);
  if (compiled) {
    const { definition } = catalogOf(c.engine);
    found.push({
      kind: 'Cmdlet',
      name: compiled.name,
      module: compiled.module.name,
      def: () => definition(compiled.name),
      object: (d) => (d ? cmdletObject(c, d, compiled.module.version, compiled.module.name) : null),
    });
  }
  const path = /\.ps1$/i.test(given) ? c.engine.files.full(given) : null;
  if (path !== null && existsSync(c.engine.files.real(path))) {
    const text = (): string => decode(readFileSync(c.engine.files.real(path)));
    found.push({
      kind: 'ExternalScript',
      name: given,
      module: '',
      def: () => undefined,
      object: () => scriptObject(c, path, text),
    });
  }
  const program = c.engine.findNative?.(given) ?? null;
  if (program)
    found.push({
      kind: 'Application',
      name: given,
      module: '',
      def: () => undefined,
      object: () => applicationObject(given, program),
    });
  return found;
}

/** The declaration behind a name, through aliases. */
export function defOf(c: Context, name: string): Promise<CmdletDef | undefined> | CmdletDef | undefined {
  const alias = c.engine.findAlias(name, c.frame.scope);
  if (alias && alias.definition.toLowerCase() !== name.toLowerCase()) return defOf(c, alias.definition);
  const fn = c.engine.findFunction(name, c.frame.scope);
  if (fn) return functionDef(c, fn).def;
  const b = c.engine.builtins.get(name.toLowerCase());
  return b
    ? b.def
    : findCompiled(c.engine, name)
      ? catalogOf(c.engine).definition(findCompiled(c.engine, name)!.name)
      : undefined;
}

/** How far two names are from each other: letters to add, drop, change or swap (Damerau and Levenshtein). */
function distance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      row[j] = Math.min(rows[i - 1]![j]! + 1, row[j - 1]! + 1, rows[i - 1]![j - 1]! + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        row[j] = Math.min(row[j]!, rows[i - 2]![j - 2]! + 1);
    }
    rows.push(row);
  }
  return rows[a.length]![b.length]!;
}

/** Beginnings of the words of a command: `gh` stands for Get-Help, `i-psdf` for Import-PowerShellDataFile. */
const abbreviation = (name: string): string =>
  name
    .replace(/[^A-Z-]/g, '')
    .replace(/-/g, '')
    .toLowerCase();

function* wanted(c: Context): Gen<Found[]> {
  const names = c.has('Name') ? c.texts('Name') : ['*'];
  const out: Found[] = [];
  for (const name of names) {
    if (c.flag('UseFuzzyMatching')) {
      const most = c.has('FuzzyMinimumDistance') ? c.number('FuzzyMinimumDistance') : 5;
      const near = all(c)
        .map((f) => ({ f, d: distance(f.name.toLowerCase(), name.toLowerCase()) }))
        .filter(({ d }) => d <= most)
        .sort((a, b) => a.d - b.d);
      out.push(...near.map(({ f }) => f));
      continue;
    }
    if (hasWildcard(name)) {
      const plain = name.replace(/^[\w.]+\\/, '');
      const pattern = wildcard(plain);
      const module = /^([\w.]+)\\/.exec(name)?.[1]?.toLowerCase();
      out.push(
        ...sorted(
          all(c).filter((f) => pattern.test(f.name) && (module === undefined || f.module.toLowerCase() === module)),
        ),
      );
      continue;
    }
    let found = byName(c, name);
    if (c.flag('UseAbbreviationExpansion')) {
      const short = name.replaceAll('-', '').toLowerCase();
      found = [...found, ...sorted(all(c).filter((f) => abbreviation(f.name) === short))];
    }
    const fits = found.filter((f) => passes(c, f));
    if (fits.length === 0) yield* notFound(c, name);
    out.push(...(c.flag('All') ? fits : fits.slice(0, 1)));
  }
  return out;
}

function* notFound(c: Context, name: string): Gen<void> {
  yield* c.error(
    c.record(
      'CommandNotFoundException',
      'ObjectNotFound',
      `The term '${name}' is not recognized as ${edition.current.unknownCommand}`,
      'System.Management.Automation.CommandNotFoundException',
      { target: name },
    ),
  );
}

function passes(c: Context, f: Found): boolean {
  const matches = (parameter: string, value: string): boolean =>
    !c.has(parameter) || c.texts(parameter).some((p) => wildcard(p).test(value));
  const dash = f.name.indexOf('-');
  if ((c.has('Verb') || c.has('Noun')) && (f.kind === 'Alias' || dash < 0)) return false;
  if (!matches('Verb', f.name.slice(0, dash)) || !matches('Noun', f.name.slice(dash + 1))) return false;
  if (!matches('Module', f.module)) return false;
  if (c.has('FullyQualifiedModule')) {
    const names = c
      .list('FullyQualifiedModule')
      .map((m) => toText((m as { get?: (k: string) => never }).get?.('ModuleName') ?? m));
    if (!names.some((n) => n.toLowerCase() === f.module.toLowerCase())) return false;
  }
  if (!c.has('CommandType')) return true;
  const types = c.texts('CommandType').flatMap((t) => t.toLowerCase().split(/,\s*/));
  return types.includes('all') || types.includes(f.kind.toLowerCase());
}

function* hasParameters(c: Context, f: Found): Gen<boolean> {
  if (!c.has('ParameterName') && !c.has('ParameterType')) return true;
  const def = yield* wait(f.def());
  if (!def) return false;
  const types = c.list('ParameterType').map((t) =>
    toText(t)
      .replace(/^system\./i, '')
      .toLowerCase(),
  );
  return Object.entries(def.parameters).some(([name, p]) => {
    const named = [name, ...(p.aliases ?? [])];
    if (c.has('ParameterName') && !c.texts('ParameterName').some((w) => named.some((n) => wildcard(w).test(n))))
      return false;
    return types.length === 0 || types.includes(p.type.toLowerCase());
  });
}

export const GET_COMMAND = [
  builtin(
    'Get-Command',
    'core',
    TABLE,
    (c) => ({
      *process() {
        refuse(c, { ShowCommandInfo: 'Get-Help -Full and -Syntax describe a command.' });
        let count = 0;
        const most =
          c.has('TotalCount') && c.number('TotalCount') >= 0 ? c.number('TotalCount') : Number.POSITIVE_INFINITY;
        for (const f of yield* wanted(c)) {
          if (count >= most) return;
          if (!passes(c, f) || !(yield* hasParameters(c, f))) continue;
          count++;
          if (c.flag('Syntax')) {
            if (f.kind === 'Function' || f.kind === 'Filter') {
              yield* c.emit(f.object(undefined)!.get('Syntax')!);
              continue;
            }
            const def = yield* wait(f.def());
            yield* c.emit(def ? syntaxText(def) : toText(f.object(undefined)?.get('Definition') ?? f.name));
            continue;
          }
          const exact =
            f.kind === 'Cmdlet' &&
            !c.engine.builtins.has(f.name.toLowerCase()) &&
            c.has('Name') &&
            !c.texts('Name').some((n) => hasWildcard(n));
          const object = f.object(exact ? yield* wait(f.def()) : undefined);
          if (object) yield* c.emit(object);
        }
      },
    }),
    { defaultSet: 'CmdletSet' },
  ),
];

/**
 * Declarations of built-in commands in short. One line per parameter:
 *
 *     Name|Alias  type  facts  [Set,Set] facts  [Set] facts
 *
 * Facts: `@0` position, `!` mandatory, `<` takes pipeline objects by value, `<.` by property name, `<*` by either, `...`
 * takes the remaining arguments, `~` not null or empty, `null` and `empty` allow null and empty text, `{a,b}` the allowed
 * values, `1..9` a range, `?` a nullable type, `*` wildcards. Facts before the first `[` hold in every set.
 *
 * The engine drives a command as it drives every compiled one: `make` with the bound parameters, then `begin`, `process` for
 * every input object (once without input), `end`. `raw` commands get input objects as they are, without binding each.
 */
import type { Body, Builtin, Context } from '../engine/builtin.ts';
import type { CmdletDef, InSet, ParameterDef, Validation } from '../parameters.ts';

type Writable<T> = { -readonly [K in keyof T]: T[K] };

const MODULES = {
  core: 'Microsoft.PowerShell.Core',
  utility: 'Microsoft.PowerShell.Utility',
  management: 'Microsoft.PowerShell.Management',
  security: 'Microsoft.PowerShell.Security',
  wsman: 'Microsoft.WSMan.Management',
  storage: 'Storage',
  netAdapter: 'NetAdapter',
  netTcpIp: 'NetTCPIP',
  netNat: 'NetNat',
  cim: 'CimCmdlets',
} as const;

export interface Options {
  readonly raw?: boolean;
  readonly defaultSet?: string;
  readonly confirm?: 'Low' | 'Medium' | 'High';
  /** Where it is not the name without its dash and `Command`. */
  readonly className?: string;
  readonly outputTypes?: readonly string[];
  readonly summary?: string;
}

function readFact(fact: string, facts: Writable<InSet>, p: Writable<ParameterDef>, validate: Validation[]): void {
  if (fact.startsWith('@')) facts.position = Number(fact.slice(1));
  else if (fact === '!') facts.mandatory = true;
  else if (fact === '<') facts.pipeline = 'value';
  else if (fact === '<.') facts.pipeline = 'property';
  else if (fact === '<*') facts.pipeline = 'value+property';
  else if (fact === '...') p.remaining = true;
  else if (fact === '~') validate.push('NotNullOrEmpty');
  else if (fact === 'null') validate.push('AllowNull');
  else if (fact === 'empty') validate.push('AllowEmptyString');
  else if (fact === '*') p.wildcards = true;
  else if (fact.startsWith('{')) validate.push({ set: fact.slice(1, -1).split(',') });
  else if (fact.includes('..')) {
    const [low, high] = fact.split('..').map(Number) as [number, number];
    validate.push({ range: [low, high] });
  } else throw new Error(`A parameter has no fact ${fact}.`);
}

function readParameter(line: string): [string, ParameterDef] {
  const [names, type, ...facts] = line.trim().split(/\s+/) as [string, string, ...string[]];
  const [name, ...aliases] = names.split('|') as [string, ...string[]];
  const validate: Validation[] = [];
  const sets: Record<string, Writable<InSet>> = {};
  const p: Writable<ParameterDef> = { type: type.replace('?', ''), aliases, validate, sets };
  if (type.endsWith('?')) p.nullable = true;
  let here: Writable<InSet>[] = [];
  const everywhere: Writable<InSet> = {};
  for (const fact of facts) {
    if (fact.startsWith('[')) {
      here = fact
        .slice(1, -1)
        .split(',')
        .map((set) => {
          sets[set] = { ...everywhere };
          return sets[set];
        });
    } else if (here.length === 0) readFact(fact, everywhere, p, validate);
    else for (const set of here) readFact(fact, set, p, validate);
  }
  if (Object.keys(sets).length === 0) sets['(All)'] = everywhere;
  return [name, p];
}

/** Declares a command; its table is read when it is first needed. */
export function builtin(
  name: string,
  module: keyof typeof MODULES,
  table: string,
  make: (c: Context) => Body,
  options: Options = {},
): Builtin {
  let parameters: CmdletDef['parameters'] | undefined;
  return {
    def: {
      name,
      summary: options.summary ?? '',
      module: MODULES[module],
      className: options.className ?? `Microsoft.PowerShell.Commands.${name.replace('-', '')}Command`,
      ...(options.defaultSet !== undefined && { defaultSet: options.defaultSet }),
      ...(options.confirm && { confirmImpact: options.confirm }),
      ...(options.outputTypes && { outputTypes: options.outputTypes }),
      // Most scripts need few commands: a table is read when it is first looked at.
      get parameters() {
        parameters ??= Object.fromEntries(table.trim().split('\n').filter(Boolean).map(readParameter));
        return parameters;
      },
    },
    raw: options.raw ?? false,
    rest: null,
    make,
  };
}

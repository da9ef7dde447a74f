/** What binding must know about a script block's parameters. */
import type { CmdletDef, ParameterDef, Validation } from '../parameters.ts';
import { isValueType } from '../types.ts';
import { Hashtable, type PSValue, Switch } from '../values.ts';
import type { Block } from './compile-block.ts';
import { toText, truth } from './convert.ts';
import { runtimeError, type ScriptError } from './errors.ts';
import type { Frame } from './frame.ts';
import { attributeName, factsOf, named, type ParameterFacts } from './parameter-attributes.ts';
import { type BindingCaller, scriptParameter } from './script-parameter.ts';

/** $PSBoundParameters. */
export class BoundParameters extends Hashtable {
  override get typeName(): string {
    return 'System.Management.Automation.PSBoundParametersDictionary';
  }
}

/** What binding knows about a block. */
export interface BlockFacts {
  readonly parameters: readonly ParameterFacts[];
  readonly advanced: boolean;
  readonly def: CmdletDef;
  readonly supportsShouldProcess: boolean;
  /** Whom the binder's callbacks serve at the moment. */
  readonly caller: BindingCaller;
}

/** Facts of a block, worked out once. */
export function blockFacts(block: Block, name: string, f: Frame): BlockFacts {
  const known = block.facts as (BlockFacts & { name: string }) | null;
  if (known && known.name === name) return known;
  const parameters = block.parameters.map((p) => factsOf(p.ast, f));
  checkAliases(parameters);
  const binding = (block.ast.param?.attributes ?? []).find(
    (a) => a.kind === 'Attribute' && attributeName(a) === 'cmdletbinding',
  );
  const advanced = binding !== undefined || parameters.some((p) => p.isAdvanced);
  let positional = true;
  let defaultSet: string | undefined;
  let should = false;
  let impact: 'Low' | 'Medium' | 'High' = 'Medium';
  if (binding?.kind === 'Attribute') {
    positional = truth(named(binding, 'PositionalBinding', f) ?? true);
    const set = named(binding, 'DefaultParameterSetName', f);
    if (set !== undefined) defaultSet = toText(set);
    should = truth(named(binding, 'SupportsShouldProcess', f) ?? false);
    const level = named(binding, 'ConfirmImpact', f);
    if (level !== undefined) impact = toText(level) as 'High';
  }
  // One position or parameter set given anywhere, and none is given by itself.
  const placed = (p: ParameterFacts): boolean =>
    Object.entries(p.sets).some(([set, s]) => s.position !== undefined || set !== '(All)');
  if (parameters.some(placed)) positional = false;
  const caller: BindingCaller = { frame: f };
  const table: Record<string, ParameterDef> = {};
  let position = 0;
  for (const p of parameters) {
    const sets: Record<
      string,
      ParameterDef['sets'] extends Readonly<Record<string, infer S>> | undefined ? S : never
    > = {};
    const auto = positional && !p.isSwitch ? position++ : undefined;
    for (const [set, facts] of Object.entries(p.sets)) {
      sets[set] = auto !== undefined && facts.position === undefined ? { ...facts, position: auto } : facts;
    }
    table[p.name] = {
      type: p.isSwitch ? 'switch' : 'object',
      sets,
      aliases: p.aliases,
      validate: p.allow.flatMap((a) => ALLOWANCES[a] ?? []),
      ...(p.remaining && { remaining: true as const }),
      script: scriptParameter(p, caller, name),
    };
  }
  const def: CmdletDef = {
    name,
    summary: '',
    className: name,
    parameters: table,
    ...(defaultSet !== undefined && { defaultSet }),
    ...(should && { confirmImpact: impact }),
  };
  const facts = { parameters, advanced, def, supportsShouldProcess: should, name, caller };
  block.facts = facts;
  return facts;
}

/** No two parameters may answer to the same name. */
function checkAliases(parameters: readonly ParameterFacts[]): void {
  const aliases = new Set<string>();
  for (const { name, aliases: own } of parameters)
    for (const alias of own) {
      const key = alias.toLowerCase();
      if (aliases.has(key))
        throw metadata('AliasDeclaredMultipleTimes', `The alias "${alias}" is declared multiple times.`);
      aliases.add(key);
      const same = parameters.find((p) => p.name.toLowerCase() === key);
      if (same)
        throw metadata(
          'ParameterNameConflictsWithAlias',
          `The parameter '${same.name}' cannot be specified because it conflicts with the parameter alias of the same name for parameter '${name}'.`,
        );
    }
}

const metadata = (id: string, message: string): ScriptError =>
  runtimeError(id, message, {
    category: 'MetadataError',
    exceptionType: 'System.Management.Automation.MetadataException',
  });

const ALLOWANCES: Readonly<Record<string, Validation>> = {
  allownull: 'AllowNull',
  allowemptystring: 'AllowEmptyString',
  allowemptycollection: 'AllowEmptyCollection',
};

/**
 * Value of a simple function's parameter that was not given and has no default. One of a type without null that the body
 * does not even name cannot be left out.
 */
export function missingValue(p: ParameterFacts, f: Frame, block: Block, command: string): PSValue {
  const value = zeroOf(p, f);
  const [type] = p.types;
  if (value !== null || !type || p.types.length > 1) return value;
  const { ref } = f.engine.requireType(type.typeName, f);
  if (!isValueType(ref) || ref.kind === 'nullable' || ref.kind === 'char' || isNamed(p.name, block)) return value;
  const why =
    ref.enum &&
    ` due to enumeration values that are not valid. Specify one of the following enumeration values and try again. The possible enumeration values are "${Object.keys(ref.enum.members).join(',')}".`;
  throw runtimeError(
    ref.enum ? 'nullToEnumInvalidCast' : 'nullToObjectInvalidCast',
    `Cannot convert null to type "${ref.name}"${why ?? '.'}`,
    {
      className: command,
      category: 'InvalidArgument',
      activity: command,
      exceptionType: 'System.Management.Automation.PSInvalidCastException',
    },
  );
}

function isNamed(name: string, { ast, unit }: Block): boolean {
  const body = ast.endBlock ?? ast;
  return new RegExp(`[$@]\\{?(?:\\w+:)?${name}\\b`, 'i').test(unit.text.slice(body.start, body.end));
}

/** Value of a parameter that was not given and has no default. */
export function zeroOf(p: ParameterFacts, f: Frame): PSValue {
  if (p.isSwitch) return new Switch(false);
  if (!p.types.length) return null;
  const type = f.engine.requireType(p.types[p.types.length - 1]!.typeName, f);
  const outer = f.engine.requireType(p.types[0]!.typeName, f);
  if (outer.ref.kind !== type.ref.kind) return null;
  switch (type.ref.kind) {
    case 'string':
      return '';
    case 'number':
      return f.engine.cast(0, type);
    case 'bool':
      return false;
    default:
      return null;
  }
}

/**
 * What binding needs to know of a cmdlet, worked out once from its declaration: parameters with their types and, per
 * parameter set, a bit; then the common parameters that every cmdlet has.
 */
import type { CmdletDef, InSet, ParameterTable, ScriptParameter, Validation } from '../parameters.ts';
import { enumRef, type TypeRef, typeRef } from '../types.ts';
import type { EnumType } from '../values.ts';

/** Every parameter set at once: the value of a mask before anything narrowed it. */
export const allSets = 0xffffffff;

/** Facts about a parameter in one set; `flag` is 0 where they hold in every set. */
export interface SetFacts extends InSet {
  readonly flag: number;
}

export interface Parameter {
  readonly name: string;
  readonly type: TypeRef;
  readonly aliases: readonly string[];
  readonly validate: readonly Validation[];
  readonly sets: readonly SetFacts[];
  /** Union of the sets' flags; 0 where the parameter is in every set. */
  readonly flags: number;
  readonly inAllSets: boolean;
  /** A parameter of PowerShell's own, such as -Verbose. */
  readonly common: boolean;
  /** Takes the arguments that are left over. */
  readonly remaining: boolean;
  /** Takes text that is no number as it is. */
  readonly orText?: boolean;
  /** What a script's parameter does by itself. */
  readonly script: ScriptParameter | undefined;
}

export interface Metadata {
  readonly def: CmdletDef;
  /** Declared ones in order, then common ones. */
  readonly parameters: readonly Parameter[];
  readonly setNames: readonly string[];
  readonly defaultFlag: number;
  /** Union of all sets' flags. */
  readonly knownFlags: number;
}

export const actionPreference: EnumType = {
  name: 'System.Management.Automation.ActionPreference',
  members: { SilentlyContinue: 0, Stop: 1, Continue: 2, Inquire: 3, Ignore: 4, Suspend: 5, Break: 6 },
};

type CommonName = readonly [name: string, type: 'switch' | 'action' | 'variable' | 'int', alias: string];

const common: readonly CommonName[] = [
  ['Verbose', 'switch', 'vb'],
  ['Debug', 'switch', 'db'],
  ['ErrorAction', 'action', 'ea'],
  ['WarningAction', 'action', 'wa'],
  ['InformationAction', 'action', 'infa'],
  ['ProgressAction', 'action', 'proga'],
  ['ErrorVariable', 'variable', 'ev'],
  ['WarningVariable', 'variable', 'wv'],
  ['InformationVariable', 'variable', 'iv'],
  ['OutVariable', 'variable', 'ov'],
  ['OutBuffer', 'int', 'ob'],
  ['PipelineVariable', 'variable', 'pv'],
];

const shouldProcess: readonly CommonName[] = [
  ['WhatIf', 'switch', 'wi'],
  ['Confirm', 'switch', 'cf'],
];

const commonValidation: Readonly<Record<string, readonly Validation[]>> = {
  variable: ['VariableName'],
  int: [{ range: [0, 2_147_483_647] }],
};

function commonParameter([name, kind, alias]: CommonName): Parameter {
  const type = kind === 'action' ? enumRef(actionPreference) : typeRef(kind === 'variable' ? 'string' : kind);
  const validate = commonValidation[kind] ?? [];
  return {
    name,
    type,
    aliases: [alias],
    validate,
    sets: [{ flag: 0 }],
    flags: 0,
    inAllSets: true,
    common: true,
    remaining: false,
    script: undefined,
  };
}

/** Names and aliases of the common parameters, for help and completion. */
export function commonParameters(def: CmdletDef): readonly { readonly name: string; readonly alias: string }[] {
  return [...common, ...(def.confirmImpact ? shouldProcess : [])].map(([name, , alias]) => ({ name, alias }));
}

const known = new WeakMap<object, Metadata>();

export function metadataOf<T extends ParameterTable>(def: CmdletDef<T>): Metadata {
  let metadata = known.get(def);
  if (!metadata) {
    metadata = build(def);
    known.set(def, metadata);
  }
  return metadata;
}

function build(def: CmdletDef): Metadata {
  const setNames = setNamesOf(def);
  const flagOf = (set: string) => (set === '(All)' ? 0 : (1 << setNames.indexOf(set)) >>> 0);
  const declared = Object.entries(def.parameters).map(([name, p]): Parameter => {
    const sets = Object.entries(p.sets ?? { '(All)': {} }).map(([set, facts]) => ({ ...facts, flag: flagOf(set) }));
    return {
      name,
      type: typeRef(p.type, p.nullable ?? false),
      aliases: p.aliases ?? [],
      validate: p.validate ?? [],
      sets,
      flags: sets.reduce((flags, set) => (flags | set.flag) >>> 0, 0),
      inAllSets: sets.some((set) => set.flag === 0),
      common: false,
      remaining: p.remaining ?? false,
      ...(p.orText && { orText: true }),
      script: p.script,
    };
  });
  const own = [...common, ...(def.confirmImpact ? shouldProcess : [])].map(commonParameter);
  return {
    def,
    parameters: [...declared, ...own],
    setNames,
    defaultFlag: def.defaultSet === undefined ? 0 : flagOf(def.defaultSet),
    knownFlags: setNames.reduce((flags, name) => (flags | flagOf(name)) >>> 0, 0),
  };
}

/** The default set has the first bit, as in PowerShell; the others follow in the order in which they are declared. */
function setNamesOf(def: CmdletDef): string[] {
  const names = new Set(def.defaultSet === undefined ? [] : [def.defaultSet]);
  for (const parameter of Object.values(def.parameters)) {
    for (const set of Object.keys(parameter.sets ?? {})) if (set !== '(All)') names.add(set);
  }
  return [...names];
}

/** Name of the set that a mask of one bit means; PowerShell's name for all sets otherwise. */
export function setName(metadata: Metadata, mask: number): string {
  const index = metadata.setNames.findIndex((_, i) => (1 << i) >>> 0 === mask >>> 0);
  return index < 0 ? '__AllParameterSets' : metadata.setNames[index]!;
}

/** Facts of the parameter in the sets of the mask, the ones for all sets included. */
export function factsIn(parameter: Parameter, mask: number): SetFacts[] {
  return parameter.sets.filter((set) => set.flag === 0 || (set.flag & mask) !== 0);
}

export function isIn(parameter: Parameter, mask: number): boolean {
  return parameter.inAllSets || (parameter.flags & mask) !== 0;
}

export const byValue = (facts: InSet): boolean => facts.pipeline === 'value' || facts.pipeline === 'value+property';
export const byProperty = (facts: InSet): boolean =>
  facts.pipeline === 'property' || facts.pipeline === 'value+property';

/** How many sets a mask stands for; an untouched mask counts as one. */
export function countSets(mask: number): number {
  if (mask >>> 0 === allSets) return 1;
  let count = 0;
  for (let rest = mask >>> 0; rest !== 0; rest &= rest - 1) count++;
  return count;
}

/** Syntax lines of a cmdlet, generated from its declaration as Get-Help and Get-Command -Syntax print them. */
import type { CmdletDef, InSet, ParameterDef } from '../parameters.ts';

/** .NET names of the types that parameter tables name the C# way. */
const typeNames: Readonly<Record<string, string>> = {
  string: 'String',
  bool: 'Boolean',
  switch: 'SwitchParameter',
  byte: 'Byte',
  int: 'Int32',
  int16: 'Int16',
  uint16: 'UInt16',
  uint32: 'UInt32',
  long: 'Int64',
  uint64: 'UInt64',
  guid: 'Guid',
  version: 'Version',
  timespan: 'TimeSpan',
  datetime: 'DateTime',
  object: 'Object',
  double: 'Double',
  char: 'Char',
  scriptblock: 'ScriptBlock',
  psobject: 'PSObject',
  pscredential: 'PSCredential',
  hashtable: 'Hashtable',
  ciminstance: 'CimInstance',
};

/** Name of a parameter's type as help shows it: `String[]`, `SwitchParameter`. */
export function helpTypeName(type: string): string {
  const element = type.endsWith('[]') ? type.slice(0, -2) : type;
  // Nested types show without the class around them.
  const name = typeNames[element] ?? element.slice(element.lastIndexOf('+') + 1);
  return type.endsWith('[]') ? `${name}[]` : name;
}

/** Key that stands for every parameter set. */
export const ALL_SETS = '(All)';

/** Facts about a parameter in one set; undefined where it does not belong to it. */
export function inSet(parameter: ParameterDef, set: string): InSet | undefined {
  if (!parameter.sets) return {};
  return parameter.sets[set] ?? parameter.sets[ALL_SETS];
}

/** Names of the parameter sets, the default one first. */
export function setNames(def: CmdletDef): string[] {
  const names = new Set<string>();
  if (def.defaultSet) names.add(def.defaultSet);
  for (const parameter of Object.values(def.parameters)) {
    for (const name of Object.keys(parameter.sets ?? {})) if (name !== ALL_SETS) names.add(name);
  }
  return names.size > 0 ? [...names] : [ALL_SETS];
}

function word(name: string, parameter: ParameterDef, facts: InSet, type = helpTypeName(parameter.type)): string {
  const dashed = facts.position === undefined ? `-${name}` : `[-${name}]`;
  const text = parameter.type === 'switch' ? `-${name}` : `${dashed} <${type}>`;
  return facts.mandatory ? text : `[${text}]`;
}

/** The syntax line of one parameter set, parameters in declared order, as module help has it. */
export function syntaxLine(def: CmdletDef, set: string): string {
  const words = [def.name];
  for (const [name, parameter] of Object.entries(def.parameters)) {
    const facts = inSet(parameter, set);
    if (facts) words.push(word(name, parameter, facts));
  }
  if (def.confirmImpact) words.push('[-WhatIf]', '[-Confirm]');
  return [...words, '[<CommonParameters>]'].join(' ');
}

/** All syntax lines, that of the default set first. */
export function syntaxLines(def: CmdletDef): string[] {
  return setNames(def).map((set) => syntaxLine(def, set));
}

/** A type as C# names it, without the class around a nested one. */
const keywordOf = (type: string): string => type.slice(type.lastIndexOf('+') + 1).replace(/^object(?=\[|$)/, 'Object');

/** The syntax lines as Get-Command -Syntax prints them: by position, then what must be given, then the rest; C# type names. */
export function commandSyntaxLines(def: CmdletDef): string[] {
  return setNames(def).map((set) => {
    const members = Object.entries(def.parameters).flatMap(([name, parameter]) => {
      const facts = inSet(parameter, set);
      return facts ? [{ name, parameter, facts }] : [];
    });
    const rank = ({ facts }: (typeof members)[number]): number =>
      facts.position ?? (facts.mandatory ? NAMED_MANDATORY : NAMED_OPTIONAL);
    const words = members
      .sort((a, b) => rank(a) - rank(b))
      .map(({ name, parameter, facts }) => word(name, parameter, facts, keywordOf(parameter.type)));
    if (def.confirmImpact) words.push('[-WhatIf]', '[-Confirm]');
    return [def.name, ...words, '[<CommonParameters>]'].join(' ');
  });
}

const NAMED_MANDATORY = 1_000_000;
const NAMED_OPTIONAL = 2_000_000;

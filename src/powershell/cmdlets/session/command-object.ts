/** Commands as objects: what Get-Command gives, and the items of the drives of functions and aliases. */

import { metadataOf } from '../../binder/metadata.ts';
import type { Context } from '../../engine/builtin.ts';
import { List } from '../../engine/collections.ts';
import { commandTypes } from '../../engine/enums.ts';
import { factsOf } from '../../engine/parameter-attributes.ts';
import { PSObj } from '../../engine/psobject.ts';
import { FunctionValue, type ScriptBlockValue } from '../../engine/script-block.ts';
import { commandSyntaxLines } from '../../help/syntax.ts';
import type { CmdletDef, InSet, ParameterDef } from '../../parameters.ts';
import { EnumValue, Hashtable, type PSValue, Version } from '../../values.ts';
import { aliasObject } from './aliases.ts';

const MANAGEMENT = /-(?:Item|ItemProperty|ChildItem|Content|Location|Path|Process|Service|PSDrive|Clipboard)$/;
const CORE = /^(?:Get-Command|Invoke-Command|Set-StrictMode|Set-PSDebug|.*-(?:Module|ModuleMember|PSSession|Job))$/;

/** Module of a command, also where its declaration names none. */
export function moduleName(def: { readonly name: string; readonly module?: string }): string {
  const short = MANAGEMENT.test(def.name) ? 'Management' : CORE.test(def.name) ? 'Core' : 'Utility';
  return def.module ?? `Microsoft.PowerShell.${short}`;
}

const info = (kind: string): string[] => [
  `System.Management.Automation.${kind}`,
  'System.Management.Automation.CommandInfo',
  'System.Object',
];

export const commandType = (bit: number): EnumValue => new EnumValue(commandTypes, bit);

/** `-Syntax` of a command: a line for each set, with an empty one in front. */
export const syntaxText = (def: CmdletDef, advanced = true): string =>
  commandSyntaxLines(def)
    .map((line) => `\n${advanced ? line : line.replace(/ \[<CommonParameters>\]$/, '')}`)
    .join('\n')
    .concat('\n');

/** Declared parameters, then those that every cmdlet and advanced function has. */
const declared = (def: CmdletDef, advanced: boolean): [string, ParameterDef][] => [
  ...Object.entries(def.parameters),
  ...metadataOf(def)
    .parameters.filter((p) => p.common && advanced)
    .map((p): [string, ParameterDef] => [p.name, { type: p.type.name.toLowerCase(), aliases: [...p.aliases] }]),
];

/** ParameterMetadata by name. */
function parametersOf(c: Context, def: CmdletDef, advanced: boolean): Hashtable {
  const table = new Hashtable();
  for (const [name, p] of declared(def, advanced)) table.set(name, parameterObject(c, name, p));
  return table;
}

/** CommandParameterSetInfo of every set. */
function setsOf(c: Context, def: CmdletDef, advanced: boolean): PSValue {
  const { setNames } = metadataOf(def);
  const lines = commandSyntaxLines(def);
  return (setNames.length > 0 ? setNames : ['__AllParameterSets']).map((name, index) => {
    const parameters = declared(def, advanced).flatMap(([parameter, p]) => {
      const facts = p.sets === undefined ? {} : (p.sets[name] ?? p.sets['(All)']);
      return facts ? [setParameter(c, parameter, p, facts)] : [];
    });
    const set = new PSObj(['System.Management.Automation.CommandParameterSetInfo', 'System.Object'], {
      Name: name,
      IsDefault: name === def.defaultSet,
      Parameters: parameters,
    });
    set.toText = () => (lines[index] ?? '').slice(def.name.length + 1);
    return set;
  });
}

function setParameter(c: Context, name: string, p: ParameterDef, facts: InSet): PSObj {
  return new PSObj(['System.Management.Automation.CommandParameterInfo', 'System.Object'], {
    Name: name,
    ParameterType: parameterType(c, p),
    IsMandatory: facts.mandatory ?? false,
    IsDynamic: false,
    Position: facts.position ?? -2147483648,
    ValueFromPipeline: /value/.test(facts.pipeline ?? ''),
    ValueFromPipelineByPropertyName: /property/.test(facts.pipeline ?? ''),
    ValueFromRemainingArguments: p.remaining ?? false,
    HelpMessage: '',
    Aliases: [...(p.aliases ?? [])],
    Attributes: [],
  });
}

const parameterType = (c: Context, p: ParameterDef): PSValue => c.engine.findType(p.type, c.frame) ?? p.type;

function parameterObject(c: Context, name: string, p: ParameterDef): PSObj {
  const sets = new Hashtable();
  for (const [set, facts] of Object.entries(p.sets ?? { '(All)': {} })) {
    sets.set(
      set === '(All)' ? '__AllParameterSets' : set,
      new PSObj(['System.Management.Automation.ParameterSetMetadata', 'System.Object'], {
        IsMandatory: facts.mandatory ?? false,
        Position: facts.position ?? -2147483648,
        ValueFromPipeline: /value/.test(facts.pipeline ?? ''),
        ValueFromPipelineByPropertyName: /property/.test(facts.pipeline ?? ''),
        ValueFromRemainingArguments: p.remaining ?? false,
        HelpMessage: null,
      }),
    );
  }
  const type = parameterType(c, p);
  return new PSObj(['System.Management.Automation.ParameterMetadata', 'System.Object'], {
    Name: name,
    ParameterType: type,
    ParameterSets: sets,
    IsDynamic: false,
    Aliases: new List('System.Collections.ObjectModel.Collection`1[System.String]', 'list', [...(p.aliases ?? [])]),
    Attributes: new List('System.Collections.ObjectModel.Collection`1[System.Attribute]', 'list', []),
    SwitchParameter: p.type === 'switch',
  });
}

/** Members that every command with parameters has. */
function addParameters(c: Context, o: PSObj, def: CmdletDef, advanced: boolean): void {
  const lazy = (name: string, get: () => PSValue): void => o.members.add({ name, kind: 'property', get });
  lazy('Parameters', () => parametersOf(c, def, advanced));
  lazy('ParameterSets', () => setsOf(c, def, advanced));
  lazy('DefaultParameterSet', () => def.defaultSet ?? '__AllParameterSets');
  lazy('OutputType', () => [...(def.outputTypes ?? [])]);
  lazy('Syntax', () => syntaxText(def, advanced));
}

/** CmdletInfo of a compiled command; `version` is its module's. */
export function cmdletObject(c: Context, def: CmdletDef, version: string, module = moduleName(def)): PSObj {
  const o = new PSObj(info('CmdletInfo'), {
    Name: def.name,
    CommandType: commandType(8),
  });
  o.members.add({ name: 'Definition', kind: 'property', get: () => syntaxText(def) });
  for (const [n, v] of Object.entries({
    Source: module,
    ModuleName: module,
    Version: new Version(version.split('.').map(Number)),
    Verb: def.name.split('-')[0]!,
    Noun: def.name.split('-')[1] ?? '',
    Visibility: 'Public',
    HelpUri: '',
  }))
    o.members.note(n, v);
  addParameters(c, o, def, true);
  o.toText = () => def.name;
  return o;
}

const TYPE_WORDS: Readonly<Record<string, string>> = { object: 'object', array: 'array' };

/** The declaration of a function, from its parameters as they are written. */
export function functionDef(c: Context, fn: FunctionValue): { def: CmdletDef; advanced: boolean } {
  const block = fn.block;
  const facts = (block.parameters ?? block.ast.param?.parameters ?? []).map((p) => factsOf(p, c.frame));
  const binding = (block.ast.param?.attributes ?? []).find(
    (a) => a.kind === 'Attribute' && /^cmdletbinding(?:attribute)?$/i.test(a.typeName.name),
  );
  const named = (key: string): string | undefined => {
    const found = binding?.kind === 'Attribute' ? binding.named.find((n) => n.name.toLowerCase() === key) : undefined;
    return found ? c.engine.messageOf(c.engine.evaluateConstant(found.argument, c.frame)) : undefined;
  };
  const explicit = facts.some((p) => Object.values(p.sets).some((s) => s.position !== undefined));
  const positional = !explicit && named('positionalbinding') !== 'False';
  let position = 0;
  const parameters: Record<string, ParameterDef> = {};
  for (const p of facts) {
    const at = positional && !p.isSwitch && !p.remaining ? position++ : undefined;
    const sets = Object.fromEntries(
      Object.entries(p.sets).map(([set, f]) => [set, at === undefined ? f : { position: at, ...f }]),
    );
    const written = p.types.at(-1)?.typeName.text ?? 'object';
    parameters[p.name] = {
      type: p.isSwitch ? 'switch' : (TYPE_WORDS[written.toLowerCase()] ?? written),
      sets,
      aliases: [...p.aliases],
    };
  }
  const defaultSet = named('defaultparametersetname');
  const def: CmdletDef = {
    name: fn.name,
    summary: '',
    className: '',
    module: fn.module?.name ?? '',
    parameters,
    ...(defaultSet !== undefined && { defaultSet }),
    ...(named('supportsshouldprocess') === 'True' && { confirmImpact: 'Medium' as const }),
  };
  return { def, advanced: binding !== undefined || facts.some((p) => p.isAdvanced) };
}

export function functionObject(c: Context, fn: FunctionValue): PSObj {
  const o = new PSObj(info(fn.isFilter ? 'FilterInfo' : 'FunctionInfo'), {
    Name: fn.name,
    CommandType: commandType(fn.isFilter ? 4 : 2),
    Definition: fn.block.text,
    ScriptBlock: fn.block,
    Source: fn.module?.name ?? '',
    ModuleName: fn.module?.name ?? '',
    Version: fn.module ? new Version((fn.module.version || '0.0').split('.').map(Number)) : null,
    Visibility: 'Public',
    Options: 'None',
    Description: '',
    HelpFile: '',
    Module: null,
  });
  o.members.add({ name: 'CmdletBinding', kind: 'property', get: () => functionDef(c, fn).advanced });
  const [verb, noun] = /^(\w+)-(.+)$/.exec(fn.name)?.slice(1) ?? ['', ''];
  o.members.note('Verb', verb!);
  o.members.note('Noun', noun!);
  const lazy = (name: string, get: () => PSValue): void => o.members.add({ name, kind: 'property', get });
  lazy('Parameters', () => {
    const { def, advanced } = functionDef(c, fn);
    return parametersOf(c, def, advanced);
  });
  lazy('ParameterSets', () => {
    const { def, advanced } = functionDef(c, fn);
    return setsOf(c, def, advanced);
  });
  lazy('DefaultParameterSet', () => functionDef(c, fn).def.defaultSet ?? null);
  lazy('Syntax', () => {
    const { def, advanced } = functionDef(c, fn);
    return syntaxText(def, advanced);
  });
  o.data = fn;
  o.toText = () => fn.name;
  return o;
}

/** A native program. */
export function applicationObject(name: string, path: string): PSObj {
  const file = path.replace(/^.*[\\/]/, '');
  const o = new PSObj(info('ApplicationInfo'), {
    Name: file || name,
    CommandType: commandType(32),
    Definition: path,
    Path: path,
    Source: path,
    Extension: /\.[^.]*$/.exec(file)?.[0] ?? '',
    Version: new Version([0, 0, 0, 0]),
    Visibility: 'Public',
    ModuleName: '',
  });
  o.toText = () => file || name;
  return o;
}

/** A script file. */
export function scriptObject(c: Context, path: string, text: () => string): PSObj {
  const name = path.replace(/^.*[\\/]/, '');
  const o = new PSObj(info('ExternalScriptInfo'), {
    Name: name,
    CommandType: commandType(16),
    Definition: path,
    Path: path,
    Source: path,
    Version: null,
    Visibility: 'Public',
    ModuleName: '',
  });
  o.members.add({ name: 'ScriptContents', kind: 'property', get: text });
  o.members.add({ name: 'ScriptBlock', kind: 'property', get: () => c.engine.scriptBlock(text(), path) });
  o.toText = () => name;
  return o;
}

/** What Get-Command shows of a command of the session itself; null where there is none of this name. */
export function commandObject(c: Context, name: string, standing?: ScriptBlockValue): PSObj | null {
  const alias = c.engine.findAlias(name, c.frame.scope);
  if (alias) return aliasObject(c, alias.name, alias.definition);
  const fn = standing ? new FunctionValue(name, standing, false) : c.engine.findFunction(name, c.frame.scope);
  if (fn) return functionObject(c, fn);
  const b = c.engine.builtins.get(name.toLowerCase());
  return b ? cmdletObject(c, b.def, '7.0.0.0') : null;
}

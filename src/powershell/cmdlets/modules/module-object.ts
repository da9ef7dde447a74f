/** PSModuleInfo: a script module that was loaded, or a compiled one that is part of the program. */
import type { Context } from '../../engine/builtin.ts';
import type { Engine } from '../../engine/engine.ts';
import type { Module } from '../../engine/modules.ts';
import { PSObj } from '../../engine/psobject.ts';
import { Hashtable, type PSValue, Version } from '../../values.ts';
import { catalogOf } from '../session/catalog.ts';

const TYPES = ['System.Management.Automation.PSModuleInfo', 'System.Object'];

/** Text such as 2.0.0.0 as a version; 0.0 where it is none. */
export function versionOf(text: string): Version {
  const parts = text.split('.').map(Number);
  return new Version(parts.length > 1 && parts.every((n) => Number.isInteger(n) && n >= 0) ? parts : [0, 0]);
}

function names(keys: Iterable<string>): PSValue {
  const t = new Hashtable();
  for (const k of keys) t.set(k, k);
  return t;
}

/** A script module. */
export function moduleObject(m: Module): PSObj {
  const functions = [...m.functions.values()].map((f) => f.name);
  const o = new PSObj(TYPES, {
    Name: m.name,
    Path: m.path,
    ImplementingAssembly: null,
    Description: m.description,
    Guid: m.guid,
    ModuleBase: m.path.replace(/[\\/][^\\/]*$/, ''),
    PrivateData: m.privateData,
    Version: versionOf(m.version || '0.0'),
    ModuleType: /\.psd1$/i.test(m.path) ? 'Manifest' : 'Script',
    AccessMode: 'ReadWrite',
    ExportedFunctions: names(functions),
    ExportedCmdlets: names([]),
    ExportedCommands: names([...functions, ...m.aliases.keys()]),
    ExportedAliases: names(m.aliases.keys()),
    ExportedVariables: names([...m.variables.values()].map((v) => v.name)),
    NestedModules: [],
    RequiredModules: [],
  });
  o.toText = () => m.name;
  o.data = m;
  return o;
}

/** A module that is part of the program. */
export interface CompiledFacts {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly guid: string;
  readonly commands: readonly string[];
}

export function compiledObject(c: Context, m: CompiledFacts): PSObj {
  const { windows } = c.engine.surroundings;
  const base = m.name.startsWith('Microsoft.PowerShell.')
    ? `${windows ? 'C:\\Program Files\\PowerShell\\7\\Modules\\' : '/opt/microsoft/powershell/7/Modules/'}${m.name}`
    : `C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\Modules\\${m.name}`;
  const o = new PSObj(TYPES, {
    Name: m.name,
    Path: `${base}${base.includes('\\') ? '\\' : '/'}${m.name}.psd1`,
    Description: m.description,
    Guid: m.guid,
    ModuleBase: base,
    PrivateData: null,
    Version: versionOf(m.version),
    ModuleType: m.name === 'Hyper-V' ? 'Binary' : 'Manifest',
    AccessMode: 'ReadWrite',
    ExportedFunctions: names([]),
    ExportedCmdlets: names(m.commands),
    ExportedCommands: names(m.commands),
    ExportedAliases: names([]),
    ExportedVariables: names([]),
    NestedModules: [],
    RequiredModules: [],
  });
  o.toText = () => m.name;
  return o;
}

/** The modules whose commands are built in, and those that other rooms bring. */
export function compiledModules(c: Context): CompiledFacts[] {
  const byModule = new Map<string, string[]>();
  for (const b of c.engine.builtins.values()) {
    const module = b.def.module ?? '';
    if (!/^Microsoft\.PowerShell\.(?:Management|Security|Utility)$/.test(module)) continue;
    byModule.set(module, [...(byModule.get(module) ?? []), b.def.name]);
  }
  const own = [...byModule].map(([name, commands]) => ({
    name,
    version: '7.0.0.0',
    description: '',
    guid: GUIDS[name] ?? '',
    commands: commands.sort(),
  }));
  return [...catalogOf(c.engine).modules, ...own].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** From the manifests of PowerShell 7. */
const GUIDS: Readonly<Record<string, string>> = {
  'Microsoft.PowerShell.Management': 'eefcb906-b326-4e99-9f54-8b4bb6ef3c6d',
  'Microsoft.PowerShell.Security': 'a94c8c7e-9810-47c0-b8af-65089c13a35a',
  'Microsoft.PowerShell.Utility': '1da87e53-152b-403e-98dc-74d7b4d63d59',
};

const loaded = new WeakMap<Engine, Set<string>>();

/** Names, in lower case, of the compiled modules that a session has loaded. */
export function loadedModules(engine: Engine): Set<string> {
  let set = loaded.get(engine);
  if (!set) {
    set = new Set(['microsoft.powershell.management', 'microsoft.powershell.utility']);
    loaded.set(engine, set);
  }
  return set;
}

/** Modules of scripts: loading, exporting, listing. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { type Builtin, type Context, command } from '../engine/builtin.ts';
import { enumerable } from '../engine/collections.ts';
import { toText } from '../engine/convert.ts';
import type { Gen } from '../engine/flow.ts';
import { Collector } from '../engine/frame.ts';
import { Module, moduleScopes } from '../engine/modules.ts';
import { decode } from '../engine/net/bytes.ts';
import { PSObj } from '../engine/psobject.ts';
import { Scope } from '../engine/scope.ts';
import { FunctionValue, type ScriptBlockValue } from '../engine/script-block.ts';
import { wildcard } from '../engine/wildcard.ts';
import { Hashtable, type PSValue } from '../values.ts';

/** Modules of Windows and PowerShell whose commands are built in: importing them does nothing. */
const BUILT_IN =
  /^(?:Hyper-V|Microsoft\.PowerShell\.\w+|CimCmdlets|Storage|NetAdapter|NetTCPIP|FailoverClusters|ServerManager|Dism|PSReadLine)$/i;

function moduleObject(m: Module): PSObj {
  const o = new PSObj(['System.Management.Automation.PSModuleInfo', 'System.Object'], {
    Name: m.name,
    Path: m.path,
    ModuleType: 'Script',
    Version: m.version,
    Description: m.description,
    Guid: m.guid,
    ModuleBase: m.path.replace(/[\\/][^\\/]*$/, ''),
    PrivateData: m.privateData,
  });
  const table = (keys: Iterable<string>): PSValue => {
    const t = new Hashtable();
    for (const k of keys) t.set(k, k);
    return t;
  };
  o.members.note('ExportedFunctions', table([...m.functions.values()].map((f) => f.name)));
  o.members.note('ExportedCommands', table([...m.functions.values()].map((f) => f.name)));
  o.members.note('ExportedAliases', table(m.aliases.keys()));
  o.members.note('ExportedVariables', table([...m.variables.values()].map((v) => v.name)));
  o.toText = () => m.name;
  o.data = m;
  return o;
}

/** Runs a module's script in a scope of its own and works out what it exports. */
function* load(
  c: Context,
  name: string,
  path: string,
  block: ScriptBlockValue,
  args: readonly PSValue[],
): Gen<{ module: Module; output: PSValue[] }> {
  const scope = new Scope(c.frame.scope.global, true);
  const module = new Module(name, path, scope);
  moduleScopes.set(scope, module);
  const out = new Collector();
  c.engine.prepareTypes(block, c.frame);
  block.home = null;
  yield* c.engine.runBlock(block, { scope, out, streams: c.streams, args });
  collect(module);
  return { module, output: out.items };
}

function collect(module: Module): void {
  const { exported, scope } = module;
  const fits = (patterns: readonly string[], n: string): boolean => patterns.some((p) => wildcard(p).test(n));
  for (const [key, fn] of scope.functions ?? []) {
    const f = fn as FunctionValue;
    if (!exported || fits(exported.functions, f.name)) module.functions.set(key, f);
  }
  for (const [key, a] of scope.aliases ?? [])
    if (exported && fits(exported.aliases, a.name)) module.aliases.set(key, a.definition);
  for (const [key, v] of scope.vars) if (exported && fits(exported.variables, v.name)) module.variables.set(key, v);
}

function restrict(module: Module, manifest: Hashtable): void {
  const names = (key: string): string[] | null => {
    const v = manifest.get(key);
    return v === undefined ? null : (enumerable(v) ?? [v]).map((x) => toText(x));
  };
  const functions = names('FunctionsToExport');
  if (functions)
    for (const [key, f] of module.functions)
      if (!functions.some((p) => wildcard(p).test(f.name))) module.functions.delete(key);
  module.version = toText(manifest.get('ModuleVersion') ?? '0.0');
  module.description = toText(manifest.get('Description') ?? '');
  module.guid = toText(manifest.get('GUID') ?? module.guid);
  module.privateData = manifest.get('PrivateData') ?? null;
}

/** Makes what a module exports visible. */
function publish(c: Context, module: Module): void {
  const target = c.engine.moduleOf(c.frame.scope)?.scope ?? c.frame.scope.global;
  const prefix = c.has('Prefix') ? c.text('Prefix') : '';
  const wanted = c.has('Function') ? c.texts('Function') : null;
  target.functions ??= new Map();
  for (const f of module.functions.values()) {
    if (wanted && !wanted.some((p) => wildcard(p).test(f.name))) continue;
    const name = prefix ? f.name.replace(/-|$/, (dash) => `${dash}${prefix}`) : f.name;
    const shown = new FunctionValue(name, f.block, f.isFilter);
    shown.module = module;
    target.functions.set(name.toLowerCase(), shown);
  }
  for (const [n, d] of module.aliases) c.engine.setAlias(target, n, d);
  for (const [k, v] of module.variables) target.vars.set(k, v);
  c.engine.modules.set(module.name.toLowerCase(), module);
}

function find(c: Context, name: string): string | null {
  const candidates = /[\\/]|\.psm1$|\.psd1$|\.ps1$/i.test(name)
    ? [
        name,
        `${name}.psd1`,
        `${name}.psm1`,
        `${name}/${name.replace(/^.*[\\/]/, '')}.psd1`,
        `${name}/${name.replace(/^.*[\\/]/, '')}.psm1`,
      ]
    : toText(c.engine.env('PSModulePath') ?? '')
        .split(c.engine.surroundings.windows ? ';' : ':')
        .filter(Boolean)
        .flatMap((d) => [`${d}/${name}/${name}.psd1`, `${d}/${name}/${name}.psm1`]);
  for (const p of candidates) {
    const full = c.engine.files.full(p);
    const real = c.engine.files.real(full);
    if (existsSync(real) && statSync(real).isFile()) return full;
  }
  return null;
}

/** Reads a data file: a table of constants. */
function* dataFile(c: Context, path: string): Gen<Hashtable> {
  const block = c.engine.scriptBlock(decode(readFileSync(c.engine.files.real(path))), path);
  const only = block.ast.endBlock?.statements ?? [];
  const first = only[0];
  const element = first?.kind === 'Pipeline' && only.length === 1 ? first.elements[0] : undefined;
  if (
    element?.kind !== 'CommandExpression' ||
    element.expression.kind !== 'Hashtable' ||
    /\$\((?!\))|\bGet-\w+|\bInvoke-/.test(block.text.replace(/#[^\n]*/g, ''))
  ) {
    throw c.fail(
      'System.InvalidOperationException',
      'InvalidOperation',
      `The file '${path}' could not be parsed as a data file.`,
      'System.InvalidOperationException',
    );
  }
  const out = new Collector();
  yield* c.engine.runBlock(block, { scope: c.frame.scope, out, streams: c.streams, args: [], newScope: true });
  return out.items[0] as Hashtable;
}

function* importOne(c: Context, name: string): Gen<void> {
  if (BUILT_IN.test(name)) return;
  const path = find(c, name);
  if (path === null) {
    yield* c.error(
      c.record(
        'Modules_ModuleNotFound',
        'ResourceUnavailable',
        `The specified module '${name}' was not loaded because no valid module file was found in any module directory.`,
        'System.IO.FileNotFoundException',
        { target: name },
      ),
    );
    return;
  }
  const short = path.replace(/^.*[\\/]/, '').replace(/\.ps[md]?1$/i, '');
  const known = c.engine.modules.get(short.toLowerCase());
  if (known && known.path === path && !c.flag('Force')) {
    publish(c, known);
    if (c.flag('PassThru')) yield* c.emit(moduleObject(known));
    return;
  }
  let manifest: Hashtable | null = null;
  let script = path;
  if (/\.psd1$/i.test(path)) {
    manifest = yield* dataFile(c, path);
    const root = toText(manifest.get('RootModule') ?? manifest.get('ModuleToProcess') ?? '');
    script = root === '' ? '' : `${path.replace(/[\\/][^\\/]*$/, '')}/${root}`;
  }
  const text = script === '' ? '' : decode(readFileSync(c.engine.files.real(script)));
  const block = c.engine.scriptBlock(text, script === '' ? path : c.engine.files.full(script));
  const { module, output } = yield* load(c, short, path, block, c.list('ArgumentList'));
  if (manifest) {
    for (const nested of enumerable(manifest.get('NestedModules') ?? null) ?? []) {
      const full = `${path.replace(/[\\/][^\\/]*$/, '')}/${toText(nested)}`;
      const inner = yield* load(
        c,
        toText(nested),
        full,
        c.engine.scriptBlock(decode(readFileSync(c.engine.files.real(full))), c.engine.files.full(full)),
        [],
      );
      for (const [k, f] of inner.module.functions) module.functions.set(k, f);
    }
    restrict(module, manifest);
  }
  publish(c, module);
  yield* c.emitAll(output);
  if (c.flag('PassThru')) yield* c.emit(moduleObject(module));
}

export const MODULES: readonly Builtin[] = [
  command(
    'Import-Module',
    'Name:string[]@0< Force Global Prefix:string Function:string[] Cmdlet:string[] Variable:string[] Alias:string[] PassThru AsCustomObject MinimumVersion|Version:string RequiredVersion:string ArgumentList|Args:object[] DisableNameChecking NoClobber Scope:string SkipEditionCheck UseWindowsPowerShell|UseWinPS',
    (c) => ({
      *process() {
        for (const name of c.texts('Name')) yield* importOne(c, name);
      },
    }),
  ),
  command('Remove-Module', 'Name:string[]@0< Force ModuleInfo:object[]', (c) => ({
    *process() {
      for (const name of c.texts('Name')) {
        const module = c.engine.modules.get(name.toLowerCase());
        if (!module) {
          yield* c.error(
            c.record(
              'Modules_NoModulesRemoved',
              'ResourceUnavailable',
              'No modules were removed. Verify that the specification of modules to remove is correct and those modules exist in the runspace.',
              'System.InvalidOperationException',
            ),
          );
          continue;
        }
        c.engine.modules.delete(name.toLowerCase());
        for (let s: Scope | null = c.frame.scope; s; s = s.parent) {
          for (const [k, f] of s.functions ?? []) if ((f as FunctionValue).module === module) s.functions!.delete(k);
          for (const k of module.aliases.keys()) s.aliases?.delete(k);
        }
      }
    },
  })),
  command('Get-Module', 'Name:string[]@0< ListAvailable All Refresh', (c) => ({
    *process() {
      const names = c.texts('Name');
      for (const m of c.engine.modules.values())
        if (!names.length || names.some((n) => wildcard(n).test(m.name))) yield* c.emit(moduleObject(m));
    },
  })),
  command('Export-ModuleMember', 'Function:string[]@0< Cmdlet:string[] Variable:string[] Alias:string[]', (c) => ({
    *process() {
      const module = c.engine.moduleOf(c.frame.scope);
      if (!module)
        throw c.fail(
          'Modules_CanOnlyExecuteExportModuleMemberInsideAModule',
          'PermissionDenied',
          'The Export-ModuleMember cmdlet can only be called from inside a module.',
          'System.InvalidOperationException',
        );
      module.exported ??= { functions: [], variables: [], aliases: [], cmdlets: [] };
      module.exported.functions.push(...c.texts('Function'));
      module.exported.variables.push(...c.texts('Variable'));
      module.exported.aliases.push(...c.texts('Alias'));
    },
  })),
  command(
    'New-Module',
    'Name:string ScriptBlock:scriptblock Function:string[] Cmdlet:string[] ReturnResult AsCustomObject ArgumentList|Args:object[]',
    (c) => ({
      *process() {
        const block = c.get('ScriptBlock') as ScriptBlockValue;
        const name = c.has('Name') ? c.text('Name') : `__DynamicModule_${c.engine.surroundings.newGuid()}`;
        const { module, output } = yield* load(c, name, name, block, c.list('ArgumentList'));
        if (c.flag('AsCustomObject')) {
          const o = new PSObj();
          for (const v of module.variables.values())
            o.members.add({ name: v.name, kind: 'note', get: () => v.get(), set: (_, x) => v.set(x) });
          for (const f of module.functions.values())
            o.members.add({ name: f.name, kind: 'script-method', block: f.block });
          yield* c.emit(o);
          return;
        }
        publish(c, module);
        if (c.flag('ReturnResult')) yield* c.emitAll(output);
        else yield* c.emit(moduleObject(module));
      },
    }),
  ),
  command('Import-PowerShellDataFile', 'Path:string[]@0< LiteralPath|PSPath|LP:string[] SkipLimitCheck', (c) => ({
    *process() {
      for (const p of c.has('Path') ? c.texts('Path') : c.texts('LiteralPath'))
        yield* c.emit(yield* dataFile(c, c.engine.files.full(p)));
    },
  })),
];

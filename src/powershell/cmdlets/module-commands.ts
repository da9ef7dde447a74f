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
import type { Hashtable, PSValue } from '../values.ts';
import { builtin } from './declare.ts';
import { GET_MODULE } from './modules/get-module.ts';
import { compiledModules, compiledObject, loadedModules, moduleObject, versionOf } from './modules/module-object.ts';
import { refuse } from './refusals.ts';
import { isApprovedVerb } from './verbs.ts';
import { message } from './write.ts';

/** Modules of Windows and PowerShell whose commands are built in: importing them does nothing. */
const BUILT_IN =
  /^(?:Hyper-V|Microsoft\.PowerShell\.\w+|CimCmdlets|Storage|NetAdapter|NetTCPIP|FailoverClusters|ServerManager|Dism|PSReadLine)$/i;

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
function publish(c: Context, module: Module, lasting = true): void {
  refuse(c, { UseWindowsPowerShell: 'there is no other PowerShell to run a module in.' });
  const scope = c.text('Scope').toLowerCase();
  const target =
    c.flag('Global') || scope === 'global'
      ? c.frame.scope.global
      : scope === 'local'
        ? c.frame.scope
        : (c.engine.moduleOf(c.frame.scope)?.scope ?? c.frame.scope.global);
  const prefix = c.has('Prefix') ? c.text('Prefix') : '';
  const wanted = c.has('Function') ? c.texts('Function') : null;
  target.functions ??= new Map();
  for (const f of module.functions.values()) {
    if (wanted && !wanted.some((p) => wildcard(p).test(f.name))) continue;
    if (c.flag('NoClobber') && c.engine.findFunction(f.name, c.frame.scope)) continue;
    const name = prefix ? f.name.replace(/-|$/, (dash) => `${dash}${prefix}`) : f.name;
    const shown = new FunctionValue(name, f.block, f.isFilter);
    shown.module = module;
    target.functions.set(name.toLowerCase(), shown);
  }
  const takes = (parameter: string, n: string): boolean =>
    !c.has(parameter) || c.texts(parameter).some((p) => wildcard(p).test(n));
  for (const [n, d] of module.aliases) if (takes('Alias', n)) c.engine.setAlias(target, n, d);
  for (const [k, v] of module.variables) if (takes('Variable', v.name)) target.vars.set(k, v);
  if (lasting) c.engine.modules.set(module.name.toLowerCase(), module);
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

/** Warns of verbs that PowerShell has no use for. */
function* checkNames(c: Context, module: Module): Gen<void> {
  const isStrange = (name: string): boolean => {
    const verb = /^(\w+)-\w/.exec(name)?.[1];
    return verb !== undefined && !isApprovedVerb(verb);
  };
  if (![...module.functions.values()].some((f) => isStrange(f.name))) return;
  yield* message(
    c,
    'warning',
    `The names of some imported commands from the module '${module.name}' include unapproved verbs that might make them less discoverable. To find the commands with unapproved verbs, run the Import-Module command again with the Verbose parameter. For a list of approved verbs, type Get-Verb.`,
  );
}

/** Is it new enough, or exactly the one that was asked for? */
function* checkVersion(c: Context, name: string, version: string): Gen<void> {
  const parts = (text: string): number[] =>
    versionOf(/\./.test(text) ? text : `${text}.0`).parts.map((n) => Math.max(0, n));
  const compare = (a: string, b: string): number => {
    const [x, y] = [parts(a), parts(b)];
    for (let i = 0; i < 4; i++) if ((x[i] ?? 0) !== (y[i] ?? 0)) return (x[i] ?? 0) - (y[i] ?? 0);
    return 0;
  };
  const wrong =
    (c.has('MinimumVersion') && compare(version, c.text('MinimumVersion')) < 0) ||
    (c.has('MaximumVersion') && compare(version, c.text('MaximumVersion')) > 0) ||
    (c.has('RequiredVersion') && compare(version, c.text('RequiredVersion')) !== 0);
  if (!wrong) return;
  const wanted = c.text('RequiredVersion') || c.text('MinimumVersion') || c.text('MaximumVersion');
  throw c.fail(
    'Modules_ModuleWithVersionNotFound',
    'ResourceUnavailable',
    `The specified module '${name}' with version '${wanted}' was not loaded because no valid module file was found in any module directory.`,
    'System.IO.FileNotFoundException',
    { target: name },
  );
}

function* importOne(c: Context, name: string): Gen<void> {
  if (BUILT_IN.test(name)) {
    const known = compiledModules(c).find((m) => m.name.toLowerCase() === name.toLowerCase());
    if (known) {
      yield* checkVersion(c, known.name, known.version);
      loadedModules(c.engine).add(known.name.toLowerCase());
      if (c.flag('PassThru')) yield* c.emit(compiledObject(c, known));
    }
    return;
  }
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
  yield* checkVersion(c, module.name, module.version || '0.0');
  publish(c, module);
  if (!c.flag('DisableNameChecking')) yield* checkNames(c, module);
  yield* c.emitAll(output);
  if (c.flag('PassThru')) yield* c.emit(moduleObject(module));
}

export const MODULES: readonly Builtin[] = [
  command(
    'Import-Module',
    'Name:string[]@0< Force Global Prefix:string Function:string[] Cmdlet:string[] Variable:string[] Alias:string[] PassThru AsCustomObject MinimumVersion|Version:string MaximumVersion:string RequiredVersion:string ArgumentList|Args:object[] DisableNameChecking NoClobber Scope:string SkipEditionCheck UseWindowsPowerShell|UseWinPS',
    (c) => ({
      *process() {
        for (const name of c.texts('Name')) yield* importOne(c, name);
      },
    }),
  ),
  command('Remove-Module', 'Name:string[]@0< Force ModuleInfo:object[]', (c) => ({
    *process() {
      const infos = c.list('ModuleInfo').map((m) => toText(m));
      for (const name of [...c.texts('Name'), ...infos]) {
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
  GET_MODULE,
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
  builtin(
    'New-Module',
    'core',
    `
Name string [Name] @0 !
ScriptBlock scriptblock [Name] @1 ! [ScriptBlock] @0 !
Function string[]
Cmdlet string[]
ReturnResult switch
AsCustomObject switch
ArgumentList|Args object[] ...
`,
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
        publish(c, module, false);
        if (c.flag('ReturnResult')) yield* c.emitAll(output);
        else yield* c.emit(moduleObject(module));
      },
    }),
    { defaultSet: 'ScriptBlock' },
  ),
  command('Import-PowerShellDataFile', 'Path:string[]@0< LiteralPath|PSPath|LP:string[] SkipLimitCheck', (c) => ({
    *process() {
      for (const p of c.has('Path') ? c.texts('Path') : c.texts('LiteralPath'))
        yield* c.emit(yield* dataFile(c, c.engine.files.full(p)));
    },
  })),
];

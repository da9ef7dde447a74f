/** `using module` and `using assembly`, and the modules that `#requires` names: loaded before a script runs. */
import type { UsingStatement } from '../language/ast.ts';
import { Hashtable } from '../values.ts';
import { toText } from './convert.ts';
import type { Engine } from './engine.ts';
import { asScriptError, runtimeError, ScriptError } from './errors.ts';
import { runNow } from './flow.ts';
import { Collector, type Frame, HOST_STREAMS } from './frame.ts';
import { type ModuleWish, unmet } from './requires.ts';
import { runBlock } from './run-block.ts';
import type { ScriptBlockValue } from './script-block.ts';
import { parseFailure, scriptBlock } from './script-texts.ts';

const IMPORT = `param($Name, $Key, $Version)
$more = if ($Key) { @{ ($Key -replace '^Module', 'Minimum') = $Version } } else { @{} }
Import-Module -Name $Name -DisableNameChecking -ErrorAction Stop @more`;

/** Imports a module; false where there is none. */
function importModule(engine: Engine, f: Frame, name: string, version: ModuleWish['version']): boolean {
  try {
    runNow(
      runBlock(engine, scriptBlock(IMPORT), {
        scope: f.scope.global,
        out: new Collector(),
        streams: { ...HOST_STREAMS, error: new Collector() },
        args: [name, version?.[0] ?? null, version?.[1] ?? null],
        newScope: true,
      }),
    );
    return true;
  } catch (e) {
    const error = asScriptError(e);
    if (error?.error.record.id.startsWith('Modules_Module')) {
      const { items } = engine.errorList;
      if (items[0] === error.error) items.shift();
      return false;
    }
    throw e;
  }
}

/** Does what the using statements and #requires of a block say. */
export function prepareUsings(engine: Engine, block: ScriptBlockValue, f: Frame): void {
  const { unit } = block;
  for (const u of block.ast.usings) {
    if (u.what === 'module') takeModule(engine, block, u, f);
    else if (u.what === 'assembly') takeAssembly(block, u);
  }
  if (!unit.requires || unit.file === undefined) return;
  const error = unmet(engine, unit.requires, unit.file, (wish) => importModule(engine, f, wish.name, wish.version));
  if (error) throw error;
}

function takeModule(engine: Engine, block: ScriptBlockValue, u: UsingStatement, f: Frame): void {
  const { unit } = block;
  const shown = u.name?.value ?? unit.text.slice(u.spec?.start ?? u.start, u.spec?.end ?? u.end);
  let name = u.name?.value ?? '';
  let version: ModuleWish['version'] = null;
  if (u.spec) {
    const spec = engine.evaluateConstant(u.spec, f);
    if (spec instanceof Hashtable) {
      name = toText(spec.get('ModuleName') ?? null);
      const key = ['ModuleVersion', 'MaximumVersion', 'RequiredVersion'].find((k) => spec.get(k) !== undefined);
      if (key) version = [key, toText(spec.get(key)!)];
    }
  }
  const folder = unit.file?.replace(/[\\/][^\\/]*$/, '');
  const path = /^\.{0,2}[\\/]/.test(name) && folder !== undefined && !/^[\\/]/.test(name) ? `${folder}/${name}` : name;
  if (importModule(engine, f, path, version)) return;
  const { start, end } = u;
  const message = `Could not find the module '${shown}'.`;
  throw parseFailure([{ id: 'ModuleNotFoundDuringParse', message, start, end, incomplete: false }], unit);
}

/** Assemblies of .NET whose types, as far as there are any, are here without them. */
const KNOWN =
  /^(?:System(?:\.(?:Core|Net\.Http|Net|Web|Xml|Xml\.Linq|Data|IO\.Compression|IO\.Compression\.FileSystem|Security|Collections|Linq|Runtime|Text\.Json|Text\.RegularExpressions|Numerics|Management\.Automation|Drawing|ServiceProcess|DirectoryServices))?|mscorlib|netstandard|Microsoft\.(?:CSharp|Win32\.\w+))(?:\.dll)?(?:,.*)?$/i;
const SCREEN = /^(?:System\.Windows\.Forms|Presentation\w+|WindowsBase)(?:\.dll)?(?:,.*)?$/i;

function takeAssembly(block: ScriptBlockValue, u: UsingStatement): void {
  const name = u.name?.value ?? '';
  if (KNOWN.test(name)) return;
  if (SCREEN.test(name)) {
    const { unit } = block;
    throw new ScriptError(
      runtimeError(
        'AssemblyNotAvailable',
        `The assembly '${name}' is not available here: there are no windows to show.`,
        {
          category: 'NotImplemented',
          extent: unit.extent(u.start, u.end),
        },
      ).error,
      true,
    );
  }
  const { start, end } = u.name ?? u;
  const message = `Cannot load assembly '${name}'.`;
  throw parseFailure([{ id: 'ErrorLoadingAssembly', message, start, end, incomplete: false }], block.unit);
}

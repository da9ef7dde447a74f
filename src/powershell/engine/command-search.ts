/** From the name of a command to its stage. */

import { existsSync, readFileSync } from 'node:fs';
import { edition } from '../edition.ts';
import { BlockStage } from './block-stage.ts';
import { BuiltinStage } from './builtin.ts';
import { toText } from './convert.ts';
import type { Engine } from './engine.ts';
import { asScriptError, ErrorObject, runtimeError, ScriptError } from './errors.ts';
import type { Gen } from './flow.ts';
import type { Frame } from './frame.ts';
import { insideModule } from './module-scope.ts';
import { Module } from './modules.ts';
import { decode } from './net/bytes.ts';
import type { Place, Stage } from './pipeline.ts';
import { PSObj } from './psobject.ts';
import { FunctionValue, ScriptBlockValue } from './script-block.ts';
import { ScriptFileStage } from './script-file-stage.ts';
import { scriptBlock } from './script-texts.ts';
import { findAlias, findFunction } from './session-commands.ts';
import { registerType } from './session-types.ts';
import { prepareUsings } from './usings.ts';

/** Makes the stage of a command. */
export function* stage(engine: Engine, place: Place): Gen<Stage> {
  const { name } = place.planned;
  const { invocation } = place.planned.ast;
  if (name instanceof ScriptBlockValue) return blockStage(place, name, '', invocation === '.');
  if (name instanceof FunctionValue) return functionStage(engine, place, name, invocation === '.');
  if (name instanceof PSObj) {
    const held = name.data;
    if (held instanceof Module) return yield* stage(engine, insideModule(place, held));
    if (held instanceof FunctionValue) return functionStage(engine, place, held, invocation === '.');
    if (held instanceof ScriptBlockValue) return blockStage(place, held, '', invocation === '.');
    const n = name.get('Name');
    if (
      n !== undefined &&
      /CommandInfo|CmdletInfo|AliasInfo|ApplicationInfo|ExternalScriptInfo/.test(name.typeNames.join())
    )
      return yield* named(
        engine,
        place,
        toText(name.get('Definition') && /ExternalScript|Application/.test(name.netType) ? name.get('Path')! : n),
      );
    return yield* named(engine, place, toText(name));
  }
  if (name === null || (typeof name === 'string' && name === '')) {
    throw runtimeError(
      'BadExpression',
      "The expression after '&' in a pipeline element produced an object that was not valid. It must result in a command name, a script block, or a CommandInfo object.".replace(
        '&',
        invocation || '&',
      ),
      { extent: place.frame.unit.extent(place.planned.ast.start, place.planned.ast.end) },
    );
  }
  return yield* named(engine, place, toText(name));
}

export function blockStage(place: Place, block: ScriptBlockValue, name: string, dot: boolean): Stage {
  return new BlockStage(place, block, name, { isFilter: false, dot, isScript: false, command: null });
}

export function functionStage(engine: Engine, place: Place, fn: FunctionValue, dot: boolean): Stage {
  if (engine.strictSeen && engine.strictness(place.frame.scope) >= 2) parenthesisCheck(place);
  return new BlockStage(place, fn.block, fn.name, { isFilter: fn.isFilter, dot, isScript: false, command: null });
}

export function parenthesisCheck(place: Place): void {
  const { elements, end } = place.planned.ast;
  const [n, a] = elements;
  if (elements.length === 2 && a?.kind === 'ParenExpression' && n && n.end === a.start && a.end === end) {
    const inner =
      a.pipeline.kind === 'Pipeline' && a.pipeline.elements[0]?.kind === 'CommandExpression'
        ? a.pipeline.elements[0].expression
        : null;
    if (inner?.kind === 'ArrayLiteral') {
      throw runtimeError(
        'StrictModeFunctionCallWithParens',
        'The function or command was called as if it were a method. Parameters should be separated by spaces. For information about parameters, see the about_Parameters Help topic.',
      );
    }
  }
}

export function* named(engine: Engine, place: Place, given: string): Gen<Stage> {
  const { scope } = place.frame;
  let name = given;
  for (let i = 0; i < 20; i++) {
    const alias = findAlias(name, scope);
    if (!alias || alias.definition.toLowerCase() === name.toLowerCase()) break;
    name = alias.definition;
  }
  const dot = place.planned.ast.invocation === '.';
  const fn = findFunction(name, scope) ?? qualified(engine, name);
  if (fn) return functionStage(engine, place, fn, dot);
  const bare = name.replace(/^(?:Microsoft\.PowerShell\.(?:Core|Utility|Management|Security)|CimCmdlets)\\/i, '');
  const builtin = engine.builtins.get(bare.toLowerCase());
  if (builtin) return new BuiltinStage(place, builtin);
  for (const source of engine.sources) {
    const found = source(name);
    const make = found instanceof Promise ? ((yield found) as Awaited<typeof found>) : found;
    if (make) return make(place);
  }
  const script = findScript(engine, name);
  if (script !== null) return scriptStage(engine, place, script, dot);
  const program = engine.findNative?.(name) ?? null;
  if (program !== null && engine.native) return engine.native(place, program, name);
  // Get- may be left out.
  if (!/[-\\/.]/.test(name)) {
    const get = findFunction(`Get-${name}`, scope);
    if (get) return functionStage(engine, place, get, dot);
    const b = engine.builtins.get(`get-${name.toLowerCase()}`);
    if (b) return new BuiltinStage(place, b);
  }
  throw unknownCommand(place, given);
}

export function qualified(engine: Engine, name: string): FunctionValue | undefined {
  const m = /^([\w.]+)\\([\w-]+)$/.exec(name);
  return m ? engine.modules.get(m[1]!.toLowerCase())?.functions.get(m[2]!.toLowerCase()) : undefined;
}

export function unknownCommand(place: Place, name: string): ScriptError {
  const { ast } = place.planned;
  const first = ast.elements[0];
  const text = `The term '${name}' is not recognized as ${edition.current.unknownCommand}`;
  const error = new ErrorObject({
    id: 'CommandNotFoundException',
    category: 'ObjectNotFound',
    exceptionType: 'System.Management.Automation.CommandNotFoundException',
    message: text,
    target: name,
    invocationName: name,
    extent: place.frame.unit.extent(first?.start ?? ast.start, first?.end ?? ast.end),
  });
  error.exception.members.note('CommandName', name);
  return new ScriptError(error);
}

/** The machine's path of a script that a command names; null where it names none. */
export function findScript(engine: Engine, name: string): string | null {
  if (/[\\/]/.test(name) || /^[A-Za-z]:/.test(name)) {
    for (const candidate of [name, `${name}.ps1`]) {
      if (!/\.ps1$/i.test(candidate)) continue;
      if (existsSync(engine.files.real(candidate))) return engine.files.full(candidate);
    }
    return null;
  }
  return null;
}

export function scriptStage(engine: Engine, place: Place, path: string, dot: boolean): Stage {
  const text = decode(readFileSync(engine.files.real(path)));
  let block: ScriptBlockValue;
  try {
    block = scriptBlock(text, path);
  } catch (e) {
    const error = asScriptError(e);
    if (error) (error as ScriptError).terminating = false;
    throw e;
  }
  const stage = new BlockStage(place, block, path.replace(/^.*[\\/]/, ''), {
    isFilter: false,
    dot,
    isScript: true,
    command: null,
  });
  return new ScriptFileStage(engine, stage);
}

/** Loads what a script uses and defines its types before it runs. */
export function prepareTypes(engine: Engine, block: ScriptBlockValue, f: Frame): void {
  prepareUsings(engine, block, f);
  for (const s of block.ast.endBlock?.statements ?? []) {
    if (s.kind === 'TypeDefinition') registerType(engine, s, f);
  }
}

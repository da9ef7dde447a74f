import type { FunctionDefinition } from '../language/ast.ts';
import type { Frame } from './frame.ts';
import type { Module } from './modules.ts';
import { moduleScopes } from './modules.ts';
import type { Aliases, Scope } from './scope.ts';
import { FunctionValue, ScriptBlockValue } from './script-block.ts';

export function defineFromTree(ast: FunctionDefinition, f: Frame): void {
  const text = f.unit.text.slice(ast.body.start + 1, ast.body.end - 1);
  const block = new ScriptBlockValue(text, ast.body, f.unit);
  block.parameters = ast.parameters;
  const module = moduleOf(f.scope);
  block.module = module;
  if (module) block.home = module.scope;
  defineFunction(f.scope, ast.name, block, ast.isFilter);
}

export function defineFunction(scope: Scope, name: string, block: ScriptBlockValue, isFilter: boolean): void {
  const m = /^(global|script|local|private):(.+)$/i.exec(name);
  const target = m
    ? m[1]!.toLowerCase() === 'global'
      ? scope.global
      : m[1]!.toLowerCase() === 'script'
        ? scope.script
        : scope
    : scope;
  const plain = m ? m[2]! : name;
  target.functions ??= new Map();
  const fn = new FunctionValue(plain, block, isFilter);
  fn.module = block.module;
  target.functions.set(plain.toLowerCase(), fn);
}

export function findFunction(name: string, scope: Scope): FunctionValue | undefined {
  const key = name.toLowerCase().replace(/^(?:global|script|local):/, '');
  for (let s: Scope | null = scope; s; s = s.parent) {
    const fn = s.functions?.get(key) as FunctionValue | undefined;
    if (fn) return fn;
  }
  return undefined;
}

export function findAlias(name: string, scope: Scope): Aliases | undefined {
  const key = name.toLowerCase();
  for (let s: Scope | null = scope; s; s = s.parent) {
    const a = s.aliases?.get(key);
    if (a) return a;
  }
  return undefined;
}

export function setAlias(scope: Scope, name: string, definition: string, options = 'None'): void {
  scope.aliases ??= new Map();
  scope.aliases.set(name.toLowerCase(), { name, definition, options });
}

export function moduleOf(scope: Scope): Module | null {
  for (let s: Scope | null = scope; s; s = s.parent) {
    const m = moduleScopes.get(s);
    if (m) return m;
  }
  return null;
}

/** Drives of a session that are no file system: variables, functions, aliases, the environment; and those that scripts make. */
import type { Context } from '../../engine/builtin.ts';
import { toText } from '../../engine/convert.ts';
import type { Engine } from '../../engine/engine.ts';
import { PSObj } from '../../engine/psobject.ts';
import type { Scope } from '../../engine/scope.ts';
import { type PSValue, ScriptBlock } from '../../values.ts';
import { commandObject } from '../session/command-object.ts';

/** A drive whose items are names with values. */
export interface SessionDrive {
  readonly name: string;
  readonly provider: string;
  names(c: Context): string[];
  /** The item; null where there is none. */
  item(c: Context, name: string): PSObj | null;
  set(c: Context, name: string, value: PSValue): void;
  remove(c: Context, name: string): boolean;
  /** What Get-Content gives. */
  content(c: Context, name: string): PSValue;
}

function* scopes(c: Context): Generator<Scope> {
  for (let s: Scope | null = c.frame.scope; s; s = s.parent) yield s;
}

/** The key under which the environment has a name: Windows does not tell letter cases apart. */
function environmentKey(c: Context, name: string): string | undefined {
  const { environment, windows } = c.engine.surroundings;
  if (environment.has(name)) return name;
  return windows ? [...environment.keys()].find((k) => k.toLowerCase() === name.toLowerCase()) : undefined;
}

/** Functions that a session on Windows begins with: one for each drive letter, and those that stand for commands of cmd. */
const WINDOWS_FUNCTIONS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].map((letter) => `${letter}:`);

export const SESSION_DRIVES: readonly SessionDrive[] = [
  {
    name: 'Alias',
    provider: 'Alias',
    names: (c) => unique(c, (s) => [...(s.aliases?.values() ?? [])].map((a) => a.name)),
    item: (c, name) => (c.engine.findAlias(name, c.frame.scope) ? commandObject(c, name) : null),
    set: (c, name, value) => c.engine.setAlias(c.frame.scope, name, toText(value)),
    remove: (c, name) => [...scopes(c)].some((s) => s.aliases?.delete(name.toLowerCase())),
    content: (c, name) => c.engine.findAlias(name, c.frame.scope)?.definition ?? null,
  },
  {
    name: 'Env',
    provider: 'Environment',
    names: (c) => [...c.engine.surroundings.environment.keys()].sort(byName),
    item(c, name) {
      const key = environmentKey(c, name);
      if (key === undefined) return null;
      const value = c.engine.surroundings.environment.get(key)!;
      const o = new PSObj(['System.Collections.DictionaryEntry', 'System.ValueType', 'System.Object'], {
        Name: key,
        Key: key,
        Value: value,
      });
      o.toText = () => 'System.Collections.DictionaryEntry';
      return o;
    },
    set: (c, name, value) => c.engine.setEnv(environmentKey(c, name) ?? name, value),
    remove(c, name) {
      const key = environmentKey(c, name);
      return key !== undefined && c.engine.surroundings.environment.delete(key);
    },
    content: (c, name) => c.engine.env(name),
  },
  {
    name: 'Function',
    provider: 'Function',
    names(c) {
      const own = unique(c, (s) => [...(s.functions?.values() ?? [])].map((f) => (f as { name: string }).name));
      return c.engine.surroundings.windows ? [...WINDOWS_FUNCTIONS, ...own] : own;
    },
    item(c, name) {
      if (c.engine.findFunction(name, c.frame.scope)) return commandObject(c, name);
      if (!c.engine.surroundings.windows || !/^[a-z]:$/i.test(name)) return null;
      return commandObject(c, name, c.engine.scriptBlock('Set-Location $MyInvocation.MyCommand.Name'));
    },
    set(c, name, value) {
      const block = value instanceof ScriptBlock ? value : c.engine.scriptBlock(toText(value));
      c.engine.defineFunction(c.frame.scope, name, block as never, false);
    },
    remove: (c, name) => [...scopes(c)].some((s) => s.functions?.delete(name.toLowerCase())),
    content: (c, name) => c.engine.findFunction(name, c.frame.scope)?.block.text ?? null,
  },
  {
    name: 'Variable',
    provider: 'Variable',
    names: (c) => unique(c, (s) => [...s.vars.values()].map((v) => v.name)),
    item(c, name) {
      const v = c.frame.scope.find(name.toLowerCase()) ?? c.engine.automatic(name.toLowerCase());
      return v ? c.engine.variableObject(v) : null;
    },
    set: (c, name, value) => c.frame.scope.assign(name, value),
    remove: (c, name) => [...scopes(c)].some((s) => s.vars.has(name.toLowerCase()) && s.remove(name.toLowerCase())),
    content: (c, name) => c.frame.scope.find(name.toLowerCase())?.get() ?? null,
  },
];

const byName = (a: string, b: string): number => (a.toLowerCase() < b.toLowerCase() ? -1 : 1);

function unique(c: Context, names: (s: Scope) => string[]): string[] {
  const found = new Map<string, string>();
  for (const s of scopes(c)) for (const n of names(s)) if (!found.has(n.toLowerCase())) found.set(n.toLowerCase(), n);
  return [...found.values()].sort(byName);
}

/** A drive on a folder, made by New-PSDrive. */
export interface FolderDrive {
  readonly name: string;
  /** Full path of the folder. */
  readonly root: string;
  readonly description: string;
}

const made = new WeakMap<Engine, Map<string, FolderDrive>>();

/** The drives that a session's scripts made, by name in lower case. */
export function folderDrives(engine: Engine): Map<string, FolderDrive> {
  let drives = made.get(engine);
  if (!drives) {
    drives = new Map();
    made.set(engine, drives);
  }
  return drives;
}

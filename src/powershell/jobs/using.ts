/** `$using:`: the variables of the caller that a block takes along. */
import type { Context } from '../engine/builtin.ts';
import { runtimeError } from '../engine/errors.ts';
import type { Frame } from '../engine/frame.ts';
import type { ScriptBlockValue } from '../engine/script-block.ts';
import { type PSValue, ScriptBlock } from '../values.ts';

/** By name in lower case. */
export type Using = ReadonlyMap<string, PSValue>;

export const NOTHING: Using = new Map();

/** Names of the `$using:` variables in a tree, by their lower case. */
function usedIn(node: unknown, nested: boolean, found: Map<string, string>): void {
  if (Array.isArray(node)) {
    for (const one of node) usedIn(one, nested, found);
    return;
  }
  if (typeof node !== 'object' || node === null) return;
  const n = node as Record<string, unknown>;
  if (n['kind'] === 'UsingExpression') {
    // `$using:a.b`: the variable is where the members begin.
    let inner = n['child'] as Record<string, unknown>;
    while (inner['target'] !== undefined) {
      for (const [key, value] of Object.entries(inner)) if (key !== 'target') usedIn(value, nested, found);
      inner = inner['target'] as Record<string, unknown>;
    }
    const name = inner['name'];
    if (inner['kind'] === 'VariableExpression' && typeof name === 'string') found.set(name.toLowerCase(), name);
    return;
  }
  // A block for another ForEach-Object -Parallel takes its variables from the block around it.
  if (!nested && n['kind'] === 'Command') {
    const elements = n['elements'] as Record<string, unknown>[];
    let skip = false;
    for (const e of elements) {
      if (e['kind'] === 'CommandParameter') {
        skip = /^parallel$/i.test(e['name'] as string);
        if (!skip) usedIn(e['argument'], nested, found);
        continue;
      }
      if (!(skip && e['kind'] === 'ScriptBlockExpression')) usedIn(e, nested, found);
      skip = false;
    }
    usedIn(n['redirections'], nested, found);
    return;
  }
  for (const value of Object.values(n)) if (typeof value === 'object') usedIn(value, nested, found);
}

function lookUp(frame: Frame, name: string): PSValue | undefined {
  const env = /^env:(.+)$/i.exec(name);
  if (env) return frame.engine.env(env[1]!);
  const bare = name.replace(/^(?:global|script|local):/i, '').toLowerCase();
  const plain = bare === 'psitem' ? '_' : bare;
  const variable = frame.scope.find(plain) ?? frame.engine.automatic(plain);
  return variable?.get();
}

/**
 * Values of what a block uses. `nested`: also what blocks inside it use for -Parallel. @throws ScriptError for a variable
 * that is not there
 */
export function usingOf(c: Context, block: ScriptBlockValue, nested: boolean): Map<string, PSValue> {
  const found = new Map<string, string>();
  usedIn(block.ast, nested, found);
  const values = new Map<string, PSValue>();
  for (const [key, name] of found) {
    const value = lookUp(c.frame, name);
    if (value === undefined) {
      throw runtimeError(
        'UsingVariableIsUndefined',
        `The value of the using variable '$using:${name}' cannot be retrieved because it has not been set in the local session.`,
        { className: c.def.className, activity: c.name, extent: c.extent },
      );
    }
    values.set(key, value);
  }
  return values;
}

/** True where a variable holds a script block: those belong to the session that made them. */
export const holdsBlock = (using: Using): boolean => [...using.values()].some((v) => v instanceof ScriptBlock);

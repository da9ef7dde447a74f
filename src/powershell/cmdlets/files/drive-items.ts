/** Drives that are no file system: variables, functions, aliases, the environment. */
import type { Context } from '../../engine/builtin.ts';
import { PSObj } from '../../engine/psobject.ts';
import { wildcard } from '../../engine/wildcard.ts';
import { commandObject } from '../session/command-object.ts';

export const DRIVES = /^(variable|function|alias|env):(.*)$/i;

/** Entry of a drive that is no file system. */
export function driveItems(c: Context, drive: string, pattern: string): PSObj[] {
  const regex = wildcard(pattern === '' ? '*' : pattern);
  const out: PSObj[] = [];
  const { scope } = c.frame;
  if (drive === 'env') {
    for (const [k, v] of [...c.engine.surroundings.environment].sort())
      if (regex.test(k))
        out.push(new PSObj(['System.Collections.DictionaryEntry', 'System.Object'], { Name: k, Key: k, Value: v }));
    return out;
  }
  for (let s: typeof scope | null = scope; s; s = s.parent) {
    if (drive === 'variable')
      for (const v of s.vars.values()) if (regex.test(v.name)) out.push(c.engine.variableObject(v));
    const keys =
      drive === 'function' ? [...(s.functions?.keys() ?? [])] : drive === 'alias' ? [...(s.aliases?.keys() ?? [])] : [];
    for (const k of keys) if (regex.test(k)) out.push(commandObject(c, k)!);
  }
  return out;
}

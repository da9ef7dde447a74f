/** Functions that a session on Windows begins with: mkdir, a drive letter alone, `cd..`, and help. */
import type { Context, LateBuiltin } from '../engine/builtin.ts';
import type { Gen } from '../engine/flow.ts';
import { Hashtable, type PSValue } from '../values.ts';
import { builtin } from './declare.ts';

/** Runs a script with what was bound. */
function* runScript(c: Context, script: string, bound: Readonly<Record<string, PSValue>>): Gen<void> {
  const table = new Hashtable();
  for (const [name, value] of Object.entries(bound)) table.set(name, value);
  yield* c.engine.runBlock(c.engine.scriptBlock(script), {
    scope: c.frame.scope,
    out: c.out,
    streams: c.streams,
    args: [table],
    newScope: true,
  });
}

const given = (c: Context, names: readonly string[]): Record<string, PSValue> =>
  Object.fromEntries(names.filter((n) => c.has(n)).map((n) => [n, c.get(n)]));

const MKDIR = builtin(
  'mkdir',
  'management',
  'Path string[] [pathSet] @0 ! <. [nameSet] @0 <.\nName string [nameSet] ! <.\nValue object <*\nForce switch\nCredential object <.',
  (c) => ({
    *process() {
      yield* runScript(
        c,
        'param($p) New-Item @p -ItemType Directory',
        given(c, ['Path', 'Name', 'Force', 'WhatIf', 'Confirm']),
      );
    },
  }),
  { defaultSet: 'pathSet', confirm: 'Medium' },
);

const HELP = builtin(
  'help',
  'core',
  'Name string @0 <.\nFull switch\nDetailed switch\nExamples switch\nParameter string[]\nCategory string[]',
  (c) => ({
    *process() {
      yield* runScript(
        c,
        'param($p) Get-Help @p',
        given(c, ['Name', 'Full', 'Detailed', 'Examples', 'Parameter', 'Category']),
      );
    },
  }),
);

const goes = (name: string, to: string) =>
  builtin(name, 'core', '', (c) => ({
    *process() {
      yield* runScript(c, `Set-Location '${to}'`, {});
    },
  }));

const later = (name: string, to: string): LateBuiltin => ({ name, load: () => goes(name, to) });

export const WINDOWS_FUNCTIONS = [
  MKDIR,
  HELP,
  later('cd..', '..'),
  later('cd\\', '\\'),
  ...[...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].map((letter) => later(`${letter}:`, `${letter}:\\`)),
];

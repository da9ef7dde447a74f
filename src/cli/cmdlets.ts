/** Cmdlets by name, for whatever needs their declarations. */
import type { CmdletDef } from '../powershell/parameters.ts';
import { commandNames } from './command-index.ts';
import { loadCommand } from './load-command.ts';

/** Proper names of all cmdlets. */
export const cmdletNames: readonly string[] = commandNames.filter((name) => /^[A-Z][a-z]+-[A-Z]/.test(name));

/** A cmdlet's declaration by its name in any letter case; undefined where there is no such cmdlet. */
export async function findCmdlet(name: string): Promise<CmdletDef | undefined> {
  const proper = cmdletNames.find((known) => known.toLowerCase() === name.toLowerCase());
  if (!proper) return undefined;
  return ((await loadCommand(proper)) as unknown as { readonly definition: CmdletDef }).definition;
}

/** Names of cmdlets, sorted by where they come from. */
import { commandNames } from './command-index.ts';

/** Cmdlets of PowerShell itself that are commands of ours; the rest is Hyper-V's module. */
export const coreCmdlets: readonly string[] = ['Get-Command', 'Get-Help'];

/** The module's version, as every host since Windows Server 2016 has it. */
export const MODULE_VERSION = '2.0.0.0';

/** Names of Hyper-V's cmdlets, in alphabetical order. */
export function moduleCmdlets(): string[] {
  return commandNames.filter((name) => /^[A-Z]/.test(name) && !coreCmdlets.includes(name));
}

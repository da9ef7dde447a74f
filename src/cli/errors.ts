/** Errors of the command line itself. */
import { PSError } from '../powershell/errors.ts';
import type { CmdletDef, ParameterTable } from '../powershell/parameters.ts';

/** A cmdlet that is declared but has no behaviour yet. */
export function notAvailable<T extends ParameterTable>(def: CmdletDef<T>): PSError {
  return new PSError({
    id: 'CmdletNotAvailable',
    className: def.className,
    category: 'NotImplemented',
    exceptionType: 'System.NotImplementedException',
    activity: def.name,
    message: `hyperv does not have ${def.name} yet. Its parameters are known, its behaviour is not.`,
  });
}

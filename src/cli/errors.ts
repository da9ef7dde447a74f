/** Errors of the command line itself. */
import { type Extent, PSError } from '../powershell/errors.ts';
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

/** A word that names no cmdlet. `hint` is what may have been meant. */
export function commandNotFound(name: string, extent?: Extent, hint?: string): PSError {
  return new PSError({
    id: 'CommandNotFoundException',
    category: 'ObjectNotFound',
    exceptionType: 'System.Management.Automation.CommandNotFoundException',
    message:
      `The term '${name}' is not recognized as a name of a cmdlet, function, script file, or executable program.\n` +
      'Check the spelling of the name, or if a path was included, verify that the path is correct and try again.',
    target: name,
    invocationName: name,
    ...(extent && { extent }),
    ...(hint !== undefined && { hint }),
  });
}

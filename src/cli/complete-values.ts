/** The values that a parameter can be offered. */
import type { Parameter } from '../powershell/binder/metadata.ts';
import { enumNames } from '../powershell/enum-conversion.ts';
import type { CmdletDef } from '../powershell/parameters.ts';
import type { MachineNames } from './complete.ts';

/** All values that can be named, in the order of their declaration; none where anything goes. */
export async function parameterValues(
  def: CmdletDef,
  parameter: Parameter,
  machines: MachineNames,
): Promise<readonly string[]> {
  for (const rule of parameter.validate) if (typeof rule === 'object' && 'set' in rule) return rule.set;
  const type = parameter.type.element ?? parameter.type;
  if (type.enum) return enumNames(type.enum);
  if (type.kind === 'bool' || type.kind === 'switch') return ['true', 'false'];
  return type.kind === 'string' && namesMachine(def, parameter) ? machines() : [];
}

/** -VMName everywhere, and -Name where it goes by that name too or the cmdlet is about machines that exist. */
function namesMachine(def: CmdletDef, { name, aliases }: Parameter): boolean {
  if (def.name === 'New-VM') return false;
  return name === 'VMName' || aliases.includes('VMName') || (name === 'Name' && /-VM$/.test(def.name));
}

/** A method named without parentheses: `"".Substring` shows its definitions. */
import type { PSValue } from '../../values.ts';
import { PSObj } from '../psobject.ts';
import type { Run } from './net-type.ts';
import type { OverloadGroup } from './overloads.ts';

/** A PSMethod. */
export function methodObject(group: OverloadGroup<Run>): PSValue {
  const definitions = group.overloads.map((o) => o.signature.definition);
  const object = new PSObj([
    'System.Management.Automation.PSMethod',
    'System.Management.Automation.PSMethodInfo',
    'System.Management.Automation.PSMemberInfo',
    'System.Object',
  ]);
  object.members.add({ name: 'OverloadDefinitions', kind: 'property', get: () => [...definitions] });
  for (const [name, value] of [
    ['MemberType', 'Method'],
    ['TypeNameOfValue', 'System.Management.Automation.PSMethod'],
    ['Name', group.name],
    ['IsInstance', true],
  ] as const)
    object.members.add({ name, kind: 'property', value, hidden: true });
  object.toText = () => definitions.join(', ');
  object.data = { method: group };
  return object;
}

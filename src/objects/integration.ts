/** VMIntegrationComponent: what Get-VMIntegrationService gives. */
import type { ClassDef } from '../powershell/objects.ts';
import { component, componentAliases, componentBases, type DeviceTarget, HYPERV } from './base.ts';
import { type Member, propertiesOf } from './properties.ts';

/** An integration service of a machine, seen from the host. */
export interface VMIntegrationComponentTarget extends DeviceTarget {
  readonly enabled: boolean;
  /** First and second status; empty while the machine is off. */
  readonly operationalStatus: readonly Member<'VMIntegrationComponentOperationalStatus'>[];
  /** Texts of the two statuses. */
  readonly statusDescription: readonly string[];
  /** Guest Service Interface, Heartbeat, Key-Value Pair Exchange, Shutdown, Time Synchronization or VSS. */
  readonly name: string;
}

const p = propertiesOf<VMIntegrationComponentTarget>();

/** Microsoft.HyperV.PowerShell.VMIntegrationComponent. */
export const integrationComponentClass: ClassDef<VMIntegrationComponentTarget> = {
  name: `${HYPERV}.VMIntegrationComponent`,
  bases: componentBases,
  properties: [
    p.bool('Enabled', (t) => t.enabled),
    p.enums('VMIntegrationComponentOperationalStatus', 'OperationalStatus', (t) => t.operationalStatus),
    p.nullableEnum(
      'VMIntegrationComponentOperationalStatus',
      'PrimaryOperationalStatus',
      (t) => t.operationalStatus[0] ?? null,
    ),
    p.string('PrimaryStatusDescription', (t) => t.statusDescription[0] ?? ''),
    p.nullableEnum(
      'VMIntegrationComponentOperationalStatus',
      'SecondaryOperationalStatus',
      (t) => t.operationalStatus[1] ?? null,
    ),
    p.string('SecondaryStatusDescription', (t) => t.statusDescription[1] ?? ''),
    p.strings('StatusDescription', (t) => t.statusDescription),
    p.string('Name', (t) => t.name),
    p.string('Id', (t) => t.id),
    ...component<VMIntegrationComponentTarget>(),
  ],
  aliases: componentAliases,
};

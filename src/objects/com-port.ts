/** VMComPort: a serial port of a machine. */
import type { ClassDef } from '../powershell/objects.ts';
import { component, componentAliases, componentBases, type DeviceTarget, HYPERV } from './base.ts';
import { type Member, propertiesOf } from './properties.ts';

/** A serial port. */
export interface VMComPortTarget extends DeviceTarget {
  /** Named pipe that the port leads to; empty where it leads nowhere. */
  readonly path: string;
  readonly debuggerMode: Member<'OnOffState'>;
  readonly name: string;
}

const p = propertiesOf<VMComPortTarget>();

/** Microsoft.HyperV.PowerShell.VMComPort. */
export const comPortClass: ClassDef<VMComPortTarget> = {
  name: `${HYPERV}.VMComPort`,
  bases: componentBases,
  properties: [
    p.string('Path', (t) => t.path),
    p.enum('OnOffState', 'DebuggerMode', (t) => t.debuggerMode),
    p.string('Name', (t) => t.name),
    p.string('Id', (t) => t.id),
    ...component<VMComPortTarget>(),
  ],
  aliases: componentAliases,
};

/** VMMemory and VMProcessor: what Get-VMMemory and Get-VMProcessor give. */
import type { ClassDef } from '../powershell/objects.ts';
import {
  type ComponentTarget,
  component,
  componentAliases,
  componentBases,
  deviceId,
  HYPERV,
  PRIMORDIAL,
} from './base.ts';
import { propertiesOf } from './properties.ts';

const MEMORY_PATH = '4764334d-e001-4176-82ee-5594ec9b530e';
const PROCESSOR_PATH = 'b637f346-6a0e-4dec-af52-bd70cb80a21d\\0';

const protection = (t: VMProcessorTarget) =>
  t.enableHostResourceProtection ? 'HostResourceProtectionEnabled' : 'HostResourceProtectionDisabled';
const protectionText = (t: VMProcessorTarget) =>
  `Host resource protection is ${t.enableHostResourceProtection ? 'enabled' : 'disabled'}.`;

/** A machine's memory settings. Sizes in bytes. */
export interface VMMemoryTarget extends ComponentTarget {
  /** Percentage of free memory to keep, 5 to 2000. */
  readonly buffer: number;
  readonly dynamicMemoryEnabled: boolean;
  readonly maximum: number;
  readonly maximumPerNumaNode: number;
  readonly minimum: number;
  /** Weight, 0 to 100. */
  readonly priority: number;
  readonly startup: number;
}

const m = propertiesOf<VMMemoryTarget>();

/** Microsoft.HyperV.PowerShell.VMMemory. */
export const vmMemoryClass: ClassDef<VMMemoryTarget> = {
  name: `${HYPERV}.VMMemory`,
  bases: componentBases,
  properties: [
    m.string('ResourcePoolName', () => PRIMORDIAL),
    m.int32('Buffer', (t) => t.buffer),
    m.bool('DynamicMemoryEnabled', (t) => t.dynamicMemoryEnabled),
    m.int64('Maximum', (t) => t.maximum),
    m.int64('MaximumPerNumaNode', (t) => t.maximumPerNumaNode),
    m.int64('Minimum', (t) => t.minimum),
    m.int32('Priority', (t) => t.priority),
    m.int64('Startup', (t) => t.startup),
    m.string('Name', () => 'Memory'),
    m.string('Id', (t) => deviceId(t.vmId, MEMORY_PATH)),
    ...component<VMMemoryTarget>(),
  ],
  aliases: componentAliases,
};

/** A machine's processor settings. Maximum and reserve in percent, weight up to 10,000. */
export interface VMProcessorTarget extends ComponentTarget {
  readonly count: number;
  readonly compatibilityForMigrationEnabled: boolean;
  readonly compatibilityForOlderOperatingSystemsEnabled: boolean;
  readonly hwThreadCountPerCore: number;
  readonly exposeVirtualizationExtensions: boolean;
  readonly enablePerfmonPmu: boolean;
  readonly enablePerfmonLbr: boolean;
  readonly enablePerfmonPebs: boolean;
  readonly enablePerfmonIpt: boolean;
  readonly enableLegacyApicMode: boolean;
  readonly allowACountMCount: boolean;
  readonly maximum: number;
  readonly reserve: number;
  readonly relativeWeight: number;
  readonly maximumCountPerNumaNode: number;
  readonly maximumCountPerNumaSocket: number;
  readonly enableHostResourceProtection: boolean;
  /** The status lists are empty while the machine is off. */
  readonly running: boolean;
}

const c = propertiesOf<VMProcessorTarget>();

/** Microsoft.HyperV.PowerShell.VMProcessor. */
export const vmProcessorClass: ClassDef<VMProcessorTarget> = {
  name: `${HYPERV}.VMProcessor`,
  bases: componentBases,
  properties: [
    c.string('ResourcePoolName', () => PRIMORDIAL),
    c.int64('Count', (t) => t.count),
    c.bool('CompatibilityForMigrationEnabled', (t) => t.compatibilityForMigrationEnabled),
    c.bool('CompatibilityForOlderOperatingSystemsEnabled', (t) => t.compatibilityForOlderOperatingSystemsEnabled),
    c.int64('HwThreadCountPerCore', (t) => t.hwThreadCountPerCore),
    c.bool('ExposeVirtualizationExtensions', (t) => t.exposeVirtualizationExtensions),
    c.bool('EnablePerfmonPmu', (t) => t.enablePerfmonPmu),
    c.bool('EnablePerfmonLbr', (t) => t.enablePerfmonLbr),
    c.bool('EnablePerfmonPebs', (t) => t.enablePerfmonPebs),
    c.bool('EnablePerfmonIpt', (t) => t.enablePerfmonIpt),
    c.bool('EnableLegacyApicMode', (t) => t.enableLegacyApicMode),
    c.bool('AllowACountMCount', (t) => t.allowACountMCount),
    c.int64('Maximum', (t) => t.maximum),
    c.int64('Reserve', (t) => t.reserve),
    c.int32('RelativeWeight', (t) => t.relativeWeight),
    c.int64('MaximumCountPerNumaNode', (t) => t.maximumCountPerNumaNode),
    c.int64('MaximumCountPerNumaSocket', (t) => t.maximumCountPerNumaSocket),
    c.bool('EnableHostResourceProtection', (t) => t.enableHostResourceProtection),
    c.enums(
      'VMProcessorOperationalStatus',
      'OperationalStatus',
      (t) => (t.running ? ['Ok', protection(t)] : []),
      'System.Collections.Generic.IReadOnlyList<Microsoft.HyperV.PowerShell.VMProcessorOperationalStatus>',
    ),
    c.strings(
      'StatusDescription',
      (t) => (t.running ? ['OK', protectionText(t)] : []),
      'System.Collections.Generic.IReadOnlyList<System.String>',
    ),
    c.string('Name', () => 'Processor'),
    c.string('Id', (t) => deviceId(t.vmId, PROCESSOR_PATH)),
    ...component<VMProcessorTarget>(),
  ],
  aliases: componentAliases,
};

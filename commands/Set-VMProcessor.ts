import { VmCmdlet } from '../src/cli/vm-cmdlet.ts';
import { setProcessor } from '../src/host/processor-settings.ts';
import type { ProcessorSettings } from '../src/host/types.ts';
import { vmProcessorClass } from '../src/objects/memory.ts';
import { ownerOf } from '../src/objects/vm-part.ts';
import { processorTarget } from '../src/objects/vm-settings.ts';
import { NetObject } from '../src/powershell/objects.ts';
import { type Bound, define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Set-VMProcessor',
  summary: 'Changes the processor settings of a virtual machine.',
  defaultSet: 'VMName',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMProcessor'],
  className: 'Microsoft.HyperV.PowerShell.Commands.SetVMProcessor',
  parameters: {
    CimSession: { type: 'CimSession[]', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
    VMName: {
      type: 'string[]',
      sets: { VMName: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    VM: {
      type: 'VirtualMachine[]',
      sets: { VMObject: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    VMProcessor: {
      type: 'VMProcessor[]',
      sets: { VMProcessor: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    Count: { type: 'long', nullable: true, validate: ['NotNull'] },
    CompatibilityForMigrationEnabled: { type: 'bool', nullable: true, validate: ['NotNull'] },
    CompatibilityForOlderOperatingSystemsEnabled: { type: 'bool', nullable: true, validate: ['NotNull'] },
    HwThreadCountPerCore: { type: 'long', nullable: true, validate: ['NotNull'] },
    Maximum: { type: 'long', nullable: true, validate: ['NotNull'] },
    Reserve: { type: 'long', nullable: true, validate: ['NotNull'] },
    RelativeWeight: { type: 'int', nullable: true, validate: ['NotNull'] },
    MaximumCountPerNumaNode: { type: 'int', nullable: true, validate: ['NotNull'] },
    MaximumCountPerNumaSocket: { type: 'int', nullable: true, validate: ['NotNull'] },
    ResourcePoolName: { type: 'string', validate: ['NotNull'] },
    EnableHostResourceProtection: { type: 'bool', nullable: true, validate: ['NotNull'] },
    ExposeVirtualizationExtensions: { type: 'bool', nullable: true, validate: ['NotNull'] },
    Perfmon: { type: 'string[]' },
    EnableLegacyApicMode: { type: 'bool', nullable: true, validate: ['NotNull'] },
    AllowACountMCount: { type: 'bool', nullable: true, validate: ['NotNull'] },
    Passthru: { type: 'switch' },
  },
});

/** Parameter to setting. */
const SETTINGS = {
  Count: 'count',
  CompatibilityForMigrationEnabled: 'compatibilityForMigration',
  CompatibilityForOlderOperatingSystemsEnabled: 'compatibilityForOlderOperatingSystems',
  HwThreadCountPerCore: 'hwThreadsPerCore',
  Maximum: 'maximum',
  Reserve: 'reserve',
  RelativeWeight: 'relativeWeight',
  MaximumCountPerNumaNode: 'maximumPerNumaNode',
  MaximumCountPerNumaSocket: 'maximumPerNumaSocket',
  ResourcePoolName: 'resourcePool',
  EnableHostResourceProtection: 'hostResourceProtection',
  ExposeVirtualizationExtensions: 'exposeVirtualizationExtensions',
  EnableLegacyApicMode: 'legacyApicMode',
  AllowACountMCount: 'allowACountMCount',
} as const satisfies Partial<Record<keyof typeof definition.parameters, keyof ProcessorSettings>>;

const COUNTERS: readonly ProcessorSettings['perfmon'][number][] = ['Pmu', 'Lbr', 'Pebs', 'Ipt'];

/** The settings that were given. */
function changeOf(bound: Bound<typeof definition.parameters>): Partial<ProcessorSettings> {
  const change: Record<string, unknown> = {};
  for (const [parameter, setting] of Object.entries(SETTINGS)) {
    const value = bound[parameter as keyof typeof SETTINGS];
    if (value != null) change[setting] = value;
  }
  if (bound.Perfmon) {
    const wanted = bound.Perfmon.map((name) => name.toLowerCase());
    change['perfmon'] = COUNTERS.filter((name) => wanted.includes(name.toLowerCase()));
  }
  return change;
}

/** Changes the processor settings of a virtual machine. */
export default class SetVMProcessor extends VmCmdlet<typeof definition.parameters> {
  static override readonly definition = definition;

  override async process(bound: Bound<typeof definition.parameters>): Promise<void> {
    const vms = bound.VMProcessor
      ? bound.VMProcessor.map(ownerOf)
      : await this.machines({ VM: bound.VM, names: bound.VMName, ComputerName: bound.ComputerName });
    const change = changeOf(bound);
    for (const vm of vms) {
      if (!(await this.may('processor', vm))) continue;
      const done = await this.change(vm, (machine) => {
        setProcessor(machine, change);
        return true;
      });
      if (done && bound.Passthru) this.runtime.write(new NetObject(vmProcessorClass, processorTarget(vm)));
    }
  }
}

import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Set-VMProcessor',
  summary: 'Changes settings of the processor.',
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

/** Changes settings of the processor. */
export default class SetVMProcessor extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

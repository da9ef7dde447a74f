import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Set-VMHost',
  summary: 'Changes settings of a Hyper-V host.',
  defaultSet: 'ComputerName',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMHost'],
  className: 'Microsoft.HyperV.PowerShell.Commands.SetVMHost',
  parameters: {
    CimSession: {
      type: 'CimSession[]',
      sets: { CimSession: { mandatory: true, position: 0, pipeline: 'property' } },
      validate: ['NotNullOrEmpty'],
    },
    ComputerName: { type: 'string[]', sets: { ComputerName: { position: 0 } }, validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', sets: { ComputerName: { position: 1 } }, validate: ['NotNullOrEmpty'] },
    MaximumStorageMigrations: { type: 'uint32' },
    MaximumVirtualMachineMigrations: { type: 'uint32' },
    VirtualMachineMigrationAuthenticationType: { type: 'MigrationAuthenticationType' },
    UseAnyNetworkForMigration: { type: 'bool' },
    VirtualMachineMigrationPerformanceOption: { type: 'VMMigrationPerformance' },
    ResourceMeteringSaveInterval: { type: 'timespan', nullable: true, validate: ['NotNull'] },
    VirtualHardDiskPath: { type: 'string', validate: ['NotNullOrEmpty'] },
    VirtualMachinePath: { type: 'string', validate: ['NotNullOrEmpty'] },
    MacAddressMaximum: { type: 'string', validate: ['NotNullOrEmpty'] },
    MacAddressMinimum: { type: 'string', validate: ['NotNullOrEmpty'] },
    FibreChannelWwnn: { type: 'string', validate: ['NotNullOrEmpty'] },
    FibreChannelWwpnMaximum: { type: 'string', validate: ['NotNullOrEmpty'] },
    FibreChannelWwpnMinimum: { type: 'string', validate: ['NotNullOrEmpty'] },
    NumaSpanningEnabled: { type: 'bool', nullable: true },
    EnableEnhancedSessionMode: { type: 'bool', nullable: true },
    Passthru: { type: 'switch' },
  },
});

/** Changes settings of a Hyper-V host. */
export default class SetVMHost extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

import { sentences } from '../src/cli/sentences.ts';
import { VmCmdlet } from '../src/cli/vm-cmdlet.ts';
import { changeHost } from '../src/host/host-settings.ts';
import { vmHostClass } from '../src/objects/host.ts';
import { hostTarget } from '../src/objects/live-host.ts';
import { microsOf } from '../src/objects/properties.ts';
import { NetObject } from '../src/powershell/objects.ts';
import { type Bound, define } from '../src/powershell/parameters.ts';

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

type Parameters = Bound<typeof definition.parameters>;

/** Changes settings of a Hyper-V host. */
export default class SetVMHost extends VmCmdlet<typeof definition.parameters> {
  static override readonly definition = definition;

  override async process(bound: Parameters): Promise<void> {
    this.refuse('CimSession', bound.CimSession);
    for (const place of await this.hosts(bound.ComputerName)) {
      if (!(await this.runtime.shouldProcess(sentences.configureHost(this.definition.name, place.computerName))))
        continue;
      const { ResourceMeteringSaveInterval: interval } = bound;
      try {
        await place.world.change(place.hostId, (host) =>
          changeHost(host, {
            vhdPath: bound.VirtualHardDiskPath,
            vmPath: bound.VirtualMachinePath,
            macMinimum: bound.MacAddressMinimum,
            macMaximum: bound.MacAddressMaximum,
            maximumStorageMigrations: bound.MaximumStorageMigrations,
            maximumVirtualMachineMigrations: bound.MaximumVirtualMachineMigrations,
            migrationAuthentication: bound.VirtualMachineMigrationAuthenticationType,
            useAnyNetworkForMigration: bound.UseAnyNetworkForMigration ?? undefined,
            migrationPerformance: bound.VirtualMachineMigrationPerformanceOption,
            meteringSaveInterval: interval ? microsOf(interval) : undefined,
            fibreChannelWwnn: bound.FibreChannelWwnn,
            fibreChannelWwpnMaximum: bound.FibreChannelWwpnMaximum,
            fibreChannelWwpnMinimum: bound.FibreChannelWwpnMinimum,
            numaSpanningEnabled: bound.NumaSpanningEnabled ?? undefined,
            enhancedSessionMode: bound.EnableEnhancedSessionMode ?? undefined,
          }),
        );
        if (bound.Passthru) this.runtime.write(new NetObject(vmHostClass, hostTarget(place)));
      } catch (error) {
        this.report(error);
      }
    }
  }
}

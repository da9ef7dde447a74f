import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Set-VMNetworkAdapterTeamMapping',
  summary: 'Binds a network adapter to a member of a team.',
  defaultSet: 'VMName',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMNetworkAdapterTeamMappingSetting'],
  className: 'Microsoft.HyperV.PowerShell.Commands.SetVMNetworkAdapterTeamMapping',
  parameters: {
    ManagementOS: { type: 'switch', sets: { ManagementOS: { mandatory: true } } },
    CimSession: { type: 'CimSession[]', sets: { VMName: {}, ManagementOS: {} }, validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', sets: { ManagementOS: {}, VMName: {} }, validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', sets: { VMName: {}, ManagementOS: {} }, validate: ['NotNullOrEmpty'] },
    VMName: {
      type: 'string',
      sets: { VMName: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    VMNetworkAdapter: {
      type: 'VMNetworkAdapterBase',
      sets: { ResourceObject: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNull'],
    },
    VM: {
      type: 'VirtualMachine',
      sets: { VMObject: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    VMNetworkAdapterName: { type: 'string', sets: { VMObject: {}, VMName: {}, ManagementOS: {} } },
    SwitchName: { type: 'string', sets: { ManagementOS: {} }, validate: ['NotNullOrEmpty'] },
    PhysicalNetAdapterName: { type: 'string', sets: { '(All)': { mandatory: true } }, validate: ['NotNullOrEmpty'] },
    DisableOnFailover: { type: 'DisableOnFailoverFeature', validate: ['NotNullOrEmpty'] },
    Passthru: { type: 'switch' },
  },
});

/** Binds a network adapter to a member of a team. */
export default class SetVMNetworkAdapterTeamMapping extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

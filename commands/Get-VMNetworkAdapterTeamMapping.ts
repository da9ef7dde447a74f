import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Get-VMNetworkAdapterTeamMapping',
  summary: 'Gets which member of a team a network adapter is bound to.',
  defaultSet: 'VMName',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMNetworkAdapterTeamMappingSetting'],
  className: 'Microsoft.HyperV.PowerShell.Commands.GetVMNetworkAdapterTeamMapping',
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
    Name: { type: 'string', sets: { VMObject: {}, VMName: {}, ManagementOS: {} }, aliases: ['VMNetworkAdapterName'] },
    SwitchName: { type: 'string', sets: { ManagementOS: {} }, validate: ['NotNullOrEmpty'] },
    Passthru: { type: 'switch' },
  },
});

/** Gets which member of a team a network adapter is bound to. */
export default class GetVMNetworkAdapterTeamMapping extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

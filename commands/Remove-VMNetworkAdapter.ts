import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Remove-VMNetworkAdapter',
  summary: 'Removes a network adapter.',
  defaultSet: 'VMName',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMNetworkAdapterBase'],
  className: 'Microsoft.HyperV.PowerShell.Commands.RemoveVMNetworkAdapter',
  parameters: {
    VMNetworkAdapter: {
      type: 'VMNetworkAdapterBase[]',
      sets: { ResourceObject: { mandatory: true, position: 0, pipeline: 'value' } },
    },
    ManagementOS: { type: 'switch', sets: { ManagementOS: { mandatory: true } } },
    CimSession: { type: 'CimSession[]', sets: { VMName: {}, ManagementOS: {} }, validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', sets: { VMName: {}, ManagementOS: {} }, validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', sets: { VMName: {}, ManagementOS: {} }, validate: ['NotNullOrEmpty'] },
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
    Name: { type: 'string', sets: { ManagementOS: {}, VMName: {}, VMObject: {} }, aliases: ['VMNetworkAdapterName'] },
    SwitchName: { type: 'string', sets: { ManagementOS: {} }, validate: ['NotNullOrEmpty'] },
    Passthru: { type: 'switch' },
  },
});

/** Removes a network adapter. */
export default class RemoveVMNetworkAdapter extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

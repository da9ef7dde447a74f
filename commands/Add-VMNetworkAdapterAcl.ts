import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Add-VMNetworkAdapterAcl',
  summary: 'Adds an access rule to a network adapter.',
  defaultSet: 'VMName',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMNetworkAdapterAclSetting'],
  className: 'Microsoft.HyperV.PowerShell.Commands.AddVMNetworkAdapterAcl',
  parameters: {
    Action: { type: 'VMNetworkAdapterAclAction', sets: { '(All)': { mandatory: true } } },
    Direction: { type: 'VMNetworkAdapterAclDirection', sets: { '(All)': { mandatory: true } } },
    LocalIPAddress: { type: 'string[]', validate: ['NotNullOrEmpty'] },
    LocalMacAddress: { type: 'string[]', validate: ['NotNullOrEmpty'] },
    RemoteIPAddress: { type: 'string[]', validate: ['NotNullOrEmpty'] },
    RemoteMacAddress: { type: 'string[]', validate: ['NotNullOrEmpty'] },
    Passthru: { type: 'switch' },
    VMNetworkAdapter: {
      type: 'VMNetworkAdapterBase[]',
      sets: { ResourceObject: { mandatory: true, position: 0, pipeline: 'value' } },
    },
    ManagementOS: { type: 'switch', sets: { ManagementOS: { mandatory: true } } },
    VMNetworkAdapterName: { type: 'string', sets: { VMObject: {}, VMName: {}, ManagementOS: {} } },
    CimSession: { type: 'CimSession[]', sets: { ManagementOS: {}, VMName: {} }, validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', sets: { VMName: {}, ManagementOS: {} }, validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', sets: { ManagementOS: {}, VMName: {} }, validate: ['NotNullOrEmpty'] },
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
  },
});

/** Adds an access rule to a network adapter. */
export default class AddVMNetworkAdapterAcl extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

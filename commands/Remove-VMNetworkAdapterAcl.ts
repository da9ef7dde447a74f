import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Remove-VMNetworkAdapterAcl',
  summary: 'Removes an access rule from a network adapter.',
  defaultSet: 'VMName',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMNetworkAdapterAclSetting'],
  className: 'Microsoft.HyperV.PowerShell.Commands.RemoveVMNetworkAdapterAcl',
  parameters: {
    VMNetworkAdapter: {
      type: 'VMNetworkAdapterBase[]',
      sets: { ResourceObject: { mandatory: true, position: 0, pipeline: 'value' } },
    },
    ManagementOS: { type: 'switch', sets: { ManagementOS: { mandatory: true } } },
    VMNetworkAdapterName: { type: 'string', sets: { VMObject: {}, VMName: {}, ManagementOS: {} } },
    CimSession: { type: 'CimSession[]', sets: { VMName: {}, ManagementOS: {} }, validate: ['NotNullOrEmpty'] },
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
    InputObject: {
      type: 'VMNetworkAdapterAclSetting[]',
      sets: { InputObjectParameter: { mandatory: true, position: 0, pipeline: 'value+property' } },
    },
    Action: {
      type: 'VMNetworkAdapterAclAction',
      sets: {
        ResourceObject: { mandatory: true },
        VMName: { mandatory: true },
        VMObject: { mandatory: true },
        ManagementOS: { mandatory: true },
      },
    },
    Direction: {
      type: 'VMNetworkAdapterAclDirection',
      sets: {
        ManagementOS: { mandatory: true },
        VMName: { mandatory: true },
        ResourceObject: { mandatory: true },
        VMObject: { mandatory: true },
      },
    },
    LocalIPAddress: {
      type: 'string[]',
      sets: { ManagementOS: {}, VMObject: {}, VMName: {}, ResourceObject: {} },
      validate: ['NotNullOrEmpty'],
    },
    LocalMacAddress: {
      type: 'string[]',
      sets: { VMObject: {}, VMName: {}, ResourceObject: {}, ManagementOS: {} },
      validate: ['NotNullOrEmpty'],
    },
    RemoteIPAddress: {
      type: 'string[]',
      sets: { VMName: {}, VMObject: {}, ResourceObject: {}, ManagementOS: {} },
      validate: ['NotNullOrEmpty'],
    },
    RemoteMacAddress: {
      type: 'string[]',
      sets: { VMObject: {}, VMName: {}, ResourceObject: {}, ManagementOS: {} },
      validate: ['NotNullOrEmpty'],
    },
    Passthru: { type: 'switch' },
  },
});

/** Removes an access rule from a network adapter. */
export default class RemoveVMNetworkAdapterAcl extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Remove-VMNetworkAdapterExtendedAcl',
  summary: 'Removes an extended access rule from a network adapter.',
  defaultSet: 'VMName',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMNetworkAdapterExtendedAclSetting'],
  className: 'Microsoft.HyperV.PowerShell.Commands.RemoveVMNetworkAdapterExtendedAcl',
  parameters: {
    VMNetworkAdapter: {
      type: 'VMNetworkAdapterBase[]',
      sets: { ResourceObject: { mandatory: true, position: 0, pipeline: 'value' } },
    },
    ManagementOS: { type: 'switch', sets: { ManagementOS: { mandatory: true } } },
    VMNetworkAdapterName: { type: 'string', sets: { VMObject: {}, VMName: {}, ManagementOS: {} } },
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
    InputObject: {
      type: 'VMNetworkAdapterExtendedAclSetting[]',
      sets: { InputObjectParameter: { mandatory: true, position: 0, pipeline: 'value+property' } },
    },
    Weight: {
      type: 'int',
      sets: {
        ManagementOS: { mandatory: true },
        VMName: { mandatory: true },
        ResourceObject: { mandatory: true },
        VMObject: { mandatory: true },
      },
    },
    Direction: {
      type: 'VMNetworkAdapterExtendedAclDirection',
      sets: {
        ResourceObject: { mandatory: true },
        VMName: { mandatory: true },
        VMObject: { mandatory: true },
        ManagementOS: { mandatory: true },
      },
    },
    Passthru: { type: 'switch' },
  },
});

/** Removes an extended access rule from a network adapter. */
export default class RemoveVMNetworkAdapterExtendedAcl extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

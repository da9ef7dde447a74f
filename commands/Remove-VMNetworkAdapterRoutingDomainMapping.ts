import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Remove-VMNetworkAdapterRoutingDomainMapping',
  summary: 'Removes a routing domain from a network adapter.',
  defaultSet: 'VMName',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMNetworkAdapterRoutingDomainSetting'],
  className: 'Microsoft.HyperV.PowerShell.Commands.RemoveVMNetworkAdapterRoutingDomainMapping',
  parameters: {
    VMNetworkAdapter: {
      type: 'VMNetworkAdapterBase[]',
      sets: { ResourceObject: { mandatory: true, position: 0, pipeline: 'value' } },
    },
    ManagementOS: { type: 'switch', sets: { ManagementOS: { mandatory: true } } },
    VMNetworkAdapterName: { type: 'string', sets: { VMName: {}, VMObject: {}, ManagementOS: {} } },
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
      type: 'VMNetworkAdapterRoutingDomainSetting[]',
      sets: { InputObjectParameter: { mandatory: true, position: 0, pipeline: 'value+property' } },
    },
    RoutingDomainID: { type: 'guid', sets: { ResourceObject: {}, VMName: {}, VMObject: {}, ManagementOS: {} } },
    RoutingDomainName: { type: 'string', sets: { VMObject: {}, VMName: {}, ResourceObject: {}, ManagementOS: {} } },
    Passthru: { type: 'switch' },
  },
});

/** Removes a routing domain from a network adapter. */
export default class RemoveVMNetworkAdapterRoutingDomainMapping extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

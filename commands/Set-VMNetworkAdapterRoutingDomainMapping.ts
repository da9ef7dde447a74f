import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Set-VMNetworkAdapterRoutingDomainMapping',
  summary: 'Changes the routing domains of a network adapter.',
  defaultSet: 'VMName',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMNetworkAdapterRoutingDomainSetting'],
  className: 'Microsoft.HyperV.PowerShell.Commands.SetVMNetworkAdapterRoutingDomainMapping',
  parameters: {
    VMNetworkAdapter: {
      type: 'VMNetworkAdapterBase[]',
      sets: { ResourceObject: { mandatory: true, position: 0, pipeline: 'value' } },
    },
    ManagementOS: { type: 'switch', sets: { ManagementOS: { mandatory: true } } },
    VMNetworkAdapterName: { type: 'string', sets: { VMName: {}, VMObject: {}, ManagementOS: {} } },
    CimSession: { type: 'CimSession[]', sets: { VMName: {}, ManagementOS: {} }, validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', sets: { ManagementOS: {}, VMName: {} }, validate: ['NotNullOrEmpty'] },
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
      type: 'VMNetworkAdapterRoutingDomainSetting',
      sets: { InputObjectParameter: { mandatory: true, position: 0, pipeline: 'value+property' } },
    },
    RoutingDomainID: {
      type: 'guid',
      sets: { VMName: {}, VMObject: {}, ResourceObject: {}, ManagementOS: {} },
      validate: ['NotNullOrEmpty'],
    },
    RoutingDomainName: {
      type: 'string',
      sets: { VMObject: {}, VMName: {}, ResourceObject: {}, ManagementOS: {} },
      validate: ['NotNullOrEmpty'],
    },
    NewRoutingDomainName: { type: 'string', validate: ['NotNullOrEmpty'] },
    IsolationID: { type: 'int[]', validate: ['NotNullOrEmpty'] },
    IsolationName: { type: 'string[]' },
    Passthru: { type: 'switch' },
  },
});

/** Changes the routing domains of a network adapter. */
export default class SetVMNetworkAdapterRoutingDomainMapping extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

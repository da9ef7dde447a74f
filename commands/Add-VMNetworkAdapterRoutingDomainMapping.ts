import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Add-VMNetworkAdapterRoutingDomainMapping',
  summary: 'Adds a routing domain and its virtual subnets to a network adapter.',
  defaultSet: 'VMName',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMNetworkAdapterRoutingDomainSetting'],
  className: 'Microsoft.HyperV.PowerShell.Commands.AddVMNetworkAdapterRoutingDomainMapping',
  parameters: {
    RoutingDomainID: {
      type: 'guid',
      sets: { '(All)': { mandatory: true, position: 1 } },
      validate: ['NotNullOrEmpty'],
    },
    RoutingDomainName: {
      type: 'string',
      sets: { '(All)': { mandatory: true, position: 2 } },
      validate: ['NotNullOrEmpty'],
    },
    IsolationID: { type: 'int[]', sets: { '(All)': { mandatory: true, position: 3 } }, validate: ['NotNullOrEmpty'] },
    IsolationName: { type: 'string[]', sets: { '(All)': { position: 4 } } },
    Passthru: { type: 'switch' },
    VMNetworkAdapter: {
      type: 'VMNetworkAdapterBase[]',
      sets: { ResourceObject: { mandatory: true, position: 0, pipeline: 'value' } },
    },
    ManagementOS: { type: 'switch', sets: { ManagementOS: { mandatory: true } } },
    VMNetworkAdapterName: { type: 'string', sets: { ManagementOS: {}, VMName: {}, VMObject: {} } },
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
  },
});

/** Adds a routing domain and its virtual subnets to a network adapter. */
export default class AddVMNetworkAdapterRoutingDomainMapping extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

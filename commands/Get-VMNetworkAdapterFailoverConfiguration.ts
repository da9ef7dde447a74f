import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Get-VMNetworkAdapterFailoverConfiguration',
  summary: 'Gets the address that a network adapter has after a failover.',
  defaultSet: 'VMName',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMNetworkAdapterFailoverSetting'],
  className: 'Microsoft.HyperV.PowerShell.Commands.GetVMNetworkAdapterFailoverConfiguration',
  parameters: {
    CimSession: { type: 'CimSession[]', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
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
    VMNetworkAdapter: {
      type: 'VMNetworkAdapter[]',
      sets: { ResourceObject: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    VMNetworkAdapterName: { type: 'string', sets: { VMObject: {}, VMName: {} } },
  },
});

/** Gets the address that a network adapter has after a failover. */
export default class GetVMNetworkAdapterFailoverConfiguration extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

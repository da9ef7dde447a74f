import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Set-VMNetworkAdapterIsolation',
  summary: 'Changes the isolation settings of a network adapter.',
  defaultSet: 'VMName',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMNetworkAdapterIsolationSetting'],
  className: 'Microsoft.HyperV.PowerShell.Commands.SetVMNetworkAdapterIsolation',
  parameters: {
    VMNetworkAdapter: {
      type: 'VMNetworkAdapterBase[]',
      sets: { ResourceObject: { mandatory: true, position: 0, pipeline: 'value' } },
    },
    ManagementOS: { type: 'switch', sets: { ManagementOS: { mandatory: true } } },
    VMNetworkAdapterName: { type: 'string', sets: { VMName: {}, VMObject: {}, ManagementOS: {} } },
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
    IsolationMode: { type: 'VMNetworkAdapterIsolationMode', nullable: true, validate: ['NotNull'] },
    AllowUntaggedTraffic: { type: 'bool', nullable: true, validate: ['NotNull'] },
    DefaultIsolationID: { type: 'int', nullable: true, validate: ['NotNull'] },
    MultiTenantStack: { type: 'OnOffState', nullable: true, validate: ['NotNull'] },
    Passthru: { type: 'switch' },
  },
});

/** Changes the isolation settings of a network adapter. */
export default class SetVMNetworkAdapterIsolation extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Add-VMNetworkAdapterExtendedAcl',
  summary: 'Adds an extended access rule to a network adapter.',
  defaultSet: 'VMName',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMNetworkAdapterExtendedAclSetting'],
  className: 'Microsoft.HyperV.PowerShell.Commands.AddVMNetworkAdapterExtendedAcl',
  parameters: {
    Action: { type: 'VMNetworkAdapterExtendedAclAction', sets: { '(All)': { mandatory: true, position: 1 } } },
    Direction: { type: 'VMNetworkAdapterExtendedAclDirection', sets: { '(All)': { mandatory: true, position: 2 } } },
    LocalIPAddress: { type: 'string', sets: { '(All)': { position: 3 } }, validate: ['NotNullOrEmpty'] },
    RemoteIPAddress: { type: 'string', sets: { '(All)': { position: 4 } }, validate: ['NotNullOrEmpty'] },
    LocalPort: { type: 'string', sets: { '(All)': { position: 5 } }, validate: ['NotNullOrEmpty'] },
    RemotePort: { type: 'string', sets: { '(All)': { position: 6 } }, validate: ['NotNullOrEmpty'] },
    Protocol: { type: 'string', sets: { '(All)': { position: 7 } }, validate: ['NotNull'] },
    Weight: { type: 'int', nullable: true, sets: { '(All)': { mandatory: true, position: 8 } }, validate: ['NotNull'] },
    Stateful: { type: 'bool', nullable: true, validate: ['NotNull'] },
    IdleSessionTimeout: { type: 'int', nullable: true, validate: ['NotNull'] },
    IsolationID: { type: 'int', nullable: true, validate: ['NotNull'] },
    Passthru: { type: 'switch' },
    VMNetworkAdapter: {
      type: 'VMNetworkAdapterBase[]',
      sets: { ResourceObject: { mandatory: true, position: 0, pipeline: 'value' } },
    },
    ManagementOS: { type: 'switch', sets: { ManagementOS: { mandatory: true } } },
    VMNetworkAdapterName: { type: 'string', sets: { VMName: {}, VMObject: {}, ManagementOS: {} } },
    CimSession: { type: 'CimSession[]', sets: { VMName: {}, ManagementOS: {} }, validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', sets: { ManagementOS: {}, VMName: {} }, validate: ['NotNullOrEmpty'] },
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

/** Adds an extended access rule to a network adapter. */
export default class AddVMNetworkAdapterExtendedAcl extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

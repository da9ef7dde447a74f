import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Rename-VMNetworkAdapter',
  summary: 'Renames a network adapter.',
  defaultSet: 'VMName',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMNetworkAdapterBase'],
  className: 'Microsoft.HyperV.PowerShell.Commands.RenameVMNetworkAdapter',
  parameters: {
    VMNetworkAdapter: {
      type: 'VMNetworkAdapterBase[]',
      sets: { ResourceObject: { mandatory: true, position: 0, pipeline: 'value' } },
    },
    ManagementOS: { type: 'switch', sets: { ManagementOS: { mandatory: true } } },
    CimSession: { type: 'CimSession[]', sets: { VMName: {}, ManagementOS: {} }, validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', sets: { VMName: {}, ManagementOS: {} }, validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', sets: { VMName: {}, ManagementOS: {} }, validate: ['NotNullOrEmpty'] },
    VM: {
      type: 'VirtualMachine[]',
      sets: { VMObject: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    VMName: { type: 'string[]', sets: { VMName: { mandatory: true, position: 0 } }, validate: ['NotNullOrEmpty'] },
    Name: {
      type: 'string',
      sets: { VMName: { position: 1 }, VMObject: { position: 1 }, ManagementOS: { position: 1 } },
      aliases: ['VMNetworkAdapterName'],
    },
    NewName: { type: 'string', sets: { '(All)': { mandatory: true, position: 2 } }, validate: ['NotNullOrEmpty'] },
    Passthru: { type: 'switch' },
  },
});

/** Renames a network adapter. */
export default class RenameVMNetworkAdapter extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

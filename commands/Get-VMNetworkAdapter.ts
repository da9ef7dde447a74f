import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Get-VMNetworkAdapter',
  summary: 'Gets the network adapters of a virtual machine or of the management operating system.',
  defaultSet: 'VMName',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMNetworkAdapterBase'],
  className: 'Microsoft.HyperV.PowerShell.Commands.GetVMNetworkAdapter',
  parameters: {
    IsLegacy: { type: 'bool', sets: { VMName: {}, VMObject: {} } },
    CimSession: { type: 'CimSession[]', sets: { VMName: {}, ManagementOS: {}, All: {} }, validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', sets: { All: {}, VMName: {}, ManagementOS: {} }, validate: ['NotNullOrEmpty'] },
    Credential: {
      type: 'pscredential[]',
      sets: { VMName: {}, ManagementOS: {}, All: {} },
      validate: ['NotNullOrEmpty'],
    },
    VM: {
      type: 'VirtualMachine[]',
      sets: { VMObject: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    VMName: {
      type: 'string[]',
      sets: { VMName: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    Name: { type: 'string', sets: { '(All)': { position: 1 } }, aliases: ['VMNetworkAdapterName'] },
    All: { type: 'switch', sets: { All: { mandatory: true } } },
    ManagementOS: { type: 'switch', sets: { ManagementOS: { mandatory: true } } },
    VMSnapshot: {
      type: 'VMSnapshot',
      sets: { VMSnapshot: { mandatory: true, position: 0, pipeline: 'value' } },
      aliases: ['VMCheckpoint'],
      validate: ['NotNullOrEmpty'],
    },
    SwitchName: { type: 'string', sets: { ManagementOS: {} }, validate: ['NotNullOrEmpty'] },
  },
});

/** Gets the network adapters of a virtual machine or of the management operating system. */
export default class GetVMNetworkAdapter extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

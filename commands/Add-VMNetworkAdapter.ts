import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Add-VMNetworkAdapter',
  summary: 'Adds a network adapter to a virtual machine or to the management operating system.',
  defaultSet: 'VMName',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMNetworkAdapter', 'Microsoft.HyperV.PowerShell.VMInternalNetworkAdapter'],
  className: 'Microsoft.HyperV.PowerShell.Commands.AddVMNetworkAdapter',
  parameters: {
    CimSession: { type: 'CimSession[]', sets: { ManagementOS: {}, VMName: {} }, validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', sets: { VMName: {}, ManagementOS: {} }, validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', sets: { VMName: {}, ManagementOS: {} }, validate: ['NotNullOrEmpty'] },
    VMName: {
      type: 'string[]',
      sets: { VMName: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    ManagementOS: { type: 'switch', sets: { ManagementOS: {} } },
    SwitchName: { type: 'string', validate: ['NotNullOrEmpty'] },
    IsLegacy: { type: 'bool', sets: { VMName: {}, VMObject: {} } },
    Name: { type: 'string', aliases: ['VMNetworkAdapterName'], validate: ['NotNullOrEmpty'] },
    DynamicMacAddress: { type: 'switch' },
    NumaAwarePlacement: { type: 'bool', validate: ['NotNull'] },
    StaticMacAddress: { type: 'string', validate: ['NotNullOrEmpty'] },
    Passthru: { type: 'switch' },
    ResourcePoolName: { type: 'string', sets: { VMObject: {}, VMName: {} }, validate: ['NotNull'] },
    VM: {
      type: 'VirtualMachine[]',
      sets: { VMObject: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    DeviceNaming: { type: 'OnOffState' },
  },
});

/** Adds a network adapter to a virtual machine or to the management operating system. */
export default class AddVMNetworkAdapter extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

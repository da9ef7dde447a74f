import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Add-VMAssignableDevice',
  summary: 'Adds a passed-through PCI Express device to a virtual machine.',
  defaultSet: 'VMName',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMAssignedDevice'],
  className: 'Microsoft.HyperV.PowerShell.Commands.AddVMAssignableDevice',
  parameters: {
    CimSession: { type: 'CimSession[]', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
    VMName: { type: 'string[]', sets: { VMName: { mandatory: true, position: 0 } }, validate: ['NotNullOrEmpty'] },
    VM: {
      type: 'VirtualMachine[]',
      sets: { VMObject: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    InstancePath: { type: 'string', validate: ['NotNullOrEmpty'] },
    LocationPath: { type: 'string', validate: ['NotNullOrEmpty'] },
    VirtualFunction: { type: 'uint16', nullable: true },
    ResourcePoolName: { type: 'string', validate: ['NotNull'] },
    Passthru: { type: 'switch' },
  },
});

/** Adds a passed-through PCI Express device to a virtual machine. */
export default class AddVMAssignableDevice extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

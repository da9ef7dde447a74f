import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Remove-VMAssignableDevice',
  summary: 'Removes a passed-through device from a virtual machine.',
  defaultSet: 'VMName',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMAssignedDevice'],
  className: 'Microsoft.HyperV.PowerShell.Commands.RemoveVMAssignableDevice',
  parameters: {
    CimSession: { type: 'CimSession[]', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
    VMAssignableDevice: {
      type: 'VMAssignedDevice[]',
      sets: { Object: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    VMName: { type: 'string[]', sets: { VMName: { mandatory: true, position: 0 } }, validate: ['NotNullOrEmpty'] },
    InstancePath: { type: 'string', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
    LocationPath: { type: 'string', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
    Passthru: { type: 'switch' },
  },
});

/** Removes a passed-through device from a virtual machine. */
export default class RemoveVMAssignableDevice extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

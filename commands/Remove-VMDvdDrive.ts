import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Remove-VMDvdDrive',
  summary: 'Removes a DVD drive from a virtual machine.',
  defaultSet: 'VMName',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.DvdDrive'],
  className: 'Microsoft.HyperV.PowerShell.Commands.RemoveVMDvdDrive',
  parameters: {
    CimSession: { type: 'CimSession[]', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
    VMName: { type: 'string', sets: { VMName: { mandatory: true, position: 0 } }, validate: ['NotNullOrEmpty'] },
    VMDvdDrive: {
      type: 'DvdDrive[]',
      sets: { VMDvdDrive: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    ControllerNumber: {
      type: 'int',
      nullable: true,
      sets: { VMName: { mandatory: true, position: 1 } },
      validate: ['NotNullOrEmpty'],
    },
    ControllerLocation: {
      type: 'int',
      nullable: true,
      sets: { VMName: { mandatory: true, position: 2 } },
      validate: ['NotNullOrEmpty'],
    },
    Passthru: { type: 'switch' },
  },
});

/** Removes a DVD drive from a virtual machine. */
export default class RemoveVMDvdDrive extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

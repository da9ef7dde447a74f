import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Remove-VMHardDiskDrive',
  summary: 'Removes a hard disk drive from a virtual machine.',
  defaultSet: 'VMName',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.HardDiskDrive'],
  className: 'Microsoft.HyperV.PowerShell.Commands.RemoveVMHardDiskDrive',
  parameters: {
    CimSession: { type: 'CimSession[]', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
    VMName: { type: 'string', sets: { VMName: { mandatory: true, position: 0 } }, validate: ['NotNullOrEmpty'] },
    VMHardDiskDrive: {
      type: 'HardDiskDrive[]',
      sets: { VMHardDiskDrive: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    ControllerType: {
      type: 'ControllerType',
      nullable: true,
      sets: { VMName: { mandatory: true, position: 1 } },
      validate: ['NotNullOrEmpty'],
    },
    ControllerNumber: {
      type: 'int',
      nullable: true,
      sets: { VMName: { mandatory: true, position: 2 } },
      validate: ['NotNullOrEmpty'],
    },
    ControllerLocation: { type: 'int', nullable: true, sets: { VMName: { mandatory: true, position: 3 } } },
    Passthru: { type: 'switch' },
  },
});

/** Removes a hard disk drive from a virtual machine. */
export default class RemoveVMHardDiskDrive extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

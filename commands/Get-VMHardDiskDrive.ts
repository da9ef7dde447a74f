import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Get-VMHardDiskDrive',
  summary: 'Gets the hard disk drives of a virtual machine.',
  defaultSet: 'VMName',
  outputTypes: ['Microsoft.HyperV.PowerShell.HardDiskDrive'],
  className: 'Microsoft.HyperV.PowerShell.Commands.GetVMHardDiskDrive',
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
    VMSnapshot: {
      type: 'VMSnapshot',
      sets: { VMSnapshot: { mandatory: true, position: 0, pipeline: 'value' } },
      aliases: ['VMCheckpoint'],
      validate: ['NotNullOrEmpty'],
    },
    ControllerLocation: { type: 'int', nullable: true, validate: ['NotNull'] },
    VMDriveController: {
      type: 'VMDriveController[]',
      sets: { VMDriveController: { mandatory: true, position: 0, pipeline: 'value' } },
    },
    ControllerNumber: {
      type: 'int',
      nullable: true,
      sets: { VMName: {}, VMObject: {}, VMSnapshot: {} },
      validate: ['NotNull'],
    },
    ControllerType: { type: 'ControllerType', nullable: true, sets: { VMName: {}, VMObject: {}, VMSnapshot: {} } },
  },
});

/** Gets the hard disk drives of a virtual machine. */
export default class GetVMHardDiskDrive extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

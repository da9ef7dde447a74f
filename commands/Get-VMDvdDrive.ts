import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Get-VMDvdDrive',
  summary: 'Gets the DVD drives of a virtual machine.',
  defaultSet: 'VMName',
  outputTypes: ['Microsoft.HyperV.PowerShell.DvdDrive'],
  className: 'Microsoft.HyperV.PowerShell.Commands.GetVMDvdDrive',
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
    ControllerLocation: { type: 'int', nullable: true, validate: ['NotNull'] },
    ControllerNumber: {
      type: 'int',
      nullable: true,
      sets: { VMName: {}, VMObject: {}, VMSnapshot: {} },
      validate: ['NotNull'],
    },
    VMDriveController: {
      type: 'VMDriveController[]',
      sets: { VMDriveController: { mandatory: true, position: 0, pipeline: 'value' } },
    },
    VMSnapshot: {
      type: 'VMSnapshot',
      sets: { VMSnapshot: { mandatory: true, position: 0, pipeline: 'value' } },
      aliases: ['VMCheckpoint'],
      validate: ['NotNullOrEmpty'],
    },
  },
});

/** Gets the DVD drives of a virtual machine. */
export default class GetVMDvdDrive extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

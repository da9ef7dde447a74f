import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Add-VMDvdDrive',
  summary: 'Adds a DVD drive to a virtual machine.',
  defaultSet: 'VMName',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.DvdDrive'],
  className: 'Microsoft.HyperV.PowerShell.Commands.AddVMDvdDrive',
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
    VMDriveController: {
      type: 'VMDriveController[]',
      sets: { VMDriveController: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    ControllerNumber: {
      type: 'int',
      nullable: true,
      sets: { VMObject: { position: 2 }, VMName: { position: 2 } },
      validate: ['NotNull'],
    },
    ControllerLocation: { type: 'int', nullable: true, sets: { '(All)': { position: 3 } }, validate: ['NotNull'] },
    Path: { type: 'string', sets: { '(All)': { position: 4 } } },
    ResourcePoolName: { type: 'string', validate: ['NotNull'] },
    AllowUnverifiedPaths: { type: 'switch' },
    Passthru: { type: 'switch' },
  },
});

/** Adds a DVD drive to a virtual machine. */
export default class AddVMDvdDrive extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

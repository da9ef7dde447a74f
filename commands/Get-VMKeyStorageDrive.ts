import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Get-VMKeyStorageDrive',
  summary: 'Gets the key storage drives of a virtual machine.',
  defaultSet: 'VMName',
  outputTypes: ['Microsoft.HyperV.PowerShell.KeyStorageDrive'],
  className: 'Microsoft.HyperV.PowerShell.Commands.GetVMKeyStorageDrive',
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
    ControllerNumber: { type: 'int', nullable: true, sets: { VMName: {}, VMObject: {} }, validate: ['NotNull'] },
    VMDriveController: {
      type: 'VMDriveController[]',
      sets: { VMDriveController: { mandatory: true, position: 0, pipeline: 'value' } },
    },
  },
});

/** Gets the key storage drives of a virtual machine. */
export default class GetVMKeyStorageDrive extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Set-VMFloppyDiskDrive',
  summary: 'Changes what is in a floppy disk drive of a virtual machine.',
  defaultSet: 'VMName',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMFloppyDiskDrive'],
  className: 'Microsoft.HyperV.PowerShell.Commands.SetVMFloppyDiskDrive',
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
    VMFloppyDiskDrive: {
      type: 'VMFloppyDiskDrive[]',
      sets: { VMFloppyDiskDrive: { mandatory: true, position: 0, pipeline: 'value' } },
    },
    Path: { type: 'string', sets: { '(All)': { position: 1, pipeline: 'property' } }, aliases: ['FullName'] },
    ResourcePoolName: { type: 'string', validate: ['NotNullOrEmpty'] },
    Passthru: { type: 'switch' },
  },
});

/** Changes what is in a floppy disk drive of a virtual machine. */
export default class SetVMFloppyDiskDrive extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

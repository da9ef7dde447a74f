import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Set-VMBios',
  summary: 'Changes the BIOS settings of a virtual machine of generation 1.',
  defaultSet: 'VMName',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMBios'],
  className: 'Microsoft.HyperV.PowerShell.Commands.SetVMBios',
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
    VMBios: {
      type: 'VMBios[]',
      sets: { VMBios: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    DisableNumLock: { type: 'switch' },
    EnableNumLock: { type: 'switch' },
    StartupOrder: { type: 'BootDevice[]', validate: ['NotNullOrEmpty'] },
    Passthru: { type: 'switch' },
  },
});

/** Changes the BIOS settings of a virtual machine of generation 1. */
export default class SetVMBios extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

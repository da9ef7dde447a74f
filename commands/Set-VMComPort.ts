import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Set-VMComPort',
  summary: 'Changes a serial port of a virtual machine.',
  defaultSet: 'VMName',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMComPort'],
  className: 'Microsoft.HyperV.PowerShell.Commands.SetVMComPort',
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
    VMComPort: { type: 'VMComPort[]', sets: { VMComPort: { mandatory: true, position: 0, pipeline: 'value' } } },
    Number: {
      type: 'int',
      sets: { VMObject: { mandatory: true }, VMName: { mandatory: true, position: 1 } },
      validate: [{ range: [1, 2] }],
    },
    Path: { type: 'string', sets: { '(All)': { position: 2 } }, validate: ['AllowEmptyString', 'AllowNull'] },
    DebuggerMode: { type: 'OnOffState' },
    Passthru: { type: 'switch' },
  },
});

/** Changes a serial port of a virtual machine. */
export default class SetVMComPort extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

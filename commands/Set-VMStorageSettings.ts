import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Set-VMStorageSettings',
  summary: 'Changes the storage settings of a virtual machine.',
  defaultSet: 'VMName',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VirtualMachine'],
  className: 'Microsoft.HyperV.PowerShell.Commands.SetVMStorageSettings',
  parameters: {
    CimSession: { type: 'CimSession[]', sets: { VMName: {} } },
    ComputerName: { type: 'string[]', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
    VM: {
      type: 'VirtualMachine[]',
      sets: { VMObject: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    VMName: {
      type: 'string[]',
      sets: { VMName: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    Passthru: { type: 'switch' },
    DisableInterruptBatching: { type: 'bool' },
    ThreadCountPerChannel: { type: 'ThreadCount' },
    VirtualProcessorsPerChannel: { type: 'uint16' },
  },
});

/** Changes the storage settings of a virtual machine. */
export default class SetVMStorageSettings extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Set-VMKeyProtector',
  summary: 'Changes the key protector of a virtual machine.',
  defaultSet: 'VMName',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VirtualMachine'],
  className: 'Microsoft.HyperV.PowerShell.Commands.SetVMKeyProtector',
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
    KeyProtector: { type: 'byte[]' },
    NewLocalKeyProtector: { type: 'switch' },
    RestoreLastKnownGoodKeyProtector: { type: 'switch' },
  },
});

/** Changes the key protector of a virtual machine. */
export default class SetVMKeyProtector extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

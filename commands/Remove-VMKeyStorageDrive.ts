import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Remove-VMKeyStorageDrive',
  summary: 'Removes a key storage drive from a virtual machine.',
  defaultSet: 'VMName',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.KeyStorageDrive'],
  className: 'Microsoft.HyperV.PowerShell.Commands.RemoveVMKeyStorageDrive',
  parameters: {
    CimSession: { type: 'CimSession[]', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
    VMName: { type: 'string', sets: { VMName: { mandatory: true, position: 0 } }, validate: ['NotNullOrEmpty'] },
    VMKeyStorageDrive: {
      type: 'KeyStorageDrive[]',
      sets: { VMKeyStorageDrive: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    Passthru: { type: 'switch' },
  },
});

/** Removes a key storage drive from a virtual machine. */
export default class RemoveVMKeyStorageDrive extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

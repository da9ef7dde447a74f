import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Add-VMKeyStorageDrive',
  summary: 'Adds a key storage drive to a virtual machine.',
  defaultSet: 'VMName',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.KeyStorageDrive'],
  className: 'Microsoft.HyperV.PowerShell.Commands.AddVMKeyStorageDrive',
  parameters: {
    CimSession: { type: 'CimSession[]', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', sets: { VMName: {} }, aliases: ['PSComputerName'], validate: ['NotNullOrEmpty'] },
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
    ControllerNumber: {
      type: 'int',
      nullable: true,
      sets: { VMObject: { position: 2 }, VMName: { position: 2 } },
      validate: ['NotNull'],
    },
    ControllerLocation: { type: 'int', nullable: true, sets: { '(All)': { position: 3 } }, validate: ['NotNull'] },
    ResourcePoolName: { type: 'string', validate: ['NotNull'] },
    Passthru: { type: 'switch' },
  },
});

/** Adds a key storage drive to a virtual machine. */
export default class AddVMKeyStorageDrive extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

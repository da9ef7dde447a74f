import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Rename-VMSnapshot',
  summary: 'Renames a checkpoint.',
  defaultSet: 'SnapshotName',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMSnapshot'],
  className: 'Microsoft.HyperV.PowerShell.Commands.RenameVMSnapshot',
  parameters: {
    CimSession: { type: 'CimSession[]', sets: { SnapshotName: {} }, validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', sets: { SnapshotName: {} }, validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', sets: { SnapshotName: {} }, validate: ['NotNullOrEmpty'] },
    VMSnapshot: {
      type: 'VMSnapshot',
      sets: { SnapshotObject: { mandatory: true, position: 0, pipeline: 'value' } },
      aliases: ['VMCheckpoint'],
      validate: ['NotNull'],
    },
    VM: {
      type: 'VirtualMachine',
      sets: { VM: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNull'],
    },
    Name: {
      type: 'string',
      sets: { SnapshotName: { mandatory: true, position: 0 }, VM: { mandatory: true } },
      validate: ['NotNullOrEmpty'],
    },
    VMName: { type: 'string', sets: { SnapshotName: { mandatory: true, position: 1 } }, validate: ['NotNullOrEmpty'] },
    NewName: { type: 'string', sets: { '(All)': { mandatory: true, position: 2 } }, validate: ['NotNullOrEmpty'] },
    Passthru: { type: 'switch' },
  },
});

/** Renames a checkpoint. */
export default class RenameVMSnapshot extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Restore-VMSnapshot',
  summary: 'Applies a checkpoint.',
  defaultSet: 'SnapshotName',
  confirmImpact: 'High',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMSnapshot'],
  className: 'Microsoft.HyperV.PowerShell.Commands.RestoreVMSnapshot',
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
      sets: { VM: { mandatory: true }, SnapshotName: { mandatory: true, position: 0 } },
      validate: ['NotNullOrEmpty'],
    },
    VMName: { type: 'string', sets: { SnapshotName: { mandatory: true, position: 1 } }, validate: ['NotNullOrEmpty'] },
    AsJob: { type: 'switch' },
    Passthru: { type: 'switch' },
  },
});

/** Applies a checkpoint. */
export default class RestoreVMSnapshot extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

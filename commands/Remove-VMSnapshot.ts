import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Remove-VMSnapshot',
  summary: 'Removes a checkpoint.',
  defaultSet: 'SnapshotName',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMSnapshot'],
  className: 'Microsoft.HyperV.PowerShell.Commands.RemoveVMSnapshot',
  parameters: {
    VM: {
      type: 'VirtualMachine[]',
      sets: { VMObject: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    VMName: {
      type: 'string[]',
      sets: { SnapshotName: { mandatory: true, position: 0 } },
      validate: ['NotNullOrEmpty'],
    },
    CimSession: { type: 'CimSession[]', sets: { SnapshotName: {} }, validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', sets: { SnapshotName: {} }, validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', sets: { SnapshotName: {} }, validate: ['NotNullOrEmpty'] },
    VMSnapshot: {
      type: 'VMSnapshot[]',
      sets: { SnapshotObject: { mandatory: true, position: 0, pipeline: 'value' } },
      aliases: ['VMCheckpoint'],
      validate: ['NotNullOrEmpty'],
    },
    Name: {
      type: 'string[]',
      sets: { SnapshotName: { position: 1, pipeline: 'value' }, VMObject: { position: 1 } },
      validate: ['NotNullOrEmpty'],
    },
    IncludeAllChildSnapshots: { type: 'switch', aliases: ['IncludeAllChildCheckpoints'] },
    AsJob: { type: 'switch' },
    Passthru: { type: 'switch' },
  },
});

/** Removes a checkpoint. */
export default class RemoveVMSnapshot extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

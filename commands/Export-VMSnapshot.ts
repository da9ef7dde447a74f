import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Export-VMSnapshot',
  summary: 'Writes a checkpoint as a virtual machine to a folder.',
  defaultSet: 'SnapshotName',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMSnapshot'],
  className: 'Microsoft.HyperV.PowerShell.Commands.ExportVMSnapshot',
  parameters: {
    CimSession: { type: 'CimSession[]', sets: { SnapshotName: {} }, validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', sets: { SnapshotName: {} }, validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', sets: { SnapshotName: {} }, validate: ['NotNullOrEmpty'] },
    VM: {
      type: 'VirtualMachine[]',
      sets: { VMObject: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    VMSnapshot: {
      type: 'VMSnapshot[]',
      sets: { SnapshotObject: { mandatory: true, position: 0, pipeline: 'value' } },
      aliases: ['VMCheckpoint'],
      validate: ['NotNullOrEmpty'],
    },
    Name: {
      type: 'string[]',
      sets: { SnapshotName: { mandatory: true, position: 0, pipeline: 'value' }, VMObject: { mandatory: true } },
      validate: ['NotNullOrEmpty'],
    },
    Path: { type: 'string', sets: { '(All)': { mandatory: true, position: 1 } }, validate: ['NotNullOrEmpty'] },
    VMName: { type: 'string[]', sets: { SnapshotName: { mandatory: true } }, validate: ['NotNullOrEmpty'] },
    AsJob: { type: 'switch' },
    Passthru: { type: 'switch' },
  },
});

/** Writes a checkpoint as a virtual machine to a folder. */
export default class ExportVMSnapshot extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

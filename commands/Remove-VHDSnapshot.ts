import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Remove-VHDSnapshot',
  summary: 'Removes a checkpoint from a VHD set file.',
  defaultSet: 'Path',
  confirmImpact: 'Medium',
  className: 'Microsoft.Vhd.PowerShell.Cmdlets.RemoveVHDSnapshot',
  parameters: {
    Path: {
      type: 'string[]',
      sets: { Path: { mandatory: true, position: 0, pipeline: 'value+property' } },
      aliases: ['FullName'],
      validate: ['NotNullOrEmpty'],
    },
    PersistReferencePoint: { type: 'switch' },
    SnapshotId: { type: 'guid[]', sets: { Path: { mandatory: true } }, validate: ['NotNullOrEmpty'] },
    VHDSnapshot: {
      type: 'VHDSnapshotInfo[]',
      sets: { VHDSnapshot: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    AsJob: { type: 'switch' },
    CimSession: { type: 'CimSession[]', validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', validate: ['NotNullOrEmpty'] },
  },
});

/** Removes a checkpoint from a VHD set file. */
export default class RemoveVHDSnapshot extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

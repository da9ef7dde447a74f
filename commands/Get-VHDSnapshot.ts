import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Get-VHDSnapshot',
  summary: 'Gets the checkpoints in a VHD set file.',
  outputTypes: ['Microsoft.Vhd.PowerShell.VHDSnapshotInfo'],
  className: 'Microsoft.Vhd.PowerShell.Cmdlets.GetVHDSnapshot',
  parameters: {
    Path: {
      type: 'string[]',
      sets: { '(All)': { mandatory: true, position: 0, pipeline: 'value+property' } },
      aliases: ['FullName'],
      validate: ['NotNullOrEmpty'],
    },
    GetParentPaths: { type: 'switch' },
    SnapshotId: { type: 'guid[]' },
    CimSession: { type: 'CimSession[]', validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', validate: ['NotNullOrEmpty'] },
  },
});

/** Gets the checkpoints in a VHD set file. */
export default class GetVHDSnapshot extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

import { VmCmdlet } from '../src/cli/vm-cmdlet.ts';
import { snapshotObject } from '../src/objects/vhd-set.ts';
import { type Bound, define } from '../src/powershell/parameters.ts';
import { readSnapshots } from '../src/set-work.ts';

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

type Parameters = Bound<typeof definition.parameters>;

/** Gets the checkpoints in a VHD set file. */
export default class GetVHDSnapshot extends VmCmdlet<typeof definition.parameters> {
  static override readonly definition = definition;

  override async process(bound: Parameters): Promise<void> {
    const parents = bound.GetParentPaths === true;
    for (const place of await this.hosts(bound.ComputerName)) {
      for (const path of bound.Path ?? []) {
        try {
          for (const facts of readSnapshots(place.world, path, bound.SnapshotId, parents)) {
            this.runtime.write(snapshotObject(facts, place));
          }
        } catch (error) {
          this.report(error);
        }
      }
    }
  }
}

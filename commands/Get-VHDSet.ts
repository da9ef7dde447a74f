import { VmCmdlet } from '../src/cli/vm-cmdlet.ts';
import { setObject } from '../src/objects/vhd-set.ts';
import { type Bound, define } from '../src/powershell/parameters.ts';
import { readSetFacts } from '../src/set-work.ts';

const definition = define({
  name: 'Get-VHDSet',
  summary: 'Gets the facts of a VHD set file.',
  outputTypes: ['Microsoft.Vhd.PowerShell.VHDSetInfo'],
  className: 'Microsoft.Vhd.PowerShell.Cmdlets.GetVHDSet',
  parameters: {
    Path: {
      type: 'string[]',
      sets: { '(All)': { mandatory: true, position: 0, pipeline: 'value+property' } },
      aliases: ['FullName'],
      validate: ['NotNullOrEmpty'],
    },
    GetAllPaths: { type: 'switch' },
    CimSession: { type: 'CimSession[]', validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', validate: ['NotNullOrEmpty'] },
  },
});

type Parameters = Bound<typeof definition.parameters>;

/** Gets the facts of a VHD set file. */
export default class GetVHDSet extends VmCmdlet<typeof definition.parameters> {
  static override readonly definition = definition;

  override async process(bound: Parameters): Promise<void> {
    for (const { world, computerName } of await this.hosts(bound.ComputerName)) {
      for (const path of bound.Path ?? []) {
        try {
          this.runtime.write(setObject(readSetFacts(world, path, bound.GetAllPaths === true), computerName));
        } catch (error) {
          this.report(error);
        }
      }
    }
  }
}

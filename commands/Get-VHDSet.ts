import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

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

/** Gets the facts of a VHD set file. */
export default class GetVHDSet extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

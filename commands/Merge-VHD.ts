import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Merge-VHD',
  summary: 'Merges a virtual hard disk into its parent.',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.Vhd.PowerShell.VirtualHardDisk'],
  className: 'Microsoft.Vhd.PowerShell.Cmdlets.MergeVHD',
  parameters: {
    Path: {
      type: 'string',
      sets: { '(All)': { mandatory: true, position: 0, pipeline: 'value+property' } },
      aliases: ['FullName'],
      validate: ['NotNullOrEmpty'],
    },
    DestinationPath: { type: 'string', sets: { '(All)': { position: 1 } }, validate: ['NotNullOrEmpty'] },
    Force: { type: 'switch' },
    AsJob: { type: 'switch' },
    Passthru: { type: 'switch' },
    CimSession: { type: 'CimSession[]', validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', validate: ['NotNullOrEmpty'] },
  },
});

/** Merges a virtual hard disk into its parent. */
export default class MergeVHD extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

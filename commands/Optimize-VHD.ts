import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Optimize-VHD',
  summary: 'Makes a virtual hard disk smaller.',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.Vhd.PowerShell.VirtualHardDisk'],
  className: 'Microsoft.Vhd.PowerShell.Cmdlets.OptimizeVHD',
  parameters: {
    Path: {
      type: 'string[]',
      sets: { '(All)': { mandatory: true, position: 0, pipeline: 'value+property' } },
      aliases: ['FullName'],
      validate: ['NotNullOrEmpty'],
    },
    Mode: { type: 'VhdCompactMode', validate: ['NotNullOrEmpty'] },
    AsJob: { type: 'switch' },
    Passthru: { type: 'switch' },
    CimSession: { type: 'CimSession[]', validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', validate: ['NotNullOrEmpty'] },
  },
});

/** Makes a virtual hard disk smaller. */
export default class OptimizeVHD extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

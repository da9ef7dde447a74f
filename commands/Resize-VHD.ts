import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Resize-VHD',
  summary: 'Changes the size of a virtual hard disk.',
  defaultSet: 'Size',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.Vhd.PowerShell.VirtualHardDisk'],
  className: 'Microsoft.Vhd.PowerShell.Cmdlets.ResizeVHD',
  parameters: {
    Path: {
      type: 'string[]',
      sets: { '(All)': { mandatory: true, position: 0, pipeline: 'value+property' } },
      aliases: ['FullName'],
      validate: ['NotNullOrEmpty'],
    },
    SizeBytes: { type: 'uint64', sets: { Size: { mandatory: true, position: 1 } }, validate: ['NotNullOrEmpty'] },
    ToMinimumSize: { type: 'switch', sets: { MinimumSize: { mandatory: true } } },
    AsJob: { type: 'switch' },
    Passthru: { type: 'switch' },
    CimSession: { type: 'CimSession[]', validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', validate: ['NotNullOrEmpty'] },
  },
});

/** Changes the size of a virtual hard disk. */
export default class ResizeVHD extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

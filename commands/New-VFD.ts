import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'New-VFD',
  summary: 'Creates a virtual floppy disk.',
  confirmImpact: 'Medium',
  outputTypes: ['System.IO.FileInfo'],
  className: 'Microsoft.Vhd.PowerShell.Cmdlets.NewVFD',
  parameters: {
    Path: {
      type: 'string[]',
      sets: { '(All)': { mandatory: true, position: 0, pipeline: 'value+property' } },
      validate: ['NotNullOrEmpty'],
    },
    CimSession: { type: 'CimSession[]', validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', validate: ['NotNullOrEmpty'] },
  },
});

/** Creates a virtual floppy disk. */
export default class NewVFD extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Get-VHD',
  summary: 'Gets the facts of a virtual hard disk.',
  defaultSet: 'Path',
  outputTypes: ['Microsoft.Vhd.PowerShell.VirtualHardDisk'],
  className: 'Microsoft.Vhd.PowerShell.Cmdlets.GetVHD',
  parameters: {
    DiskNumber: {
      type: 'uint32',
      sets: { Disk: { mandatory: true, position: 0, pipeline: 'property' } },
      aliases: ['Number'],
      validate: ['NotNullOrEmpty'],
    },
    Path: {
      type: 'string[]',
      sets: { Path: { mandatory: true, position: 0, pipeline: 'value+property' } },
      aliases: ['FullName'],
      validate: ['NotNullOrEmpty'],
    },
    VMId: {
      type: 'guid[]',
      sets: { VMId: { mandatory: true, position: 0, pipeline: 'value+property' } },
      aliases: ['Id'],
      validate: ['NotNullOrEmpty'],
    },
    CimSession: { type: 'CimSession[]', validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', validate: ['NotNullOrEmpty'] },
  },
});

/** Gets the facts of a virtual hard disk. */
export default class GetVHD extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

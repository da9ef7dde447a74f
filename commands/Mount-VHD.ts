import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Mount-VHD',
  summary: 'Attaches virtual hard disks to the host.',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.Vhd.PowerShell.VirtualHardDisk'],
  className: 'Microsoft.Vhd.PowerShell.Cmdlets.MountVHD',
  parameters: {
    Path: {
      type: 'string[]',
      sets: { '(All)': { mandatory: true, position: 0, pipeline: 'value+property' } },
      aliases: ['FullName'],
      validate: ['NotNullOrEmpty'],
    },
    NoDriveLetter: { type: 'switch' },
    ReadOnly: { type: 'switch' },
    SnapshotId: { type: 'guid', nullable: true, sets: { '(All)': { pipeline: 'property' } } },
    Passthru: { type: 'switch' },
    CimSession: { type: 'CimSession[]', validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', validate: ['NotNullOrEmpty'] },
  },
});

/** Attaches virtual hard disks to the host. */
export default class MountVHD extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

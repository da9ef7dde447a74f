import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Dismount-VHD',
  summary: 'Detaches virtual hard disks from the host.',
  defaultSet: 'Path',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.Vhd.PowerShell.VirtualHardDisk'],
  className: 'Microsoft.Vhd.PowerShell.Cmdlets.DismountVHD',
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
    SnapshotId: { type: 'guid', nullable: true, sets: { Path: { pipeline: 'property' } } },
    Passthru: { type: 'switch' },
    CimSession: { type: 'CimSession[]', validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', validate: ['NotNullOrEmpty'] },
  },
});

/** Detaches virtual hard disks from the host. */
export default class DismountVHD extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

import { DiskCmdlet } from '../src/cli/disk-cmdlet.ts';
import { sentences } from '../src/cli/sentences.ts';
import { dismountDisk, snapshotPath } from '../src/disk-work.ts';
import { type Bound, define } from '../src/powershell/parameters.ts';

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

type Parameters = Bound<typeof definition.parameters>;

/** Detaches virtual hard disks from the host. */
export default class DismountVHD extends DiskCmdlet<typeof definition.parameters> {
  static override readonly definition = definition;

  override async process(bound: Parameters): Promise<void> {
    const disks = bound.DiskNumber === undefined ? (bound.Path ?? []) : [bound.DiskNumber];
    for (const place of await this.hosts(bound.ComputerName)) {
      for (const disk of disks) {
        if (!(await this.runtime.shouldProcess(sentences.dismountDisk(this.definition.name, String(disk))))) continue;
        try {
          const wanted = await snapshotPath(place.world, disk, bound.SnapshotId);
          const path = await dismountDisk(place.world, place.hostId, wanted);
          if (bound.Passthru) await this.emitDisk(place, path);
        } catch (error) {
          this.report(error);
        }
      }
    }
  }
}

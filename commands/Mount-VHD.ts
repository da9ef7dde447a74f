import { DiskCmdlet } from '../src/cli/disk-cmdlet.ts';
import { sentences } from '../src/cli/sentences.ts';
import { mountDisk, snapshotPath } from '../src/disk-work.ts';
import { type Bound, define } from '../src/powershell/parameters.ts';

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

type Parameters = Bound<typeof definition.parameters>;

/** Attaches virtual hard disks to the host. */
export default class MountVHD extends DiskCmdlet<typeof definition.parameters> {
  static override readonly definition = definition;

  override async process(bound: Parameters): Promise<void> {
    // Nothing here gives drive letters: -NoDriveLetter changes nothing.
    for (const place of await this.hosts(bound.ComputerName)) {
      for (const path of bound.Path ?? []) {
        if (!(await this.runtime.shouldProcess(sentences.mountDisk(this.definition.name, path)))) continue;
        try {
          const file = await snapshotPath(place.world, path, bound.SnapshotId);
          // What is written to a snapshot would change all that came after it.
          await mountDisk(place.world, place.hostId, file, bound.ReadOnly === true || file !== path);
          if (bound.Passthru) await this.emitDisk(place, file);
        } catch (error) {
          this.report(error);
        }
      }
    }
  }
}

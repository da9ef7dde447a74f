import { DiskCmdlet } from '../src/cli/disk-cmdlet.ts';
import { sentences } from '../src/cli/sentences.ts';
import type { VmPlace } from '../src/objects/live-vm.ts';
import type { SnapshotTarget } from '../src/objects/vhd-set.ts';
import { type Bound, define } from '../src/powershell/parameters.ts';
import { removeSnapshot } from '../src/set-work.ts';

const definition = define({
  name: 'Remove-VHDSnapshot',
  summary: 'Removes a checkpoint from a VHD set file.',
  defaultSet: 'Path',
  confirmImpact: 'Medium',
  className: 'Microsoft.Vhd.PowerShell.Cmdlets.RemoveVHDSnapshot',
  parameters: {
    Path: {
      type: 'string[]',
      sets: { Path: { mandatory: true, position: 0, pipeline: 'value+property' } },
      aliases: ['FullName'],
      validate: ['NotNullOrEmpty'],
    },
    PersistReferencePoint: { type: 'switch' },
    SnapshotId: { type: 'guid[]', sets: { Path: { mandatory: true } }, validate: ['NotNullOrEmpty'] },
    VHDSnapshot: {
      type: 'VHDSnapshotInfo[]',
      sets: { VHDSnapshot: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    AsJob: { type: 'switch' },
    CimSession: { type: 'CimSession[]', validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', validate: ['NotNullOrEmpty'] },
  },
});

type Parameters = Bound<typeof definition.parameters>;

/** Removes a checkpoint from a VHD set file. */
export default class RemoveVHDSnapshot extends DiskCmdlet<typeof definition.parameters> {
  static override readonly definition = definition;

  override async process(bound: Parameters): Promise<void> {
    this.refuse('AsJob', bound.AsJob);
    // Nothing here tracks changes: there is no reference point that could stay.
    this.refuse('PersistReferencePoint', bound.PersistReferencePoint);
    for (const { target } of bound.VHDSnapshot ?? []) {
      const { place, path, id } = target as SnapshotTarget;
      await this.#remove(place, path, id);
    }
    if (bound.Path === undefined) return;
    for (const place of await this.hosts(bound.ComputerName)) {
      for (const path of bound.Path) for (const id of bound.SnapshotId ?? []) await this.#remove(place, path, id);
    }
  }

  async #remove({ world, hostId }: VmPlace, path: string, id: string): Promise<void> {
    if (!(await this.runtime.shouldProcess(sentences.removeSnapshot(this.definition.name, path)))) return;
    try {
      await this.long(path, (options) => removeSnapshot(world, hostId, path, id, options));
    } catch (error) {
      this.report(error);
    }
  }
}

import { VmCmdlet } from '../src/cli/vm-cmdlet.ts';
import { pathOfNumber, readDisk } from '../src/disk-work.ts';
import { diskObject } from '../src/objects/disk-object.ts';
import { LiveVm, type VmPlace } from '../src/objects/live-vm.ts';
import { hardDrives } from '../src/objects/vm-drives.ts';
import { type Bound, define } from '../src/powershell/parameters.ts';

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

type Parameters = Bound<typeof definition.parameters>;

/** Gets the facts of a virtual hard disk. */
export default class GetVHD extends VmCmdlet<typeof definition.parameters> {
  static override readonly definition = definition;

  override async process(bound: Parameters): Promise<void> {
    for (const place of await this.hosts(bound.ComputerName)) {
      if (bound.DiskNumber !== undefined) await this.#emitNumber(place, bound.DiskNumber);
      for (const path of bound.Path ?? []) await this.#emitDisk(place, path);
      for (const id of bound.VMId ?? []) {
        try {
          const columns = await place.world.read(place.hostId, (host) => host.vm(id).columns());
          for (const { path } of hardDrives(new LiveVm(place, columns))) if (path) await this.#emitDisk(place, path);
        } catch (error) {
          this.report(error, { target: id });
        }
      }
    }
  }

  async #emitNumber(place: VmPlace, number: number): Promise<void> {
    try {
      await this.#emitDisk(place, await pathOfNumber(place.world, place.hostId, number));
    } catch (error) {
      this.report(error, { target: number });
    }
  }

  async #emitDisk({ world, hostId, computerName, lacks }: VmPlace, wanted: string): Promise<void> {
    try {
      const { path, facts, ...held } = await readDisk(world, hostId, wanted);
      this.runtime.write(diskObject(facts, { computerName, lacks, path: path.shown, ...held }));
    } catch (error) {
      this.report(error);
    }
  }
}

import { azureWarning, sentences } from '../src/cli/sentences.ts';
import { VmCmdlet } from '../src/cli/vm-cmdlet.ts';
import { readDisk, resizeDisk } from '../src/disk-work.ts';
import { diskObject } from '../src/objects/disk-object.ts';
import { type Bound, define } from '../src/powershell/parameters.ts';

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

type Parameters = Bound<typeof definition.parameters>;

/** Changes the size of a virtual hard disk. */
export default class ResizeVHD extends VmCmdlet<typeof definition.parameters> {
  static override readonly definition = definition;

  override async process(bound: Parameters): Promise<void> {
    this.refuse('AsJob', bound.AsJob);
    const size = bound.SizeBytes ?? 'minimum';
    for (const { world, hostId, computerName, lacks } of await this.hosts(bound.ComputerName)) {
      for (const wanted of bound.Path ?? []) {
        if (!(await this.runtime.shouldProcess(sentences.resizeDisk(this.definition.name, wanted)))) continue;
        try {
          await resizeDisk(world, hostId, wanted, size);
          if (!bound.Passthru && !/\.vhd$/i.test(wanted)) continue;
          const { path, facts, ...held } = await readDisk(world, hostId, wanted);
          const warning = azureWarning(facts);
          if (warning) this.runtime.writeWarning(warning);
          if (!bound.Passthru) continue;
          this.runtime.write(diskObject(facts, { computerName, lacks, path: path.shown, ...held }));
        } catch (error) {
          this.report(error);
        }
      }
    }
  }
}

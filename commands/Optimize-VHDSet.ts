import { DiskCmdlet } from '../src/cli/disk-cmdlet.ts';
import { sentences } from '../src/cli/sentences.ts';
import { type Bound, define } from '../src/powershell/parameters.ts';
import { optimizeSet } from '../src/set-work.ts';

const definition = define({
  name: 'Optimize-VHDSet',
  summary: 'Tidies a VHD set file.',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.Vhd.PowerShell.VirtualHardDisk'],
  className: 'Microsoft.Vhd.PowerShell.Cmdlets.OptimizeVHDSet',
  parameters: {
    Path: {
      type: 'string[]',
      sets: { '(All)': { mandatory: true, position: 0, pipeline: 'value+property' } },
      aliases: ['FullName'],
      validate: ['NotNullOrEmpty'],
    },
    AsJob: { type: 'switch' },
    Passthru: { type: 'switch' },
    CimSession: { type: 'CimSession[]', validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', validate: ['NotNullOrEmpty'] },
  },
});

type Parameters = Bound<typeof definition.parameters>;

/** Tidies a VHD set file. */
export default class OptimizeVHDSet extends DiskCmdlet<typeof definition.parameters> {
  static override readonly definition = definition;

  override async process(bound: Parameters): Promise<void> {
    this.refuse('AsJob', bound.AsJob);
    for (const place of await this.hosts(bound.ComputerName)) {
      for (const path of bound.Path ?? []) {
        if (!(await this.runtime.shouldProcess(sentences.optimizeDisk(this.definition.name, path)))) continue;
        try {
          await this.long(path, (options) => optimizeSet(place.world, place.hostId, path, options));
          if (bound.Passthru) await this.emitDisk(place, path);
        } catch (error) {
          this.report(error);
        }
      }
    }
  }
}

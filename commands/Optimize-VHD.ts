import { DiskCmdlet } from '../src/cli/disk-cmdlet.ts';
import { sentences } from '../src/cli/sentences.ts';
import { compactDisk } from '../src/disk-work.ts';
import { type Bound, define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Optimize-VHD',
  summary: 'Makes a virtual hard disk smaller.',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.Vhd.PowerShell.VirtualHardDisk'],
  className: 'Microsoft.Vhd.PowerShell.Cmdlets.OptimizeVHD',
  parameters: {
    Path: {
      type: 'string[]',
      sets: { '(All)': { mandatory: true, position: 0, pipeline: 'value+property' } },
      aliases: ['FullName'],
      validate: ['NotNullOrEmpty'],
    },
    Mode: { type: 'VhdCompactMode', validate: ['NotNullOrEmpty'] },
    AsJob: { type: 'switch' },
    Passthru: { type: 'switch' },
    CimSession: { type: 'CimSession[]', validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', validate: ['NotNullOrEmpty'] },
  },
});

/** Documentation of Optimize-VHD. */
const defaultMode = (path: string) => (/\.a?vhd$/i.test(path) ? 'Full' : 'Quick');

type Parameters = Bound<typeof definition.parameters>;

/** Makes a virtual hard disk smaller. */
export default class OptimizeVHD extends DiskCmdlet<typeof definition.parameters> {
  static override readonly definition = definition;

  override async process(bound: Parameters): Promise<void> {
    this.refuse('AsJob', bound.AsJob);
    for (const place of await this.hosts(bound.ComputerName)) {
      for (const path of bound.Path ?? []) {
        if (!(await this.runtime.shouldProcess(sentences.optimizeDisk(this.definition.name, path)))) continue;
        const mode = bound.Mode ?? defaultMode(path);
        try {
          await this.long(path, (options) => compactDisk(place.world, place.hostId, path, mode, options));
          if (bound.Passthru) await this.emitDisk(place, path);
        } catch (error) {
          this.report(error);
        }
      }
    }
  }
}

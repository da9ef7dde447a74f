import { DiskCmdlet } from '../src/cli/disk-cmdlet.ts';
import { CONFIRM, questions, sentences } from '../src/cli/sentences.ts';
import { mergeDisk } from '../src/disk-work.ts';
import { type Bound, define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Merge-VHD',
  summary: 'Merges a virtual hard disk into its parent.',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.Vhd.PowerShell.VirtualHardDisk'],
  className: 'Microsoft.Vhd.PowerShell.Cmdlets.MergeVHD',
  parameters: {
    Path: {
      type: 'string',
      sets: { '(All)': { mandatory: true, position: 0, pipeline: 'value+property' } },
      aliases: ['FullName'],
      validate: ['NotNullOrEmpty'],
    },
    DestinationPath: { type: 'string', sets: { '(All)': { position: 1 } }, validate: ['NotNullOrEmpty'] },
    Force: { type: 'switch' },
    AsJob: { type: 'switch' },
    Passthru: { type: 'switch' },
    CimSession: { type: 'CimSession[]', validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', validate: ['NotNullOrEmpty'] },
  },
});

type Parameters = Bound<typeof definition.parameters>;

/** Merges a virtual hard disk into its parent. */
export default class MergeVHD extends DiskCmdlet<typeof definition.parameters> {
  static override readonly definition = definition;

  override async process(bound: Parameters): Promise<void> {
    this.refuse('AsJob', bound.AsJob);
    const { Path: path = '', DestinationPath: into } = bound;
    for (const place of await this.hosts(bound.ComputerName)) {
      if (!(await this.runtime.shouldProcess(sentences.mergeDisk(this.definition.name, path)))) continue;
      if (!(await this.runtime.shouldContinue(questions.mergeDisk(path), CONFIRM, bound.Force === true))) continue;
      try {
        const destination = await this.long(path, (options) =>
          mergeDisk(place.world, place.hostId, path, into, options),
        );
        if (bound.Passthru) await this.emitDisk(place, destination);
      } catch (error) {
        this.report(error);
      }
    }
  }
}

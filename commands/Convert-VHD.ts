import { DiskCmdlet } from '../src/cli/disk-cmdlet.ts';
import { sentences, setWarning } from '../src/cli/sentences.ts';
import { convertDisk } from '../src/disk-work.ts';
import { type Bound, define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Convert-VHD',
  summary: 'Converts a virtual hard disk to another format or type.',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.Vhd.PowerShell.VirtualHardDisk'],
  className: 'Microsoft.Vhd.PowerShell.Cmdlets.ConvertVHD',
  parameters: {
    Path: {
      type: 'string',
      sets: { '(All)': { mandatory: true, position: 0, pipeline: 'value+property' } },
      aliases: ['FullName'],
      validate: ['NotNullOrEmpty'],
    },
    DestinationPath: {
      type: 'string',
      sets: { '(All)': { mandatory: true, position: 1 } },
      validate: ['NotNullOrEmpty'],
    },
    VHDType: { type: 'VhdType', validate: ['NotNullOrEmpty'] },
    ParentPath: { type: 'string', validate: ['NotNullOrEmpty'] },
    BlockSizeBytes: { type: 'uint32', validate: ['NotNullOrEmpty'] },
    DeleteSource: { type: 'switch' },
    AsJob: { type: 'switch' },
    Passthru: { type: 'switch' },
    AddressAbstractionType: { type: 'VirtualHardDiskPmemAddressAbstractionType' },
    CimSession: { type: 'CimSession[]', validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', validate: ['NotNullOrEmpty'] },
  },
});

const TYPES = { Fixed: 'fixed', Dynamic: 'dynamic', Differencing: 'differencing' } as const;

type Parameters = Bound<typeof definition.parameters>;

/** Converts a virtual hard disk to another format or type. */
export default class ConvertVHD extends DiskCmdlet<typeof definition.parameters> {
  static override readonly definition = definition;

  override async process(bound: Parameters): Promise<void> {
    this.refuse('AsJob', bound.AsJob);
    this.refuse('AddressAbstractionType BTT', bound.AddressAbstractionType === 'BTT');
    const { Path: from = '', DestinationPath: to = '' } = bound;
    const wanted = {
      ...(bound.VHDType !== undefined && { type: TYPES[bound.VHDType as keyof typeof TYPES] }),
      ...(bound.BlockSizeBytes !== undefined && { blockSize: bound.BlockSizeBytes }),
      ...(bound.ParentPath !== undefined && { parentPath: bound.ParentPath }),
      deleteSource: bound.DeleteSource === true,
    };
    for (const place of await this.hosts(bound.ComputerName)) {
      if (!(await this.runtime.shouldProcess(sentences.convertDisk(this.definition.name, from)))) continue;
      try {
        await this.long(from, (options) => convertDisk(place.world, place.hostId, from, to, wanted, options));
        const warning = setWarning(to);
        if (warning) this.runtime.writeWarning(warning);
        if (bound.Passthru) await this.emitDisk(place, to);
      } catch (error) {
        this.report(error);
      }
    }
  }
}

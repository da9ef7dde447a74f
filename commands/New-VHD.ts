import { DiskCmdlet } from '../src/cli/disk-cmdlet.ts';
import { azureWarning, sentences, setWarning } from '../src/cli/sentences.ts';
import { copyToNewDisk, newDisk, newDiskInSteps } from '../src/disk-create.ts';
import { readDisk } from '../src/disk-work.ts';
import type { NewDisk } from '../src/host/disk-files.ts';
import { diskObject } from '../src/objects/disk-object.ts';
import type { VmPlace } from '../src/objects/live-vm.ts';
import { type Bound, define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'New-VHD',
  summary: 'Creates a virtual hard disk.',
  defaultSet: 'DynamicWithoutSource',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.Vhd.PowerShell.VirtualHardDisk'],
  className: 'Microsoft.Vhd.PowerShell.Cmdlets.NewVHD',
  parameters: {
    Path: {
      type: 'string[]',
      sets: { '(All)': { mandatory: true, position: 0, pipeline: 'value+property' } },
      validate: ['NotNullOrEmpty'],
    },
    ParentPath: {
      type: 'string',
      sets: { Differencing: { mandatory: true, position: 1 } },
      validate: ['NotNullOrEmpty'],
    },
    SizeBytes: {
      type: 'uint64',
      sets: {
        FixedWithoutSource: { mandatory: true, position: 1 },
        DynamicWithoutSource: { mandatory: true, position: 1 },
        Differencing: { position: 2 },
      },
      validate: ['NotNullOrEmpty'],
    },
    SourceDisk: {
      type: 'uint32',
      sets: {
        FixedWithSource: { mandatory: true, pipeline: 'property' },
        DynamicWithSource: { mandatory: true, pipeline: 'property' },
      },
      // By path: a raw image or a block device, of which the lab knows no number.
      orText: true,
      aliases: ['Number'],
      validate: ['NotNullOrEmpty'],
    },
    Dynamic: { type: 'switch', sets: { DynamicWithSource: { mandatory: true }, DynamicWithoutSource: {} } },
    Fixed: { type: 'switch', sets: { FixedWithSource: { mandatory: true }, FixedWithoutSource: { mandatory: true } } },
    Differencing: { type: 'switch', sets: { Differencing: {} } },
    BlockSizeBytes: { type: 'uint32', validate: ['NotNullOrEmpty'] },
    LogicalSectorSizeBytes: {
      type: 'uint32',
      sets: { FixedWithoutSource: {}, DynamicWithoutSource: {} },
      validate: [{ set: ['512', '4096'] }, 'NotNullOrEmpty'],
    },
    PhysicalSectorSizeBytes: {
      type: 'uint32',
      sets: { Differencing: {}, FixedWithoutSource: {}, DynamicWithoutSource: {} },
      validate: [{ set: ['512', '4096'] }, 'NotNullOrEmpty'],
    },
    AddressAbstractionType: {
      type: 'VirtualHardDiskPmemAddressAbstractionType',
      sets: { FixedWithoutSource: {} },
      validate: [{ set: ['None', 'BTT'] }],
    },
    DataAlignmentBytes: {
      type: 'uint64',
      sets: { FixedWithoutSource: {} },
      validate: [{ set: ['0', '1GB', '1073741824'] }],
    },
    AsJob: { type: 'switch' },
    CimSession: { type: 'CimSession[]', validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', validate: ['NotNullOrEmpty'] },
  },
});

type Parameters = Bound<typeof definition.parameters>;

/** Creates a virtual hard disk. */
export default class NewVHD extends DiskCmdlet<typeof definition.parameters> {
  static override readonly definition = definition;

  override async process(bound: Parameters): Promise<void> {
    this.refuse('AsJob', bound.AsJob);
    this.refuse('AddressAbstractionType BTT', bound.AddressAbstractionType === 'BTT');
    const type = bound.ParentPath === undefined ? (bound.Fixed ? 'fixed' : 'dynamic') : 'differencing';
    const spec: NewDisk = {
      type,
      ...(bound.SizeBytes !== undefined && { size: bound.SizeBytes }),
      ...(bound.BlockSizeBytes !== undefined && { blockSize: bound.BlockSizeBytes }),
      ...(bound.LogicalSectorSizeBytes !== undefined && { logicalSectorSize: bound.LogicalSectorSizeBytes }),
      ...(bound.PhysicalSectorSizeBytes !== undefined && { physicalSectorSize: bound.PhysicalSectorSizeBytes }),
      ...(bound.DataAlignmentBytes !== undefined && { dataAlignment: bound.DataAlignmentBytes }),
      ...(bound.ParentPath !== undefined && { parentPath: bound.ParentPath }),
    };
    for (const place of await this.hosts(bound.ComputerName)) {
      const { world, hostId, computerName, lacks } = place;
      for (const wanted of bound.Path ?? []) {
        if (!(await this.runtime.shouldProcess(sentences.createDisk(this.definition.name, wanted)))) continue;
        try {
          await this.#make(place, wanted, spec, bound.SourceDisk);
          const { path, facts, ...held } = await readDisk(world, hostId, wanted);
          const warning = azureWarning(facts) ?? setWarning(wanted);
          if (warning) this.runtime.writeWarning(warning);
          this.runtime.write(diskObject(facts, { computerName, lacks, path: path.shown, ...held }));
        } catch (error) {
          this.report(error);
        }
      }
    }
  }

  /** Quick where it can be: only what takes space is work that is watched. */
  async #make({ world, hostId }: VmPlace, path: string, spec: NewDisk, source: number | string | undefined) {
    const { type } = spec;
    if (source !== undefined && type !== 'differencing') {
      const copy = { type: type ?? 'dynamic', ...(spec.blockSize !== undefined && { blockSize: spec.blockSize }) };
      await this.long(path, (options) => copyToNewDisk(world, hostId, path, source, copy, options));
    } else if (type === 'fixed' || /\.vhds$/i.test(path)) {
      await this.long(path, (options) => newDiskInSteps(world, hostId, path, spec, options));
    } else await newDisk(world, hostId, path, spec);
  }
}

import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

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

/** Creates a virtual hard disk. */
export default class NewVHD extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

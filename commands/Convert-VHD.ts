import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

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

/** Converts a virtual hard disk to another format or type. */
export default class ConvertVHD extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

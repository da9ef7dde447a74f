import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Set-VHD',
  summary: 'Changes settings of a virtual hard disk.',
  defaultSet: 'Parent',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.Vhd.PowerShell.VirtualHardDisk'],
  className: 'Microsoft.Vhd.PowerShell.Cmdlets.SetVHD',
  parameters: {
    Path: {
      type: 'string',
      sets: { '(All)': { mandatory: true, position: 0, pipeline: 'value+property' } },
      aliases: ['FullName'],
      validate: ['NotNullOrEmpty'],
    },
    ParentPath: { type: 'string', sets: { Parent: { mandatory: true, position: 1 } }, validate: ['NotNullOrEmpty'] },
    LeafPath: { type: 'string', sets: { Parent: {} }, validate: ['NotNullOrEmpty'] },
    PhysicalSectorSizeBytes: {
      type: 'uint32',
      sets: { PhysicalSectorSize: { mandatory: true } },
      validate: [{ set: ['512', '4096'] }, 'NotNullOrEmpty'],
    },
    ResetDiskIdentifier: {
      type: 'switch',
      sets: { DiskIdentifier: { mandatory: true } },
      validate: ['NotNullOrEmpty'],
    },
    Force: { type: 'switch', sets: { DiskIdentifier: {} } },
    IgnoreIdMismatch: { type: 'switch', sets: { Parent: {} } },
    Passthru: { type: 'switch' },
    CimSession: { type: 'CimSession[]', validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', validate: ['NotNullOrEmpty'] },
  },
});

/** Changes settings of a virtual hard disk. */
export default class SetVHD extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

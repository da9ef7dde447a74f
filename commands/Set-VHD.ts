import { DiskCmdlet } from '../src/cli/disk-cmdlet.ts';
import { CONFIRM, questions, sentences } from '../src/cli/sentences.ts';
import { setDisk } from '../src/disk-work.ts';
import { type Bound, define } from '../src/powershell/parameters.ts';

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

type Parameters = Bound<typeof definition.parameters>;

/** Changes settings of a virtual hard disk. */
export default class SetVHD extends DiskCmdlet<typeof definition.parameters> {
  static override readonly definition = definition;

  override async process(bound: Parameters): Promise<void> {
    const { Path: path = '', ParentPath: parent, PhysicalSectorSizeBytes: physicalSectorSize } = bound;
    for (const place of await this.hosts(bound.ComputerName)) {
      if (!(await this.runtime.shouldProcess(sentences.configureVhd(this.definition.name, path)))) continue;
      if (bound.ResetDiskIdentifier) {
        const query = questions.resetIdentifier(path);
        if (!(await this.runtime.shouldContinue(query, CONFIRM, bound.Force === true))) continue;
      }
      const ignoreMismatch = bound.IgnoreIdMismatch === true;
      const change =
        parent !== undefined
          ? { parent, ignoreMismatch, ...(bound.LeafPath !== undefined && { leaf: bound.LeafPath }) }
          : physicalSectorSize !== undefined
            ? { physicalSectorSize }
            : 'resetIdentifier';
      try {
        await setDisk(place.world, place.hostId, path, change);
        if (bound.Passthru) await this.emitDisk(place, path);
      } catch (error) {
        this.report(error);
      }
    }
  }
}

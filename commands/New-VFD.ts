import { sentences } from '../src/cli/sentences.ts';
import { VmCmdlet } from '../src/cli/vm-cmdlet.ts';
import { newFloppy } from '../src/disk-create.ts';
import { fileInfoOf } from '../src/objects/file-info.ts';
import { type Bound, define } from '../src/powershell/parameters.ts';
import { FLOPPY_SIZE } from '../src/vhd/create.ts';

const definition = define({
  name: 'New-VFD',
  summary: 'Creates a virtual floppy disk.',
  confirmImpact: 'Medium',
  outputTypes: ['System.IO.FileInfo'],
  className: 'Microsoft.Vhd.PowerShell.Cmdlets.NewVFD',
  parameters: {
    Path: {
      type: 'string[]',
      sets: { '(All)': { mandatory: true, position: 0, pipeline: 'value+property' } },
      validate: ['NotNullOrEmpty'],
    },
    CimSession: { type: 'CimSession[]', validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', validate: ['NotNullOrEmpty'] },
  },
});

type Parameters = Bound<typeof definition.parameters>;

/** Creates a virtual floppy disk. */
export default class NewVFD extends VmCmdlet<typeof definition.parameters> {
  static override readonly definition = definition;

  override async process(bound: Parameters): Promise<void> {
    for (const { world } of await this.hosts(bound.ComputerName)) {
      for (const path of bound.Path ?? []) {
        if (!(await this.runtime.shouldProcess(sentences.createFloppy(this.definition.name, path)))) continue;
        try {
          this.runtime.write(fileInfoOf(newFloppy(world, path).shown, FLOPPY_SIZE));
        } catch (error) {
          this.report(error);
        }
      }
    }
  }
}

import { DiskCmdlet } from '../src/cli/disk-cmdlet.ts';
import { testDisk, testSharing } from '../src/disk-work.ts';
import { type Bound, define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Test-VHD',
  summary: 'Tests a virtual hard disk for damage.',
  defaultSet: 'ExistingVHD',
  outputTypes: ['System.Boolean'],
  className: 'Microsoft.Vhd.PowerShell.Cmdlets.TestVHD',
  parameters: {
    Path: {
      type: 'string[]',
      sets: { '(All)': { mandatory: true, position: 0, pipeline: 'value+property' } },
      aliases: ['FullName'],
      validate: ['NotNullOrEmpty'],
    },
    SupportPersistentReservations: {
      type: 'switch',
      sets: { SharedDisk: { mandatory: true } },
      aliases: ['ShareVirtualDisk'],
    },
    CimSession: { type: 'CimSession[]', validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', validate: ['NotNullOrEmpty'] },
  },
});

type Parameters = Bound<typeof definition.parameters>;

/** Tests a virtual hard disk for damage. */
export default class TestVHD extends DiskCmdlet<typeof definition.parameters> {
  static override readonly definition = definition;

  override async process(bound: Parameters): Promise<void> {
    const shared = bound.SupportPersistentReservations === true;
    for (const { world } of await this.hosts(bound.ComputerName)) {
      for (const path of bound.Path ?? []) {
        try {
          if (shared) testSharing(world, path);
          if (shared && !/\.(vhdx?|avhdx?|vhds)$/i.test(path)) {
            this.runtime.write(true);
            continue;
          }
          const harmless = await this.long(path, (options) => testDisk(world, path, options));
          for (const text of harmless) this.runtime.writeWarning(text);
          this.runtime.write(true);
        } catch (error) {
          this.report(error);
        }
      }
    }
  }
}

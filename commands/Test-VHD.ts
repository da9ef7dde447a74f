import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

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

/** Tests a virtual hard disk for damage. */
export default class TestVHD extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

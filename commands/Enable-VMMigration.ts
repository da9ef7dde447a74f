import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Enable-VMMigration',
  summary: 'Switches live migration of a host on.',
  defaultSet: 'ComputerName',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMHost'],
  className: 'Microsoft.HyperV.PowerShell.Commands.EnableVMMigration',
  parameters: {
    Passthru: { type: 'switch' },
    CimSession: {
      type: 'CimSession[]',
      sets: { CimSession: { mandatory: true, position: 0 } },
      validate: ['NotNullOrEmpty'],
    },
    ComputerName: { type: 'string[]', sets: { ComputerName: { position: 0 } }, validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', sets: { ComputerName: { position: 1 } }, validate: ['NotNullOrEmpty'] },
  },
});

/** Switches live migration of a host on. */
export default class EnableVMMigration extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

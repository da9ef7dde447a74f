import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Enable-VMEventing',
  summary: 'Turns on eventing.',
  confirmImpact: 'Medium',
  className: 'Microsoft.HyperV.PowerShell.Commands.EnableVMEventing',
  parameters: {
    Force: { type: 'switch' },
    CimSession: { type: 'CimSession[]', validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', validate: ['NotNullOrEmpty'] },
  },
});

/** Turns on eventing. */
export default class EnableVMEventing extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

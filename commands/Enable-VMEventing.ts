import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Enable-VMEventing',
  summary: 'Starts the events that tell of changes to virtual machines.',
  confirmImpact: 'Medium',
  className: 'Microsoft.HyperV.PowerShell.Commands.EnableVMEventing',
  parameters: {
    Force: { type: 'switch' },
    CimSession: { type: 'CimSession[]', validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', validate: ['NotNullOrEmpty'] },
  },
});

/** Starts the events that tell of changes to virtual machines. */
export default class EnableVMEventing extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

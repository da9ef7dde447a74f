import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Disable-VMEventing',
  summary: 'Turns off eventing.',
  confirmImpact: 'Medium',
  className: 'Microsoft.HyperV.PowerShell.Commands.DisableVMEventing',
  parameters: {
    Force: { type: 'switch' },
    CimSession: { type: 'CimSession[]', validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', validate: ['NotNullOrEmpty'] },
  },
});

/** Turns off eventing. */
export default class DisableVMEventing extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Disable-VMEventing',
  summary: 'Stops the events that tell of changes to virtual machines.',
  confirmImpact: 'Medium',
  className: 'Microsoft.HyperV.PowerShell.Commands.DisableVMEventing',
  parameters: {
    Force: { type: 'switch' },
    CimSession: { type: 'CimSession[]', validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', validate: ['NotNullOrEmpty'] },
  },
});

/** Stops the events that tell of changes to virtual machines. */
export default class DisableVMEventing extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

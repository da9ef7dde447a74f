import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Get-VMSystemSwitchExtension',
  summary: 'Gets the system switch extension settings or objects asked for.',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMSystemSwitchExtension'],
  className: 'Microsoft.HyperV.PowerShell.Commands.GetVMSystemSwitchExtension',
  parameters: {
    Name: { type: 'string[]', validate: ['NotNullOrEmpty'] },
    CimSession: { type: 'CimSession[]', validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', validate: ['NotNullOrEmpty'] },
  },
});

/** Gets the system switch extension settings or objects asked for. */
export default class GetVMSystemSwitchExtension extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Get-VMSystemSwitchExtension',
  summary: 'Gets the switch extensions that are installed on a host.',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMSystemSwitchExtension'],
  className: 'Microsoft.HyperV.PowerShell.Commands.GetVMSystemSwitchExtension',
  parameters: {
    Name: { type: 'string[]', validate: ['NotNullOrEmpty'] },
    CimSession: { type: 'CimSession[]', validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', validate: ['NotNullOrEmpty'] },
  },
});

/** Gets the switch extensions that are installed on a host. */
export default class GetVMSystemSwitchExtension extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

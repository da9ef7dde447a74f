import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Get-VMSwitchTeam',
  summary: 'Gets the teams of virtual switches.',
  defaultSet: 'Name',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMSwitchTeam'],
  className: 'Microsoft.HyperV.PowerShell.Commands.GetVMSwitchTeam',
  parameters: {
    Name: { type: 'string', sets: { Name: { position: 0 } }, aliases: ['SwitchName'], validate: ['NotNullOrEmpty'] },
    VMSwitch: {
      type: 'VMSwitch[]',
      sets: { SwitchObject: { position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    CimSession: { type: 'CimSession[]', validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', validate: ['NotNullOrEmpty'] },
  },
});

/** Gets the teams of virtual switches. */
export default class GetVMSwitchTeam extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

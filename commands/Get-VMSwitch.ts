import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Get-VMSwitch',
  summary: 'Gets the virtual switches of a host.',
  defaultSet: 'Name',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMSwitch'],
  className: 'Microsoft.HyperV.PowerShell.Commands.GetVMSwitch',
  parameters: {
    Id: {
      type: 'guid[]',
      sets: { Id: { position: 0, pipeline: 'value+property' } },
      aliases: ['SwitchId'],
      validate: ['NotNull'],
    },
    Name: { type: 'string', sets: { Name: { position: 0 } }, aliases: ['SwitchName'], validate: ['NotNullOrEmpty'] },
    ResourcePoolName: { type: 'string[]', sets: { '(All)': { position: 1 } }, validate: ['NotNullOrEmpty'] },
    SwitchType: { type: 'VMSwitchType[]' },
    CimSession: { type: 'CimSession[]', validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', validate: ['NotNullOrEmpty'] },
  },
});

/** Gets the virtual switches of a host. */
export default class GetVMSwitch extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

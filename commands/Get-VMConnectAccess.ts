import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Get-VMConnectAccess',
  summary: 'Gets who may connect to which virtual machine.',
  defaultSet: 'VMName',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMConnectAce'],
  className: 'Microsoft.HyperV.PowerShell.Commands.GetVMConnectAccess',
  parameters: {
    VMId: {
      type: 'guid[]',
      sets: { VMId: { mandatory: true, position: 0, pipeline: 'value+property' } },
      validate: ['NotNullOrEmpty'],
    },
    VMName: { type: 'string[]', sets: { VMName: { position: 0, pipeline: 'value' } }, validate: ['NotNullOrEmpty'] },
    UserName: {
      type: 'string[]',
      sets: { '(All)': { pipeline: 'property' } },
      aliases: ['UserId', 'Sid'],
      validate: ['NotNullOrEmpty'],
    },
    CimSession: { type: 'CimSession[]', validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', validate: ['NotNullOrEmpty'] },
  },
});

/** Gets who may connect to which virtual machine. */
export default class GetVMConnectAccess extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

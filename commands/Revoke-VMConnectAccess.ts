import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Revoke-VMConnectAccess',
  summary: 'Takes the right to connect to a virtual machine away from users.',
  defaultSet: 'VMName',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMConnectAce'],
  className: 'Microsoft.HyperV.PowerShell.Commands.RevokeVMConnectAccess',
  parameters: {
    UserName: {
      type: 'string[]',
      sets: { '(All)': { mandatory: true, position: 1, pipeline: 'property' } },
      aliases: ['UserId', 'Sid'],
      validate: ['NotNullOrEmpty'],
    },
    Passthru: { type: 'switch' },
    VMId: {
      type: 'guid[]',
      sets: { VMId: { mandatory: true, position: 0, pipeline: 'value+property' } },
      validate: ['NotNullOrEmpty'],
    },
    VMName: {
      type: 'string[]',
      sets: { VMName: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    CimSession: { type: 'CimSession[]', validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', validate: ['NotNullOrEmpty'] },
  },
});

/** Takes the right to connect to a virtual machine away from users. */
export default class RevokeVMConnectAccess extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

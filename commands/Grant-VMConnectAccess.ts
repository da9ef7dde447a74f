import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Grant-VMConnectAccess',
  summary: 'Lets users connect to a virtual machine.',
  defaultSet: 'VMName',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMConnectAce'],
  className: 'Microsoft.HyperV.PowerShell.Commands.GrantVMConnectAccess',
  parameters: {
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
    UserName: {
      type: 'string[]',
      sets: { '(All)': { mandatory: true, position: 1, pipeline: 'property' } },
      aliases: ['UserId', 'Sid'],
      validate: ['NotNullOrEmpty'],
    },
    Passthru: { type: 'switch' },
    CimSession: { type: 'CimSession[]', validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', validate: ['NotNullOrEmpty'] },
  },
});

/** Lets users connect to a virtual machine. */
export default class GrantVMConnectAccess extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

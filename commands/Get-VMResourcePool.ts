import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Get-VMResourcePool',
  summary: 'Gets resource pools of a host.',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMResourcePool'],
  className: 'Microsoft.HyperV.PowerShell.Commands.GetVMResourcePool',
  parameters: {
    Name: { type: 'string[]', sets: { '(All)': { position: 0, pipeline: 'value' } }, validate: ['NotNullOrEmpty'] },
    ResourcePoolType: {
      type: 'VMResourcePoolType[]',
      sets: { '(All)': { position: 1 } },
      validate: ['NotNullOrEmpty'],
    },
    CimSession: { type: 'CimSession[]', validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', validate: ['NotNullOrEmpty'] },
  },
});

/** Gets resource pools of a host. */
export default class GetVMResourcePool extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

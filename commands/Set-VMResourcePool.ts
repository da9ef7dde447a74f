import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Set-VMResourcePool',
  summary: 'Changes the parent of a resource pool.',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMResourcePool'],
  className: 'Microsoft.HyperV.PowerShell.Commands.SetVMResourcePool',
  parameters: {
    CimSession: { type: 'CimSession[]', sets: { '(All)': { pipeline: 'property' } }, validate: ['NotNullOrEmpty'] },
    Name: {
      type: 'string[]',
      sets: { '(All)': { mandatory: true, position: 0, pipeline: 'property' } },
      validate: ['NotNullOrEmpty'],
    },
    ResourcePoolType: {
      type: 'VMResourcePoolType',
      sets: { '(All)': { mandatory: true, position: 1, pipeline: 'property' } },
    },
    ParentName: { type: 'string[]', sets: { '(All)': { mandatory: true, position: 2 } }, validate: ['NotNullOrEmpty'] },
    Passthru: { type: 'switch' },
    ComputerName: { type: 'string[]', validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', validate: ['NotNullOrEmpty'] },
  },
});

/** Changes the parent of a resource pool. */
export default class SetVMResourcePool extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

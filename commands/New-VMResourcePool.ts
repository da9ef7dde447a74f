import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'New-VMResourcePool',
  summary: 'Creates a resource pool.',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMResourcePool'],
  className: 'Microsoft.HyperV.PowerShell.Commands.NewVMResourcePool',
  parameters: {
    Name: {
      type: 'string',
      sets: { '(All)': { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    ResourcePoolType: {
      type: 'VMResourcePoolType[]',
      sets: { '(All)': { mandatory: true, position: 1 } },
      validate: ['NotNullOrEmpty'],
    },
    ParentName: { type: 'string[]', sets: { '(All)': { position: 2 } }, validate: ['NotNullOrEmpty'] },
    Paths: { type: 'string[]', sets: { '(All)': { position: 3 } }, validate: ['NotNullOrEmpty'] },
    CimSession: { type: 'CimSession[]', validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', validate: ['NotNullOrEmpty'] },
  },
});

/** Creates a resource pool. */
export default class NewVMResourcePool extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

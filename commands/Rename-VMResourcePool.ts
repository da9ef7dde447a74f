import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Rename-VMResourcePool',
  summary: 'Renames a resource pool.',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMResourcePool'],
  className: 'Microsoft.HyperV.PowerShell.Commands.RenameVMResourcePool',
  parameters: {
    CimSession: { type: 'CimSession[]', sets: { '(All)': { pipeline: 'property' } }, validate: ['NotNullOrEmpty'] },
    Name: {
      type: 'string',
      sets: { '(All)': { mandatory: true, position: 0, pipeline: 'value+property' } },
      validate: ['NotNullOrEmpty'],
    },
    ResourcePoolType: {
      type: 'VMResourcePoolType',
      sets: { '(All)': { mandatory: true, position: 1, pipeline: 'property' } },
    },
    NewName: { type: 'string', sets: { '(All)': { mandatory: true, position: 2 } } },
    Passthru: { type: 'switch' },
    ComputerName: { type: 'string[]', validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', validate: ['NotNullOrEmpty'] },
  },
});

/** Renames a resource pool. */
export default class RenameVMResourcePool extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

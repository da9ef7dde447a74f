import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Remove-VMResourcePool',
  summary: 'Removes a resource pool.',
  defaultSet: 'ComputerName',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMResourcePool'],
  className: 'Microsoft.HyperV.PowerShell.Commands.RemoveVMResourcePool',
  parameters: {
    CimSession: { type: 'CimSession[]', sets: { CimSession: { pipeline: 'property' } }, validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', sets: { ComputerName: {} }, validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', sets: { ComputerName: {} }, validate: ['NotNullOrEmpty'] },
    Name: {
      type: 'string',
      sets: { '(All)': { mandatory: true, position: 0, pipeline: 'property' } },
      validate: ['NotNullOrEmpty'],
    },
    ResourcePoolType: {
      type: 'VMResourcePoolType[]',
      sets: { '(All)': { mandatory: true, position: 1, pipeline: 'property' } },
      validate: ['NotNullOrEmpty'],
    },
    Passthru: { type: 'switch' },
  },
});

/** Removes a resource pool. */
export default class RemoveVMResourcePool extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

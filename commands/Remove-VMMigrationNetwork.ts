import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Remove-VMMigrationNetwork',
  summary: 'Removes a network from those that live migration may use.',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMMigrationNetwork'],
  className: 'Microsoft.HyperV.PowerShell.Commands.RemoveVMMigrationNetwork',
  parameters: {
    Subnet: {
      type: 'string',
      sets: { '(All)': { mandatory: true, position: 0, pipeline: 'value+property' } },
      validate: ['NotNullOrEmpty'],
    },
    CimSession: { type: 'CimSession[]', sets: { '(All)': { pipeline: 'property' } }, validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', validate: ['NotNullOrEmpty'] },
    Passthru: { type: 'switch' },
  },
});

/** Removes a network from those that live migration may use. */
export default class RemoveVMMigrationNetwork extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

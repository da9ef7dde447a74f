import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Add-VMMigrationNetwork',
  summary: 'Adds a network to those that live migration may use.',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMMigrationNetwork'],
  className: 'Microsoft.HyperV.PowerShell.Commands.AddVMMigrationNetwork',
  parameters: {
    CimSession: { type: 'CimSession[]', sets: { '(All)': { pipeline: 'property' } }, validate: ['NotNullOrEmpty'] },
    Subnet: {
      type: 'string',
      sets: { '(All)': { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    Priority: { type: 'uint32', sets: { '(All)': { position: 1 } }, validate: ['NotNullOrEmpty'] },
    Passthru: { type: 'switch' },
    ComputerName: { type: 'string[]', validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', validate: ['NotNullOrEmpty'] },
  },
});

/** Adds a network to those that live migration may use. */
export default class AddVMMigrationNetwork extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

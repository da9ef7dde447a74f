import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Get-VMMigrationNetwork',
  summary: 'Gets the networks that live migration may use.',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMMigrationNetwork'],
  className: 'Microsoft.HyperV.PowerShell.Commands.GetVMMigrationNetwork',
  parameters: {
    CimSession: { type: 'CimSession[]', sets: { '(All)': { pipeline: 'property' } }, validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', sets: { '(All)': { pipeline: 'value' } }, validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', validate: ['NotNullOrEmpty'] },
    Subnet: { type: 'string[]', sets: { '(All)': { position: 0 } }, validate: ['NotNullOrEmpty'] },
    Priority: { type: 'uint32[]', validate: ['NotNullOrEmpty'] },
  },
});

/** Gets the networks that live migration may use. */
export default class GetVMMigrationNetwork extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

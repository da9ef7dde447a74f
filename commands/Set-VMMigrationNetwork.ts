import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Set-VMMigrationNetwork',
  summary: 'Changes a network that live migration may use.',
  defaultSet: 'ComputerName',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMMigrationNetwork'],
  className: 'Microsoft.HyperV.PowerShell.Commands.SetVMMigrationNetwork',
  parameters: {
    CimSession: { type: 'CimSession[]', sets: { CimSession: { pipeline: 'property' } }, validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', sets: { ComputerName: {} }, validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', sets: { ComputerName: {} }, validate: ['NotNullOrEmpty'] },
    Subnet: {
      type: 'string',
      sets: { '(All)': { mandatory: true, position: 0, pipeline: 'value+property' } },
      validate: ['NotNullOrEmpty'],
    },
    NewSubnet: { type: 'string', sets: { '(All)': { position: 1 } }, validate: ['NotNullOrEmpty'] },
    NewPriority: { type: 'uint32', validate: ['NotNullOrEmpty'] },
    Passthru: { type: 'switch' },
  },
});

/** Changes a network that live migration may use. */
export default class SetVMMigrationNetwork extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

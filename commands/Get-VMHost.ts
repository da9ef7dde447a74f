import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Get-VMHost',
  summary: 'Gets a Hyper-V host and its settings.',
  defaultSet: 'ComputerName',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMHost'],
  className: 'Microsoft.HyperV.PowerShell.Commands.GetVMHost',
  parameters: {
    CimSession: {
      type: 'CimSession[]',
      sets: { CimSession: { mandatory: true, position: 0, pipeline: 'property' } },
      validate: ['NotNullOrEmpty'],
    },
    ComputerName: {
      type: 'string[]',
      sets: { ComputerName: { position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    Credential: {
      type: 'pscredential[]',
      sets: { ComputerName: { position: 1, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
  },
});

/** Gets a Hyper-V host and its settings. */
export default class GetVMHost extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Get-VMHostSupportedVersion',
  summary: 'Gets the configuration versions that a host supports.',
  defaultSet: 'ComputerName',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMHostSupportedVersion'],
  className: 'Microsoft.HyperV.PowerShell.Commands.GetVMHostSupportedVersion',
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
    Credential: { type: 'pscredential[]', sets: { ComputerName: { position: 1 } }, validate: ['NotNullOrEmpty'] },
    Default: { type: 'switch' },
  },
});

/** Gets the configuration versions that a host supports. */
export default class GetVMHostSupportedVersion extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Get-VMHostAssignableDevice',
  summary: 'Gets the devices of a host that virtual machines can have.',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMHostAssignableDevice'],
  className: 'Microsoft.HyperV.PowerShell.Commands.GetVMHostAssignableDevice',
  parameters: {
    CimSession: { type: 'CimSession[]', validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', validate: ['NotNullOrEmpty'] },
    InstancePath: { type: 'string', validate: ['NotNullOrEmpty'] },
    LocationPath: { type: 'string', validate: ['NotNullOrEmpty'] },
    ResourcePoolName: { type: 'string[]', validate: ['NotNullOrEmpty'] },
  },
});

/** Gets the devices of a host that virtual machines can have. */
export default class GetVMHostAssignableDevice extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Mount-VMHostAssignableDevice',
  summary: 'Gives a PCI Express device back to the host.',
  defaultSet: 'ComputerName',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMHostAssignableDevice'],
  className: 'Microsoft.HyperV.PowerShell.Commands.MountVMHostAssignableDevice',
  parameters: {
    HostAssignableDevice: { type: 'VMHostAssignableDevice[]', sets: { '(All)': { position: 0, pipeline: 'value' } } },
    InstancePath: { type: 'string', sets: { '(All)': { position: 2 } } },
    LocationPath: { type: 'string', sets: { '(All)': { position: 3 } } },
    Passthru: { type: 'switch' },
    CimSession: { type: 'CimSession[]', validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', validate: ['NotNullOrEmpty'] },
  },
});

/** Gives a PCI Express device back to the host. */
export default class MountVMHostAssignableDevice extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Dismount-VMHostAssignableDevice',
  summary: 'Takes a PCI Express device away from the host so that a virtual machine can have it.',
  defaultSet: 'ComputerName',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMHostAssignableDevice'],
  className: 'Microsoft.HyperV.PowerShell.Commands.DismountVMHostAssignableDevice',
  parameters: {
    InstancePath: { type: 'string', sets: { '(All)': { position: 2 } } },
    LocationPath: { type: 'string', sets: { '(All)': { position: 3 } } },
    Force: { type: 'switch', sets: { '(All)': { position: 4 } } },
    Passthru: { type: 'switch' },
    CimSession: { type: 'CimSession[]', validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', validate: ['NotNullOrEmpty'] },
  },
});

/** Takes a PCI Express device away from the host so that a virtual machine can have it. */
export default class DismountVMHostAssignableDevice extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Remove-VMHostAssignableDevice',
  summary: 'Removes a device of the host from a resource pool.',
  defaultSet: 'Path',
  confirmImpact: 'Medium',
  className: 'Microsoft.HyperV.PowerShell.Commands.RemoveVMHostAssignableDevice',
  parameters: {
    CimSession: { type: 'CimSession[]', sets: { Path: {} }, validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', sets: { Path: {} }, validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', sets: { Path: {} }, validate: ['NotNullOrEmpty'] },
    InstancePath: { type: 'string', sets: { Path: {} }, validate: ['NotNullOrEmpty'] },
    LocationPath: { type: 'string', sets: { Path: {} }, validate: ['NotNullOrEmpty'] },
    VMHostAssignableDevice: {
      type: 'VMHostAssignableDevice[]',
      sets: { Object: { mandatory: true, position: 0, pipeline: 'value' } },
    },
    ResourcePoolName: { type: 'string[]', sets: { '(All)': { mandatory: true } }, validate: ['NotNullOrEmpty'] },
    Force: { type: 'switch' },
  },
});

/** Removes a device of the host from a resource pool. */
export default class RemoveVMHostAssignableDevice extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

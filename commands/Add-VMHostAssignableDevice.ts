import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Add-VMHostAssignableDevice',
  summary: 'Adds a device of the host to a resource pool.',
  defaultSet: 'Path',
  className: 'Microsoft.HyperV.PowerShell.Commands.AddVMHostAssignableDevice',
  parameters: {
    CimSession: { type: 'CimSession[]', sets: { Path: {} }, validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', sets: { Path: {} }, validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', sets: { Path: {} }, validate: ['NotNullOrEmpty'] },
    Force: { type: 'switch' },
    InstancePath: { type: 'string', sets: { Path: {} }, validate: ['NotNullOrEmpty'] },
    LocationPath: { type: 'string', sets: { Path: {} }, validate: ['NotNullOrEmpty'] },
    VMHostAssignableDevice: {
      type: 'VMHostAssignableDevice[]',
      sets: { Object: { mandatory: true, position: 0, pipeline: 'value' } },
    },
    ResourcePoolName: { type: 'string[]', sets: { '(All)': { mandatory: true } }, validate: ['NotNullOrEmpty'] },
  },
});

/** Adds a device of the host to a resource pool. */
export default class AddVMHostAssignableDevice extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Get-VMAssignableDevice',
  summary: 'Gets the devices that are passed through to a virtual machine.',
  defaultSet: 'VMName',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMAssignedDevice'],
  className: 'Microsoft.HyperV.PowerShell.Commands.GetVMAssignableDevice',
  parameters: {
    CimSession: { type: 'CimSession[]', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
    VMName: {
      type: 'string[]',
      sets: { VMName: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    VM: {
      type: 'VirtualMachine[]',
      sets: { VMObject: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    InstancePath: { type: 'string', validate: ['NotNullOrEmpty'] },
    LocationPath: { type: 'string', validate: ['NotNullOrEmpty'] },
  },
});

/** Gets the devices that are passed through to a virtual machine. */
export default class GetVMAssignableDevice extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

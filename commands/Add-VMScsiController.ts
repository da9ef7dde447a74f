import { VmCmdlet } from '../src/cli/vm-cmdlet.ts';
import { addScsiController } from '../src/host/drives.ts';
import { scsiControllerClass } from '../src/objects/drives.ts';
import { scsiControllers } from '../src/objects/vm-drives.ts';
import { NetObject } from '../src/powershell/objects.ts';
import { type Bound, define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Add-VMScsiController',
  summary: 'Adds a SCSI controller to a virtual machine.',
  defaultSet: 'VMName',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMScsiController'],
  className: 'Microsoft.HyperV.PowerShell.Commands.AddVMScsiController',
  parameters: {
    CimSession: { type: 'CimSession[]', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
    VM: {
      type: 'VirtualMachine[]',
      sets: { VMObject: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    VMName: {
      type: 'string[]',
      sets: { VMName: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    Passthru: { type: 'switch' },
  },
});

type Parameters = Bound<typeof definition.parameters>;

/** Adds a SCSI controller to a virtual machine. */
export default class AddVMScsiController extends VmCmdlet<typeof definition.parameters> {
  static override readonly definition = definition;

  override async process(bound: Parameters): Promise<void> {
    for (const vm of await this.machines({ VM: bound.VM, names: bound.VMName, ComputerName: bound.ComputerName })) {
      if (!(await this.may('addScsiController', vm))) continue;
      const number = await this.change(vm, addScsiController);
      const added = scsiControllers(vm).find((controller) => controller.controllerNumber === number);
      if (added && bound.Passthru) this.runtime.write(new NetObject(scsiControllerClass, added));
    }
  }
}

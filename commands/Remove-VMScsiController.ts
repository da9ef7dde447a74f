import { VmCmdlet } from '../src/cli/vm-cmdlet.ts';
import { removeScsiController } from '../src/host/drives.ts';
import { scsiControllerClass } from '../src/objects/drives.ts';
import type { LiveVm } from '../src/objects/live-vm.ts';
import { scsiControllers } from '../src/objects/vm-drives.ts';
import { ownerOf } from '../src/objects/vm-part.ts';
import { NetObject } from '../src/powershell/objects.ts';
import { type Bound, define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Remove-VMScsiController',
  summary: 'Removes a SCSI controller from a virtual machine.',
  defaultSet: 'VMName',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMScsiController'],
  className: 'Microsoft.HyperV.PowerShell.Commands.RemoveVMScsiController',
  parameters: {
    CimSession: { type: 'CimSession[]', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
    VMScsiController: {
      type: 'VMScsiController[]',
      sets: { Object: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    VMName: { type: 'string[]', sets: { VMName: { mandatory: true, position: 0 } }, validate: ['NotNullOrEmpty'] },
    ControllerNumber: { type: 'int', sets: { VMName: { mandatory: true, position: 1 } } },
    Passthru: { type: 'switch' },
  },
});

type Parameters = Bound<typeof definition.parameters>;

/** Removes a SCSI controller from a virtual machine. */
export default class RemoveVMScsiController extends VmCmdlet<typeof definition.parameters> {
  static override readonly definition = definition;

  override async process(bound: Parameters): Promise<void> {
    for (const controller of bound.VMScsiController ?? []) {
      await this.#remove(ownerOf(controller), Number(controller.get('ControllerNumber')), bound);
    }
    if (bound.VMScsiController) return;
    for (const vm of await this.machines({ names: bound.VMName, ComputerName: bound.ComputerName })) {
      await this.#remove(vm, bound.ControllerNumber ?? 0, bound);
    }
  }

  async #remove(vm: LiveVm, number: number, bound: Parameters): Promise<void> {
    if (!(await this.may('removeScsiController', vm))) return;
    const before = scsiControllers(vm).find((controller) => controller.controllerNumber === number);
    const done = await this.change(vm, (machine) => {
      removeScsiController(machine, number);
      return true;
    });
    if (done && before && bound.Passthru) this.runtime.write(new NetObject(scsiControllerClass, before));
  }
}

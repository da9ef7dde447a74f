import { VmCmdlet } from '../src/cli/vm-cmdlet.ts';
import { hardDiskDriveClass } from '../src/objects/drives.ts';
import type { LiveVm } from '../src/objects/live-vm.ts';
import { hardDrives } from '../src/objects/vm-drives.ts';
import { ownerOf } from '../src/objects/vm-part.ts';
import { NetObject } from '../src/powershell/objects.ts';
import { type Bound, define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Get-VMHardDiskDrive',
  summary: 'Gets the hard disk drives of a virtual machine.',
  defaultSet: 'VMName',
  outputTypes: ['Microsoft.HyperV.PowerShell.HardDiskDrive'],
  className: 'Microsoft.HyperV.PowerShell.Commands.GetVMHardDiskDrive',
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
    VMSnapshot: {
      type: 'VMSnapshot',
      sets: { VMSnapshot: { mandatory: true, position: 0, pipeline: 'value' } },
      aliases: ['VMCheckpoint'],
      validate: ['NotNullOrEmpty'],
    },
    ControllerLocation: { type: 'int', nullable: true, validate: ['NotNull'] },
    VMDriveController: {
      type: 'VMDriveController[]',
      sets: { VMDriveController: { mandatory: true, position: 0, pipeline: 'value' } },
    },
    ControllerNumber: {
      type: 'int',
      nullable: true,
      sets: { VMName: {}, VMObject: {}, VMSnapshot: {} },
      validate: ['NotNull'],
    },
    ControllerType: { type: 'ControllerType', nullable: true, sets: { VMName: {}, VMObject: {}, VMSnapshot: {} } },
  },
});

type Parameters = Bound<typeof definition.parameters>;

/** Gets the hard disk drives of a virtual machine. */
export default class GetVMHardDiskDrive extends VmCmdlet<typeof definition.parameters> {
  static override readonly definition = definition;

  override async process(bound: Parameters): Promise<void> {
    this.refuse('VMSnapshot', bound.VMSnapshot);
    for (const controller of bound.VMDriveController ?? []) {
      const type = controller.typeName.includes('Ide') ? 'IDE' : 'SCSI';
      const number = Number(controller.get('ControllerNumber'));
      this.#emitDrives(ownerOf(controller), type, number, bound.ControllerLocation);
    }
    if (bound.VMDriveController) return;
    for (const vm of await this.machines({ VM: bound.VM, names: bound.VMName, ComputerName: bound.ComputerName })) {
      this.#emitDrives(vm, bound.ControllerType, bound.ControllerNumber, bound.ControllerLocation);
    }
  }

  #emitDrives(vm: LiveVm, type?: string | null, number?: number | null, location?: number | null): void {
    for (const drive of hardDrives(vm)) {
      if (type != null && drive.controllerType !== type) continue;
      if (number != null && drive.controllerNumber !== number) continue;
      if (location != null && drive.controllerLocation !== location) continue;
      this.runtime.write(new NetObject(hardDiskDriveClass, drive));
    }
  }
}

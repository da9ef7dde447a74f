import { VmCmdlet } from '../src/cli/vm-cmdlet.ts';
import { removeDisk, type Slot } from '../src/host/drives.ts';
import { type HardDiskDriveTarget, hardDiskDriveClass } from '../src/objects/drives.ts';
import type { LiveVm } from '../src/objects/live-vm.ts';
import { hardDriveAt, slotOf } from '../src/objects/vm-drives.ts';
import { ownerOf } from '../src/objects/vm-part.ts';
import { NetObject } from '../src/powershell/objects.ts';
import { type Bound, define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Remove-VMHardDiskDrive',
  summary: 'Removes a hard disk drive from a virtual machine.',
  defaultSet: 'VMName',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.HardDiskDrive'],
  className: 'Microsoft.HyperV.PowerShell.Commands.RemoveVMHardDiskDrive',
  parameters: {
    CimSession: { type: 'CimSession[]', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
    VMName: { type: 'string', sets: { VMName: { mandatory: true, position: 0 } }, validate: ['NotNullOrEmpty'] },
    VMHardDiskDrive: {
      type: 'HardDiskDrive[]',
      sets: { VMHardDiskDrive: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    ControllerType: {
      type: 'ControllerType',
      nullable: true,
      sets: { VMName: { mandatory: true, position: 1 } },
      validate: ['NotNullOrEmpty'],
    },
    ControllerNumber: {
      type: 'int',
      nullable: true,
      sets: { VMName: { mandatory: true, position: 2 } },
      validate: ['NotNullOrEmpty'],
    },
    ControllerLocation: { type: 'int', nullable: true, sets: { VMName: { mandatory: true, position: 3 } } },
    Passthru: { type: 'switch' },
  },
});

type Parameters = Bound<typeof definition.parameters>;

/** Removes a hard disk drive from a virtual machine. */
export default class RemoveVMHardDiskDrive extends VmCmdlet<typeof definition.parameters> {
  static override readonly definition = definition;

  override async process(bound: Parameters): Promise<void> {
    for (const drive of bound.VMHardDiskDrive ?? []) {
      await this.#remove(ownerOf(drive), slotOf(drive as NetObject<HardDiskDriveTarget>), bound);
    }
    if (bound.VMHardDiskDrive) return;
    this.refuse('ControllerType PMEM', bound.ControllerType === 'PMEM');
    const slot = {
      type: bound.ControllerType,
      number: bound.ControllerNumber,
      location: bound.ControllerLocation,
    } as Slot;
    const names = bound.VMName === undefined ? undefined : [bound.VMName];
    for (const vm of await this.machines({ names, ComputerName: bound.ComputerName })) {
      await this.#remove(vm, slot, bound);
    }
  }

  async #remove(vm: LiveVm, slot: Slot, bound: Parameters): Promise<void> {
    if (!(await this.may('removeDisk', vm))) return;
    const before = hardDriveAt(vm, slot);
    const done = await this.change(vm, (machine) => {
      removeDisk(machine, slot);
      return true;
    });
    if (done && bound.Passthru && before) this.runtime.write(new NetObject(hardDiskDriveClass, before));
  }
}

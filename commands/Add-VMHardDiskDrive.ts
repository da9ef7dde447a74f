import { VmCmdlet } from '../src/cli/vm-cmdlet.ts';
import { diskFault } from '../src/host/disk-files.ts';
import { addDisk, type NewDisk } from '../src/host/drives.ts';
import { hardDiskDriveClass } from '../src/objects/drives.ts';
import type { LiveVm } from '../src/objects/live-vm.ts';
import { hardDriveAt } from '../src/objects/vm-drives.ts';
import { ownerOf } from '../src/objects/vm-part.ts';
import { NetObject } from '../src/powershell/objects.ts';
import { type Bound, define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Add-VMHardDiskDrive',
  summary: 'Adds a hard disk drive to a virtual machine.',
  defaultSet: 'VMName',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.HardDiskDrive'],
  className: 'Microsoft.HyperV.PowerShell.Commands.AddVMHardDiskDrive',
  parameters: {
    CimSession: { type: 'CimSession[]', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', sets: { VMName: {} }, aliases: ['PSComputerName'], validate: ['NotNullOrEmpty'] },
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
    VMDriveController: {
      type: 'VMDriveController',
      sets: { VMDriveController: { mandatory: true, position: 0, pipeline: 'value' } },
    },
    ControllerType: {
      type: 'ControllerType',
      nullable: true,
      sets: { VMName: { position: 1 }, VMObject: { position: 1 } },
    },
    ControllerNumber: {
      type: 'int',
      nullable: true,
      sets: { VMObject: { position: 2 }, VMName: { position: 2 } },
      validate: ['NotNull'],
    },
    ControllerLocation: { type: 'int', nullable: true, sets: { '(All)': { position: 3 } }, validate: ['NotNull'] },
    Path: { type: 'string', sets: { '(All)': { position: 4 } }, validate: ['NotNullOrEmpty'] },
    DiskNumber: { type: 'uint32', sets: { '(All)': { pipeline: 'property' } }, aliases: ['Number'] },
    ResourcePoolName: { type: 'string', validate: ['NotNull'] },
    SupportPersistentReservations: { type: 'switch', aliases: ['ShareVirtualDisk'] },
    AllowUnverifiedPaths: { type: 'switch' },
    MaximumIOPS: { type: 'uint64', nullable: true },
    MinimumIOPS: { type: 'uint64', nullable: true },
    QoSPolicyID: { type: 'string' },
    QoSPolicy: { type: 'ciminstance' },
    Passthru: { type: 'switch' },
    OverrideCacheAttributes: { type: 'CacheAttributes', nullable: true },
  },
});

type Parameters = Bound<typeof definition.parameters>;

/** Adds a hard disk drive to a virtual machine. */
export default class AddVMHardDiskDrive extends VmCmdlet<typeof definition.parameters> {
  static override readonly definition = definition;

  override async process(bound: Parameters): Promise<void> {
    this.refuse('DiskNumber', bound.DiskNumber !== undefined);
    this.refuse('QoSPolicy', bound.QoSPolicy);
    const wish: NewDisk = {
      type: bound.ControllerType === 'PMEM' ? undefined : (bound.ControllerType ?? undefined),
      number: bound.ControllerNumber ?? undefined,
      location: bound.ControllerLocation ?? undefined,
      path: bound.Path ?? null,
      unverified: bound.AllowUnverifiedPaths ?? false,
      maximumIops: bound.MaximumIOPS ?? undefined,
      minimumIops: bound.MinimumIOPS ?? undefined,
      qosPolicyId: bound.QoSPolicyID,
      persistentReservations: bound.SupportPersistentReservations ?? undefined,
      writeHardening: bound.OverrideCacheAttributes ?? undefined,
      resourcePool: bound.ResourcePoolName,
    };
    this.refuse('ControllerType PMEM', bound.ControllerType === 'PMEM');
    const controller = bound.VMDriveController;
    if (controller) {
      const type = controller.typeName.includes('Ide') ? 'IDE' : 'SCSI';
      await this.#add(
        ownerOf(controller),
        { ...wish, type, number: Number(controller.get('ControllerNumber')) },
        bound,
      );
      return;
    }
    for (const vm of await this.machines({ VM: bound.VM, names: bound.VMName, ComputerName: bound.ComputerName })) {
      await this.#add(vm, wish, bound);
    }
  }

  async #add(vm: LiveVm, wish: NewDisk, bound: Parameters): Promise<void> {
    if (!(await this.may('addDisk', vm))) return;
    const { files } = vm.place.world;
    const slot = await this.change(vm, (machine) => addDisk(machine, wish, (real) => diskFault(files, real)));
    const drive = slot && bound.Passthru ? hardDriveAt(vm, slot) : undefined;
    if (drive) this.runtime.write(new NetObject(hardDiskDriveClass, drive));
  }
}

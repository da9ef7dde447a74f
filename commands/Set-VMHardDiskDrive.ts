import { VmCmdlet } from '../src/cli/vm-cmdlet.ts';
import { diskFault } from '../src/host/disk-files.ts';
import { changeDisk, type DiskChange, type Slot } from '../src/host/drives.ts';
import { type HardDiskDriveTarget, hardDiskDriveClass } from '../src/objects/drives.ts';
import type { LiveVm } from '../src/objects/live-vm.ts';
import { hardDriveAt, hardDrives, slotOf } from '../src/objects/vm-drives.ts';
import { ownerOf } from '../src/objects/vm-part.ts';
import { NetObject } from '../src/powershell/objects.ts';
import { type Bound, define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Set-VMHardDiskDrive',
  summary: 'Changes a hard disk drive of a virtual machine.',
  defaultSet: 'VMName',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.HardDiskDrive'],
  className: 'Microsoft.HyperV.PowerShell.Commands.SetVMHardDiskDrive',
  parameters: {
    CimSession: {
      type: 'CimSession[]',
      sets: { VMName: { pipeline: 'property' }, Object: { pipeline: 'property' } },
      validate: ['NotNullOrEmpty'],
    },
    ComputerName: {
      type: 'string[]',
      sets: { Object: {}, VMName: {} },
      aliases: ['PSComputerName'],
      validate: ['NotNullOrEmpty'],
    },
    Credential: { type: 'pscredential[]', sets: { VMName: {}, Object: {} }, validate: ['NotNullOrEmpty'] },
    VMHardDiskDrive: {
      type: 'HardDiskDrive[]',
      sets: { Object: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    VMName: { type: 'string', sets: { VMName: { mandatory: true, position: 0 } }, validate: ['NotNullOrEmpty'] },
    ControllerType: { type: 'ControllerType', sets: { VMName: { position: 1 } } },
    ControllerNumber: { type: 'int', nullable: true, sets: { VMName: { position: 2 } }, validate: ['NotNull'] },
    ControllerLocation: { type: 'int', nullable: true, sets: { VMName: { position: 3 } }, validate: ['NotNull'] },
    Path: { type: 'string', sets: { '(All)': { position: 4 } }, validate: ['NotNullOrEmpty'] },
    ToControllerType: { type: 'ControllerType', nullable: true, validate: ['NotNull'] },
    ToControllerNumber: { type: 'int', nullable: true, validate: ['NotNull'] },
    ToControllerLocation: { type: 'int', nullable: true, validate: ['NotNull'] },
    DiskNumber: { type: 'uint32', sets: { '(All)': { pipeline: 'property' } }, aliases: ['Number'] },
    ResourcePoolName: { type: 'string', validate: ['NotNull'] },
    SupportPersistentReservations: {
      type: 'bool',
      nullable: true,
      aliases: ['ShareVirtualDisk'],
      validate: ['NotNullOrEmpty'],
    },
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

/** Changes a hard disk drive of a virtual machine. */
export default class SetVMHardDiskDrive extends VmCmdlet<typeof definition.parameters> {
  static override readonly definition = definition;

  override async process(bound: Parameters): Promise<void> {
    this.refuse('DiskNumber', bound.DiskNumber !== undefined);
    this.refuse('QoSPolicy', bound.QoSPolicy);
    for (const drive of bound.VMHardDiskDrive ?? []) {
      await this.#set(ownerOf(drive), slotOf(drive as NetObject<HardDiskDriveTarget>), bound);
    }
    if (bound.VMHardDiskDrive) return;
    const names = bound.VMName === undefined ? undefined : [bound.VMName];
    for (const vm of await this.machines({ names, ComputerName: bound.ComputerName })) {
      for (const slot of this.#slots(vm, bound)) await this.#set(vm, slot, bound);
    }
  }

  /** Drives meant by the parameters: all that fit, as the place may be left out in part. */
  #slots(vm: LiveVm, { ControllerType, ControllerNumber, ControllerLocation }: Parameters): Slot[] {
    if (ControllerType != null && ControllerNumber != null && ControllerLocation != null) {
      const type = ControllerType === 'IDE' ? 'IDE' : 'SCSI';
      return [{ type, number: ControllerNumber, location: ControllerLocation }];
    }
    return hardDrives(vm)
      .filter((d) => ControllerType == null || d.controllerType === ControllerType)
      .filter((d) => ControllerNumber == null || d.controllerNumber === ControllerNumber)
      .filter((d) => ControllerLocation == null || d.controllerLocation === ControllerLocation)
      .map((d) => slotOf(new NetObject(hardDiskDriveClass, d)));
  }

  async #set(vm: LiveVm, slot: Slot, bound: Parameters): Promise<void> {
    if (!(await this.may('configureDisk', vm))) return;
    const { files } = vm.place.world;
    const change: DiskChange = {
      path: bound.Path,
      toType: bound.ToControllerType === 'PMEM' ? undefined : (bound.ToControllerType ?? undefined),
      toNumber: bound.ToControllerNumber ?? undefined,
      toLocation: bound.ToControllerLocation ?? undefined,
      unverified: bound.AllowUnverifiedPaths ?? false,
      maximumIops: bound.MaximumIOPS ?? undefined,
      minimumIops: bound.MinimumIOPS ?? undefined,
      qosPolicyId: bound.QoSPolicyID,
      persistentReservations: bound.SupportPersistentReservations ?? undefined,
      writeHardening: bound.OverrideCacheAttributes ?? undefined,
      resourcePool: bound.ResourcePoolName,
    };
    this.refuse('ToControllerType PMEM', bound.ToControllerType === 'PMEM');
    const to = await this.change(vm, (machine) => changeDisk(machine, slot, change, (real) => diskFault(files, real)));
    const drive = to && bound.Passthru ? hardDriveAt(vm, to) : undefined;
    if (drive) this.runtime.write(new NetObject(hardDiskDriveClass, drive));
  }
}

import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

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

/** Adds a hard disk drive to a virtual machine. */
export default class AddVMHardDiskDrive extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

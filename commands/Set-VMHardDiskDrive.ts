import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

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

/** Changes a hard disk drive of a virtual machine. */
export default class SetVMHardDiskDrive extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

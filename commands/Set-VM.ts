import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Set-VM',
  summary: 'Changes settings of a virtual machine.',
  defaultSet: 'Name',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VirtualMachine'],
  className: 'Microsoft.HyperV.PowerShell.Commands.SetVM',
  parameters: {
    CimSession: { type: 'CimSession[]', sets: { Name: {} }, validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', sets: { Name: {} }, validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', sets: { Name: {} }, validate: ['NotNullOrEmpty'] },
    VM: {
      type: 'VirtualMachine[]',
      sets: { VMObject: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    Name: {
      type: 'string[]',
      sets: { Name: { mandatory: true, position: 0, pipeline: 'value' } },
      aliases: ['VMName'],
      validate: ['NotNullOrEmpty'],
    },
    GuestControlledCacheTypes: { type: 'bool' },
    LowMemoryMappedIoSpace: { type: 'uint32', aliases: ['LowMmioGapSize'] },
    HighMemoryMappedIoSpace: { type: 'uint64', aliases: ['HighMmioGapSize'] },
    BatteryPassthroughEnabled: { type: 'bool' },
    ProcessorCount: { type: 'long', nullable: true, validate: ['NotNull'] },
    DynamicMemory: { type: 'switch' },
    StaticMemory: { type: 'switch' },
    MemoryMinimumBytes: { type: 'long', nullable: true, validate: ['NotNull'] },
    MemoryMaximumBytes: { type: 'long', nullable: true, validate: ['NotNull'] },
    MemoryStartupBytes: { type: 'long', nullable: true, validate: ['NotNull'] },
    AutomaticStartAction: { type: 'StartAction', nullable: true, validate: ['NotNullOrEmpty'] },
    AutomaticStopAction: { type: 'StopAction', nullable: true, validate: ['NotNullOrEmpty'] },
    AutomaticStartDelay: { type: 'int', nullable: true, validate: ['NotNull'] },
    AutomaticCriticalErrorAction: { type: 'CriticalErrorAction', nullable: true, validate: ['NotNullOrEmpty'] },
    AutomaticCriticalErrorActionTimeout: { type: 'int', nullable: true, validate: ['NotNull'] },
    AutomaticCheckpointsEnabled: { type: 'bool', nullable: true, validate: ['NotNull'] },
    LockOnDisconnect: { type: 'OnOffState', nullable: true, validate: ['NotNull'] },
    Notes: { type: 'string', validate: ['NotNull'] },
    NewVMName: { type: 'string', validate: ['NotNullOrEmpty'] },
    SnapshotFileLocation: { type: 'string', validate: ['NotNullOrEmpty'] },
    SmartPagingFilePath: { type: 'string', validate: ['NotNullOrEmpty'] },
    CheckpointType: { type: 'CheckpointType', nullable: true },
    EnhancedSessionTransportType: { type: 'EnhancedSessionTransportType', nullable: true },
    Passthru: { type: 'switch' },
    AllowUnverifiedPaths: { type: 'switch' },
  },
});

/** Changes settings of a virtual machine. */
export default class SetVM extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

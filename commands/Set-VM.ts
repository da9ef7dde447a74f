import { VmCmdlet } from '../src/cli/vm-cmdlet.ts';
import { HostError } from '../src/host/errors.ts';
import { setVm, type VmChange } from '../src/host/settings.ts';
import { type Bound, define } from '../src/powershell/parameters.ts';

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

/** Parameter to setting of the machine itself. */
const SETTINGS = {
  GuestControlledCacheTypes: 'guestControlledCacheTypes',
  LowMemoryMappedIoSpace: 'lowMmioGap',
  HighMemoryMappedIoSpace: 'highMmioGap',
  BatteryPassthroughEnabled: 'batteryPassthrough',
  AutomaticStartAction: 'automaticStartAction',
  AutomaticStopAction: 'automaticStopAction',
  AutomaticStartDelay: 'automaticStartDelay',
  AutomaticCriticalErrorAction: 'automaticCriticalErrorAction',
  AutomaticCriticalErrorActionTimeout: 'automaticCriticalErrorActionTimeout',
  AutomaticCheckpointsEnabled: 'automaticCheckpoints',
  LockOnDisconnect: 'lockOnDisconnect',
  Notes: 'notes',
  NewVMName: 'newName',
  SnapshotFileLocation: 'snapshotFileLocation',
  SmartPagingFilePath: 'smartPagingFilePath',
  CheckpointType: 'checkpointType',
  EnhancedSessionTransportType: 'enhancedSession',
} as const satisfies Partial<Record<keyof typeof definition.parameters, keyof VmChange>>;

/** The settings that were given. */
function changeOf(bound: Bound<typeof definition.parameters>): VmChange {
  const change: Record<string, unknown> = {};
  for (const [parameter, setting] of Object.entries(SETTINGS)) {
    const value = bound[parameter as keyof typeof SETTINGS];
    if (value != null) change[setting] = value;
  }
  const memory = {
    ...(bound.DynamicMemory && { dynamic: true }),
    ...(bound.StaticMemory && { dynamic: false }),
    ...(bound.MemoryMinimumBytes != null && { minimum: bound.MemoryMinimumBytes }),
    ...(bound.MemoryMaximumBytes != null && { maximum: bound.MemoryMaximumBytes }),
    ...(bound.MemoryStartupBytes != null && { startup: bound.MemoryStartupBytes }),
  };
  if (Object.keys(memory).length > 0) change['memory'] = memory;
  if (bound.ProcessorCount != null) change['processor'] = { count: bound.ProcessorCount };
  return change as VmChange;
}

/** Changes settings of a virtual machine. */
export default class SetVM extends VmCmdlet<typeof definition.parameters> {
  static override readonly definition = definition;

  override async process(bound: Bound<typeof definition.parameters>): Promise<void> {
    const { VM, Name, ComputerName, Passthru } = bound;
    if (bound.DynamicMemory && bound.StaticMemory) {
      const detail = 'DynamicMemory and StaticMemory cannot be given together.';
      this.fail(new HostError('invalidArgument', { detail }));
      return;
    }
    const change = changeOf(bound);
    for (const vm of await this.machines({ VM, names: Name, ComputerName })) {
      if (!(await this.may('configure', vm))) continue;
      const done = await this.change(vm, (machine) => {
        setVm(machine, change);
        return true;
      });
      if (done && Passthru) this.emit(vm);
    }
  }
}

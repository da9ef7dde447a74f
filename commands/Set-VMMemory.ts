import { VmCmdlet } from '../src/cli/vm-cmdlet.ts';
import { setMemory } from '../src/host/memory-settings.ts';
import type { MemorySettings } from '../src/host/types.ts';
import { vmMemoryClass } from '../src/objects/memory.ts';
import { ownerOf } from '../src/objects/vm-part.ts';
import { memoryTarget } from '../src/objects/vm-settings.ts';
import { NetObject } from '../src/powershell/objects.ts';
import { type Bound, define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Set-VMMemory',
  summary: 'Changes the memory settings of a virtual machine.',
  defaultSet: 'VMName',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMMemory'],
  className: 'Microsoft.HyperV.PowerShell.Commands.SetVMMemory',
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
    VMMemory: {
      type: 'VMMemory[]',
      sets: { ResourceObject: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNull', 'NotNullOrEmpty'],
    },
    Buffer: { type: 'int', nullable: true, validate: ['NotNull'] },
    DynamicMemoryEnabled: { type: 'bool' },
    MaximumBytes: { type: 'long', nullable: true, validate: ['NotNull'] },
    StartupBytes: { type: 'long', nullable: true, validate: ['NotNull'] },
    MinimumBytes: { type: 'long', nullable: true, validate: ['NotNull'] },
    Priority: { type: 'int', nullable: true, validate: ['NotNull'] },
    MaximumAmountPerNumaNodeBytes: { type: 'long', nullable: true, validate: ['NotNull'] },
    ResourcePoolName: { type: 'string', validate: ['NotNull'] },
    Passthru: { type: 'switch' },
  },
});

/** The settings that were given. */
function changeOf(bound: Bound<typeof definition.parameters>): Partial<MemorySettings> {
  const change: Partial<MemorySettings> = {};
  if (bound.Buffer != null) change.buffer = bound.Buffer;
  if (bound.DynamicMemoryEnabled !== undefined) change.dynamic = bound.DynamicMemoryEnabled;
  if (bound.MaximumBytes != null) change.maximum = bound.MaximumBytes;
  if (bound.StartupBytes != null) change.startup = bound.StartupBytes;
  if (bound.MinimumBytes != null) change.minimum = bound.MinimumBytes;
  if (bound.Priority != null) change.priority = bound.Priority;
  if (bound.MaximumAmountPerNumaNodeBytes != null) change.maximumPerNumaNode = bound.MaximumAmountPerNumaNodeBytes;
  if (bound.ResourcePoolName !== undefined) change.resourcePool = bound.ResourcePoolName;
  return change;
}

/** Changes the memory settings of a virtual machine. */
export default class SetVMMemory extends VmCmdlet<typeof definition.parameters> {
  static override readonly definition = definition;

  override async process(bound: Bound<typeof definition.parameters>): Promise<void> {
    const vms = bound.VMMemory
      ? bound.VMMemory.map(ownerOf)
      : await this.machines({ VM: bound.VM, names: bound.VMName, ComputerName: bound.ComputerName });
    const change = changeOf(bound);
    for (const vm of vms) {
      if (!(await this.may('memory', vm))) continue;
      const done = await this.change(vm, (machine) => {
        setMemory(machine, change);
        return true;
      });
      if (done && bound.Passthru) this.runtime.write(new NetObject(vmMemoryClass, memoryTarget(vm)));
    }
  }
}

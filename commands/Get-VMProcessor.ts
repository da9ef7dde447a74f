import { VmCmdlet } from '../src/cli/vm-cmdlet.ts';
import { vmProcessorClass } from '../src/objects/memory.ts';
import { processorTarget } from '../src/objects/vm-settings.ts';
import { NetObject } from '../src/powershell/objects.ts';
import { type Bound, define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Get-VMProcessor',
  summary: 'Gets the processor settings of a virtual machine.',
  defaultSet: 'VMName',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMProcessor'],
  className: 'Microsoft.HyperV.PowerShell.Commands.GetVMProcessor',
  parameters: {
    CimSession: { type: 'CimSession[]', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
    VMSnapshot: {
      type: 'VMSnapshot',
      sets: { VMSnapshot: { mandatory: true, position: 0, pipeline: 'value' } },
      aliases: ['VMCheckpoint'],
      validate: ['NotNullOrEmpty'],
    },
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
  },
});

/** Gets the processor settings of a virtual machine. */
export default class GetVMProcessor extends VmCmdlet<typeof definition.parameters> {
  static override readonly definition = definition;

  override async process({ VM, VMName, VMSnapshot, ComputerName }: Bound<typeof definition.parameters>): Promise<void> {
    this.refuse('VMSnapshot', VMSnapshot);
    for (const vm of await this.machines({ VM, names: VMName, ComputerName })) {
      this.runtime.write(new NetObject(vmProcessorClass, processorTarget(vm)));
    }
  }
}

import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Remove-VMGpuPartitionAdapter',
  summary: 'Removes a partition of a GPU from a virtual machine.',
  defaultSet: 'VMName',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMGpuPartitionAdapter'],
  className: 'Microsoft.HyperV.PowerShell.Commands.RemoveVMGpuPartitionAdapter',
  parameters: {
    VM: {
      type: 'VirtualMachine[]',
      sets: { VMObject: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    CimSession: { type: 'CimSession[]', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
    VMName: { type: 'string[]', sets: { VMName: { mandatory: true, position: 0 } }, validate: ['NotNullOrEmpty'] },
    VMGpuPartitionAdapter: {
      type: 'VMGpuPartitionAdapter[]',
      sets: { Object: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    Passthru: { type: 'switch' },
    AdapterId: { type: 'string', sets: { VMName: {}, VMObject: {} }, validate: ['NotNullOrEmpty'] },
  },
});

/** Removes a partition of a GPU from a virtual machine. */
export default class RemoveVMGpuPartitionAdapter extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

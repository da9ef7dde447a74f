import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Add-VMGpuPartitionAdapter',
  summary: 'Adds a partition of a GPU to a virtual machine.',
  defaultSet: 'VMName',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMGpuPartitionAdapter'],
  className: 'Microsoft.HyperV.PowerShell.Commands.AddVMGpuPartitionAdapter',
  parameters: {
    CimSession: { type: 'CimSession[]', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
    VM: {
      type: 'VirtualMachine[]',
      sets: { VMObject: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    VMName: {
      type: 'string[]',
      sets: { VMName: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    Passthru: { type: 'switch' },
    MinPartitionVRAM: { type: 'uint64', nullable: true, validate: ['NotNull'] },
    MaxPartitionVRAM: { type: 'uint64', nullable: true, validate: ['NotNull'] },
    OptimalPartitionVRAM: { type: 'uint64', nullable: true, validate: ['NotNull'] },
    MinPartitionEncode: { type: 'uint64', nullable: true, validate: ['NotNull'] },
    MaxPartitionEncode: { type: 'uint64', nullable: true, validate: ['NotNull'] },
    OptimalPartitionEncode: { type: 'uint64', nullable: true, validate: ['NotNull'] },
    MinPartitionDecode: { type: 'uint64', nullable: true, validate: ['NotNull'] },
    MaxPartitionDecode: { type: 'uint64', nullable: true, validate: ['NotNull'] },
    OptimalPartitionDecode: { type: 'uint64', nullable: true, validate: ['NotNull'] },
    MinPartitionCompute: { type: 'uint64', nullable: true, validate: ['NotNull'] },
    MaxPartitionCompute: { type: 'uint64', nullable: true, validate: ['NotNull'] },
    OptimalPartitionCompute: { type: 'uint64', nullable: true, validate: ['NotNull'] },
    InstancePath: { type: 'string', validate: ['NotNullOrEmpty'] },
  },
});

/** Adds a partition of a GPU to a virtual machine. */
export default class AddVMGpuPartitionAdapter extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Set-VMMemory',
  summary: 'Changes settings of the memory.',
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

/** Changes settings of the memory. */
export default class SetVMMemory extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

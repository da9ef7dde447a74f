import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Get-VMHostPartitionableGpu',
  summary: 'Gets the GPUs of a host that can be partitioned.',
  defaultSet: 'ComputerName',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMHostPartitionableGpu'],
  className: 'Microsoft.HyperV.PowerShell.Commands.GetVMHostPartitionableGpu',
  parameters: {
    CimSession: {
      type: 'CimSession[]',
      sets: { CimSession: { mandatory: true, position: 0, pipeline: 'property' } },
      validate: ['NotNullOrEmpty'],
    },
    ComputerName: { type: 'string[]', sets: { ComputerName: { position: 0 } }, validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', sets: { ComputerName: { position: 1 } }, validate: ['NotNullOrEmpty'] },
    Name: { type: 'string', validate: ['NotNullOrEmpty'] },
  },
});

/** Gets the GPUs of a host that can be partitioned. */
export default class GetVMHostPartitionableGpu extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

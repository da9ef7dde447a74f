import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Set-VMHostPartitionableGpu',
  summary: 'Changes how a GPU of the host is partitioned.',
  defaultSet: 'ComputerName',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMHostPartitionableGpu'],
  className: 'Microsoft.HyperV.PowerShell.Commands.SetVMHostPartitionableGpu',
  parameters: {
    CimSession: {
      type: 'CimSession[]',
      sets: { CimSession: { mandatory: true, position: 0, pipeline: 'property' } },
      validate: ['NotNullOrEmpty'],
    },
    ComputerName: { type: 'string[]', sets: { ComputerName: { position: 0 } }, validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', sets: { ComputerName: { position: 1 } }, validate: ['NotNullOrEmpty'] },
    HostPartitionableGpu: {
      type: 'VMHostPartitionableGpu[]',
      sets: { Object: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    Passthru: { type: 'switch' },
    Name: { type: 'string', sets: { Name: {} }, validate: ['NotNullOrEmpty'] },
    PartitionCount: { type: 'uint16', nullable: true, validate: ['NotNullOrEmpty'] },
  },
});

/** Changes how a GPU of the host is partitioned. */
export default class SetVMHostPartitionableGpu extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

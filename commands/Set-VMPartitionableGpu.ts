import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Set-VMPartitionableGpu',
  summary: 'Changes how a GPU of the host is partitioned, by its older name.',
  defaultSet: 'ComputerName',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMPartitionableGpu'],
  className: 'Microsoft.HyperV.PowerShell.Commands.SetVMPartitionableGpu',
  parameters: {
    CimSession: {
      type: 'CimSession[]',
      sets: { CimSession: { mandatory: true, position: 0, pipeline: 'property' } },
      validate: ['NotNullOrEmpty'],
    },
    ComputerName: { type: 'string[]', sets: { ComputerName: { position: 0 } }, validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', sets: { ComputerName: { position: 1 } }, validate: ['NotNullOrEmpty'] },
    PartitionableGpu: {
      type: 'VMPartitionableGpu[]',
      sets: { Object: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    Passthru: { type: 'switch' },
    Name: { type: 'string', sets: { Name: {} }, validate: ['NotNullOrEmpty'] },
    PartitionCount: { type: 'uint16', nullable: true, validate: ['NotNullOrEmpty'] },
  },
});

/** Changes how a GPU of the host is partitioned, by its older name. */
export default class SetVMPartitionableGpu extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

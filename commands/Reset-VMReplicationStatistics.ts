import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Reset-VMReplicationStatistics',
  summary: 'Begins the replication statistics of a virtual machine anew.',
  defaultSet: 'VMName',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMReplication'],
  className: 'Microsoft.HyperV.PowerShell.Commands.ResetVMReplicationStatistics',
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
    VMReplication: {
      type: 'VMReplication[]',
      sets: { VMReplication: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNull'],
    },
    ReplicationRelationshipType: {
      type: 'VMReplicationRelationshipType',
      nullable: true,
      sets: { VMName: {} },
      aliases: ['Relationship'],
    },
    Passthru: { type: 'switch' },
  },
});

/** Begins the replication statistics of a virtual machine anew. */
export default class ResetVMReplicationStatistics extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

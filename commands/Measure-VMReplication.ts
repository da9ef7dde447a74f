import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Measure-VMReplication',
  summary: 'Reports how the replication of virtual machines is doing.',
  defaultSet: 'VMName',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMReplicationHealth'],
  className: 'Microsoft.HyperV.PowerShell.Commands.MeasureVMReplication',
  parameters: {
    CimSession: { type: 'CimSession[]', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
    VMName: {
      type: 'string[]',
      sets: { VMName: { position: 0, pipeline: 'value' } },
      aliases: ['Name'],
      validate: ['NotNullOrEmpty'],
    },
    VM: {
      type: 'VirtualMachine[]',
      sets: { VMObject: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    ReplicaServerName: {
      type: 'string',
      sets: { VMName: {} },
      aliases: ['ReplicaServer'],
      validate: ['NotNullOrEmpty'],
    },
    PrimaryServerName: {
      type: 'string',
      sets: { VMName: {} },
      aliases: ['PrimaryServer'],
      validate: ['NotNullOrEmpty'],
    },
    ReplicationState: {
      type: 'VMReplicationState',
      nullable: true,
      sets: { VMName: {} },
      aliases: ['State'],
      validate: ['NotNullOrEmpty'],
    },
    ReplicationHealth: {
      type: 'VMReplicationHealthState',
      nullable: true,
      sets: { VMName: {} },
      aliases: ['Health'],
      validate: ['NotNullOrEmpty'],
    },
    ReplicationMode: {
      type: 'VMReplicationMode',
      nullable: true,
      sets: { VMName: {} },
      aliases: ['Mode'],
      validate: ['NotNullOrEmpty'],
    },
    ReplicationRelationshipType: { type: 'VMReplicationRelationshipType', nullable: true, aliases: ['Relationship'] },
    TrustGroup: { type: 'string', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
  },
});

/** Reports how the replication of virtual machines is doing. */
export default class MeasureVMReplication extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

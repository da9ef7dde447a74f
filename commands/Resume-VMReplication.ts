import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Resume-VMReplication',
  summary: 'Lets the replication of a virtual machine go on.',
  defaultSet: 'VMName',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMReplication'],
  className: 'Microsoft.HyperV.PowerShell.Commands.ResumeVMReplication',
  parameters: {
    ComputerName: { type: 'string[]', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
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
      sets: { VMName: {}, VMObject: {} },
      aliases: ['Relationship'],
    },
    ResynchronizeStartTime: { type: 'datetime', nullable: true, aliases: ['ResyncStart'], validate: ['NotNull'] },
    Resynchronize: { type: 'switch', aliases: ['Resync'] },
    AsJob: { type: 'switch' },
    Continue: { type: 'switch' },
    Passthru: { type: 'switch' },
    CimSession: { type: 'CimSession[]', validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', validate: ['NotNullOrEmpty'] },
  },
});

/** Lets the replication of a virtual machine go on. */
export default class ResumeVMReplication extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

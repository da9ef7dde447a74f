import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'New-VMReplicationAuthorizationEntry',
  summary: 'Creates an entry that allows hosts to replicate to this one.',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMReplicationAuthorizationEntry'],
  className: 'Microsoft.HyperV.PowerShell.Commands.NewVMReplicationAuthorizationEntry',
  parameters: {
    AllowedPrimaryServer: {
      type: 'string',
      sets: { '(All)': { mandatory: true, position: 0, pipeline: 'value' } },
      aliases: ['AllowedPS'],
      validate: ['NotNullOrEmpty'],
    },
    ReplicaStorageLocation: {
      type: 'string',
      sets: { '(All)': { mandatory: true, position: 1 } },
      aliases: ['StorageLoc'],
      validate: ['NotNullOrEmpty'],
    },
    TrustGroup: { type: 'string', sets: { '(All)': { mandatory: true, position: 2 } }, validate: ['NotNullOrEmpty'] },
    CimSession: { type: 'CimSession[]', validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', validate: ['NotNullOrEmpty'] },
  },
});

/** Creates an entry that allows hosts to replicate to this one. */
export default class NewVMReplicationAuthorizationEntry extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Get-VMReplicationAuthorizationEntry',
  summary: 'Gets the entries that allow hosts to replicate to this one.',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMReplicationAuthorizationEntry'],
  className: 'Microsoft.HyperV.PowerShell.Commands.GetVMReplicationAuthorizationEntry',
  parameters: {
    AllowedPrimaryServer: {
      type: 'string',
      sets: { '(All)': { position: 0, pipeline: 'value' } },
      aliases: ['AllowedPS'],
      validate: ['NotNullOrEmpty'],
    },
    ReplicaStorageLocation: { type: 'string', aliases: ['StorageLoc'], validate: ['NotNullOrEmpty'] },
    TrustGroup: { type: 'string', validate: ['NotNullOrEmpty'] },
    CimSession: { type: 'CimSession[]', validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', validate: ['NotNullOrEmpty'] },
  },
});

/** Gets the entries that allow hosts to replicate to this one. */
export default class GetVMReplicationAuthorizationEntry extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Set-VMReplicationAuthorizationEntry',
  summary: 'Changes an entry that allows hosts to replicate to this one.',
  defaultSet: 'Name',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMReplicationAuthorizationEntry'],
  className: 'Microsoft.HyperV.PowerShell.Commands.SetVMReplicationAuthorizationEntry',
  parameters: {
    CimSession: { type: 'CimSession[]', sets: { Name: {} }, validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', sets: { Name: {} }, validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', sets: { Name: {} }, validate: ['NotNullOrEmpty'] },
    VMReplicationAuthorizationEntry: {
      type: 'VMReplicationAuthorizationEntry[]',
      sets: { Object: { mandatory: true, position: 0, pipeline: 'value' } },
      aliases: ['VMRepAuthEntry'],
      validate: ['NotNull'],
    },
    AllowedPrimaryServer: {
      type: 'string',
      sets: { Name: { mandatory: true, position: 0, pipeline: 'value' } },
      aliases: ['AllowedPS'],
      validate: ['NotNullOrEmpty'],
    },
    ReplicaStorageLocation: {
      type: 'string',
      sets: { '(All)': { position: 1 } },
      aliases: ['StorageLoc'],
      validate: ['NotNullOrEmpty'],
    },
    TrustGroup: { type: 'string', sets: { '(All)': { position: 2 } }, validate: ['NotNullOrEmpty'] },
    Passthru: { type: 'switch' },
  },
});

/** Changes an entry that allows hosts to replicate to this one. */
export default class SetVMReplicationAuthorizationEntry extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

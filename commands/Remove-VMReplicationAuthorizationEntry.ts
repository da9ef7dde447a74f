import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Remove-VMReplicationAuthorizationEntry',
  summary: 'Removes an entry that allows hosts to replicate to this one.',
  defaultSet: 'PrimaryServerName',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMReplicationAuthorizationEntry'],
  className: 'Microsoft.HyperV.PowerShell.Commands.RemoveVMReplicationAuthorizationEntry',
  parameters: {
    CimSession: { type: 'CimSession[]', sets: { PrimaryServerName: {}, TrustGroup: {} }, validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', sets: { PrimaryServerName: {}, TrustGroup: {} }, validate: ['NotNullOrEmpty'] },
    Credential: {
      type: 'pscredential[]',
      sets: { PrimaryServerName: {}, TrustGroup: {} },
      validate: ['NotNullOrEmpty'],
    },
    AllowedPrimaryServer: {
      type: 'string',
      sets: { PrimaryServerName: { mandatory: true, position: 0, pipeline: 'value' } },
      aliases: ['AllowedPS'],
      validate: ['NotNullOrEmpty'],
    },
    VMReplicationAuthorizationEntry: {
      type: 'VMReplicationAuthorizationEntry[]',
      sets: { Object: { mandatory: true, position: 0, pipeline: 'value' } },
      aliases: ['VMRepAuthEntry'],
      validate: ['NotNull'],
    },
    TrustGroup: {
      type: 'string',
      sets: { TrustGroup: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    Passthru: { type: 'switch' },
  },
});

/** Removes an entry that allows hosts to replicate to this one. */
export default class RemoveVMReplicationAuthorizationEntry extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Test-VMReplicationConnection',
  summary: 'Tests if a replica host can be reached.',
  outputTypes: ['System.String'],
  className: 'Microsoft.HyperV.PowerShell.Commands.TestVMReplicationConnection',
  parameters: {
    ReplicaServerName: {
      type: 'string',
      sets: { '(All)': { mandatory: true, position: 0 } },
      aliases: ['ReplicaServer'],
      validate: ['NotNullOrEmpty'],
    },
    ReplicaServerPort: {
      type: 'int',
      sets: { '(All)': { mandatory: true, position: 1 } },
      aliases: ['ReplicaPort'],
      validate: [{ range: [1, 65535] }],
    },
    AuthenticationType: {
      type: 'ReplicationAuthenticationType',
      sets: { '(All)': { mandatory: true, position: 2 } },
      aliases: ['AuthType'],
    },
    CertificateThumbprint: {
      type: 'string',
      sets: { '(All)': { position: 3, pipeline: 'property' } },
      aliases: ['Thumbprint'],
      validate: ['NotNullOrEmpty'],
    },
    BypassProxyServer: { type: 'bool', nullable: true, validate: ['NotNull'] },
    CimSession: { type: 'CimSession[]', validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', validate: ['NotNullOrEmpty'] },
  },
});

/** Tests if a replica host can be reached. */
export default class TestVMReplicationConnection extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

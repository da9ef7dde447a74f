import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Set-VMReplicationServer',
  summary: 'Changes the replication settings of a host.',
  defaultSet: 'AuthenticationPort',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMReplicationServer'],
  className: 'Microsoft.HyperV.PowerShell.Commands.SetVMReplicationServer',
  parameters: {
    ReplicationEnabled: {
      type: 'bool',
      nullable: true,
      sets: { '(All)': { position: 0 } },
      aliases: ['RepEnabled'],
      validate: ['NotNull'],
    },
    AllowedAuthenticationType: {
      type: 'RecoveryAuthenticationType',
      sets: { '(All)': { position: 1 } },
      aliases: ['AuthType'],
      validate: ['NotNull'],
    },
    ReplicationAllowedFromAnyServer: {
      type: 'bool',
      nullable: true,
      sets: { '(All)': { position: 2 } },
      aliases: ['AllowAnyServer'],
      validate: ['NotNull'],
    },
    CertificateThumbprint: {
      type: 'string',
      sets: { '(All)': { pipeline: 'property' } },
      aliases: ['Thumbprint'],
      validate: ['NotNullOrEmpty'],
    },
    DefaultStorageLocation: { type: 'string', aliases: ['StorageLoc'], validate: ['NotNullOrEmpty'] },
    KerberosAuthenticationPort: {
      type: 'int',
      nullable: true,
      sets: { AuthenticationPort: {} },
      aliases: ['KerbAuthPort'],
      validate: [{ range: [1, 65535] }, 'NotNull'],
    },
    CertificateAuthenticationPort: {
      type: 'int',
      nullable: true,
      sets: { AuthenticationPort: {} },
      aliases: ['CertAuthPort'],
      validate: [{ range: [1, 65535] }, 'NotNull'],
    },
    KerberosAuthenticationPortMapping: {
      type: 'hashtable',
      sets: { AuthenticationPortMapping: {} },
      validate: ['NotNull'],
    },
    CertificateAuthenticationPortMapping: {
      type: 'hashtable',
      sets: { AuthenticationPortMapping: {} },
      validate: ['NotNull'],
    },
    MonitoringInterval: { type: 'timespan', nullable: true, validate: ['NotNull'] },
    MonitoringStartTime: { type: 'timespan', nullable: true, validate: ['NotNull'] },
    Force: { type: 'switch' },
    Passthru: { type: 'switch' },
    CimSession: { type: 'CimSession[]', validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', validate: ['NotNullOrEmpty'] },
  },
});

/** Changes the replication settings of a host. */
export default class SetVMReplicationServer extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Set-VMReplication',
  summary: 'Changes the replication settings of a virtual machine.',
  defaultSet: 'VMName',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMReplication'],
  className: 'Microsoft.HyperV.PowerShell.Commands.SetVMReplication',
  parameters: {
    CimSession: { type: 'CimSession[]', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
    VMName: {
      type: 'string[]',
      sets: { VMName: { mandatory: true, position: 0, pipeline: 'value' } },
      aliases: ['Name'],
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
    ReplicaServerName: {
      type: 'string',
      sets: { '(All)': { position: 1 } },
      aliases: ['ReplicaServer'],
      validate: ['NotNullOrEmpty'],
    },
    ReplicaServerPort: {
      type: 'int',
      nullable: true,
      sets: { '(All)': { position: 2 } },
      aliases: ['ReplicaPort'],
      validate: ['NotNull', { range: [1, 65535] }],
    },
    AuthenticationType: {
      type: 'ReplicationAuthenticationType',
      nullable: true,
      sets: { '(All)': { position: 3 } },
      aliases: ['AuthType'],
      validate: ['NotNull'],
    },
    CertificateThumbprint: {
      type: 'string',
      sets: { '(All)': { pipeline: 'property' } },
      aliases: ['Thumbprint', 'Cert'],
    },
    CompressionEnabled: { type: 'bool', nullable: true, validate: ['NotNull'] },
    ReplicateHostKvpItems: { type: 'bool', nullable: true, validate: ['NotNull'] },
    BypassProxyServer: { type: 'bool', nullable: true, validate: ['NotNull'] },
    EnableWriteOrderPreservationAcrossDisks: { type: 'bool', nullable: true, validate: ['NotNull'] },
    InitialReplicationStartTime: { type: 'datetime', nullable: true, aliases: ['IRTime'], validate: ['NotNull'] },
    DisableVSSSnapshotReplication: { type: 'switch', aliases: ['DisableVSS'] },
    VSSSnapshotFrequencyHour: {
      type: 'int',
      nullable: true,
      aliases: ['VSSFreq'],
      validate: [{ range: [1, 12] }, 'NotNull'],
    },
    RecoveryHistory: { type: 'int', nullable: true, aliases: ['RecHist'], validate: [{ range: [0, 24] }, 'NotNull'] },
    ReplicationFrequencySec: { type: 'int', nullable: true, aliases: ['RepFreq'], validate: [{ range: [30, 900] }] },
    ReplicatedDisks: { type: 'HardDiskDrive[]', validate: ['NotNull'] },
    ReplicatedDiskPaths: { type: 'string[]', validate: ['NotNull'] },
    Reverse: { type: 'switch' },
    AutoResynchronizeEnabled: { type: 'bool', nullable: true, aliases: ['AutoResync'], validate: ['NotNull'] },
    AutoResynchronizeIntervalStart: {
      type: 'timespan',
      nullable: true,
      aliases: ['AutoResyncStart'],
      validate: ['NotNull'],
    },
    AutoResynchronizeIntervalEnd: {
      type: 'timespan',
      nullable: true,
      aliases: ['AutoResyncEnd'],
      validate: ['NotNull'],
    },
    AsReplica: { type: 'switch' },
    UseBackup: { type: 'switch' },
    AllowedPrimaryServer: { type: 'string', sets: { '(All)': { pipeline: 'property' } }, aliases: ['AllowedPS'] },
    AsJob: { type: 'switch' },
    Passthru: { type: 'switch' },
  },
});

/** Changes the replication settings of a virtual machine. */
export default class SetVMReplication extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

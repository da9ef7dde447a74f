import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Enable-VMReplication',
  summary: 'Begins to replicate a virtual machine to another host.',
  defaultSet: 'VMName',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMReplication'],
  className: 'Microsoft.HyperV.PowerShell.Commands.EnableVMReplication',
  parameters: {
    CimSession: { type: 'CimSession[]', sets: { VMName: {}, VMName_AsReplica: {} }, validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', sets: { VMName: {}, VMName_AsReplica: {} }, validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', sets: { VMName: {}, VMName_AsReplica: {} }, validate: ['NotNullOrEmpty'] },
    VMName: {
      type: 'string[]',
      sets: {
        VMName: { mandatory: true, position: 0, pipeline: 'value' },
        VMName_AsReplica: { mandatory: true, position: 0, pipeline: 'value' },
      },
      aliases: ['Name'],
      validate: ['NotNullOrEmpty'],
    },
    VM: {
      type: 'VirtualMachine[]',
      sets: {
        VMObject: { mandatory: true, position: 0, pipeline: 'value' },
        VMObject_AsReplica: { mandatory: true, position: 0, pipeline: 'value' },
      },
      validate: ['NotNullOrEmpty'],
    },
    ReplicaServerName: {
      type: 'string',
      sets: { VMName: { mandatory: true, position: 1 }, VMObject: { mandatory: true, position: 1 } },
      aliases: ['ReplicaServer'],
      validate: ['NotNullOrEmpty'],
    },
    ReplicaServerPort: {
      type: 'int',
      sets: { VMName: { mandatory: true, position: 2 }, VMObject: { mandatory: true, position: 2 } },
      aliases: ['ReplicaPort'],
      validate: [{ range: [1, 65535] }],
    },
    AuthenticationType: {
      type: 'ReplicationAuthenticationType',
      sets: { VMName: { mandatory: true, position: 3 }, VMObject: { mandatory: true, position: 3 } },
      aliases: ['AuthType'],
      validate: ['NotNull'],
    },
    CertificateThumbprint: {
      type: 'string',
      sets: { VMName: { pipeline: 'property' }, VMObject: { pipeline: 'property' } },
      aliases: ['Thumbprint', 'Cert'],
      validate: ['NotNullOrEmpty'],
    },
    CompressionEnabled: { type: 'bool', nullable: true, sets: { VMName: {}, VMObject: {} }, validate: ['NotNull'] },
    ReplicateHostKvpItems: { type: 'bool', nullable: true, sets: { VMObject: {}, VMName: {} }, validate: ['NotNull'] },
    BypassProxyServer: { type: 'bool', nullable: true, sets: { VMObject: {}, VMName: {} }, validate: ['NotNull'] },
    EnableWriteOrderPreservationAcrossDisks: {
      type: 'bool',
      nullable: true,
      sets: { VMName: {}, VMObject: {} },
      validate: ['NotNull'],
    },
    VSSSnapshotFrequencyHour: {
      type: 'int',
      nullable: true,
      sets: { VMName: {}, VMObject: {} },
      aliases: ['VSSFreq'],
      validate: [{ range: [1, 12] }, 'NotNull'],
    },
    RecoveryHistory: {
      type: 'int',
      nullable: true,
      sets: { VMName: {}, VMObject: {} },
      aliases: ['RecHist'],
      validate: [{ range: [0, 24] }],
    },
    ReplicationFrequencySec: {
      type: 'int',
      nullable: true,
      sets: { VMName: {}, VMObject: {} },
      aliases: ['RepFreq'],
      validate: [{ range: [30, 900] }],
    },
    ExcludedVhd: { type: 'HardDiskDrive[]', sets: { VMName: {}, VMObject: {} }, validate: ['NotNullOrEmpty'] },
    ExcludedVhdPath: { type: 'string[]', sets: { VMObject: {}, VMName: {} }, validate: ['NotNullOrEmpty'] },
    AutoResynchronizeEnabled: {
      type: 'bool',
      nullable: true,
      sets: { VMName: {}, VMObject: {} },
      aliases: ['AutoResync'],
      validate: ['NotNull'],
    },
    AutoResynchronizeIntervalStart: {
      type: 'timespan',
      nullable: true,
      sets: { VMName: {}, VMObject: {} },
      aliases: ['AutoResyncStart'],
      validate: ['NotNull'],
    },
    AutoResynchronizeIntervalEnd: {
      type: 'timespan',
      nullable: true,
      sets: { VMName: {}, VMObject: {} },
      aliases: ['AutoResyncEnd'],
      validate: ['NotNull'],
    },
    AsReplica: { type: 'switch', sets: { VMObject_AsReplica: {}, VMName_AsReplica: {} } },
    AllowedPrimaryServer: {
      type: 'string',
      sets: { VMName_AsReplica: { pipeline: 'property' }, VMObject_AsReplica: { pipeline: 'property' } },
      aliases: ['AllowedPS'],
      validate: ['NotNullOrEmpty'],
    },
    AsJob: { type: 'switch' },
    Passthru: { type: 'switch' },
  },
});

/** Begins to replicate a virtual machine to another host. */
export default class EnableVMReplication extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Start-VMInitialReplication',
  summary: 'Makes the first copy of a replicated virtual machine.',
  defaultSet: 'VMName',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMReplication'],
  className: 'Microsoft.HyperV.PowerShell.Commands.StartVMInitialReplication',
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
    DestinationPath: { type: 'string', aliases: ['IRLoc'], validate: ['NotNullOrEmpty'] },
    InitialReplicationStartTime: {
      type: 'datetime',
      nullable: true,
      aliases: ['IRTime'],
      validate: ['NotNullOrEmpty'],
    },
    UseBackup: { type: 'switch' },
    AsJob: { type: 'switch' },
    Passthru: { type: 'switch' },
    CimSession: { type: 'CimSession[]', validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', validate: ['NotNullOrEmpty'] },
  },
});

/** Makes the first copy of a replicated virtual machine. */
export default class StartVMInitialReplication extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

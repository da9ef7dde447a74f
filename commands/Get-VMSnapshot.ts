import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Get-VMSnapshot',
  summary: 'Gets the checkpoints of a virtual machine.',
  defaultSet: 'VMName',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMSnapshot'],
  className: 'Microsoft.HyperV.PowerShell.Commands.GetVMSnapshot',
  parameters: {
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
    CimSession: { type: 'CimSession[]', sets: { VMName: {}, Id: {} }, validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', sets: { VMName: {}, Id: {} }, validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', sets: { VMName: {}, Id: {} }, validate: ['NotNullOrEmpty'] },
    Id: {
      type: 'guid',
      nullable: true,
      sets: { Id: { mandatory: true, position: 0, pipeline: 'value+property' } },
      validate: ['NotNull'],
    },
    Name: {
      type: 'string',
      sets: { VMName: { position: 1 }, Parent: { position: 0 }, Child: { position: 0 }, VMObject: { position: 1 } },
      validate: ['NotNullOrEmpty'],
    },
    ChildOf: { type: 'VMSnapshot', sets: { Child: { mandatory: true } }, validate: ['NotNull'] },
    ParentOf: { type: 'VirtualMachineBase', sets: { Parent: { mandatory: true } }, validate: ['NotNull'] },
    SnapshotType: {
      type: 'SnapshotType',
      sets: { VMObject: {}, Parent: {}, Child: {}, VMName: {} },
      aliases: ['VMRecoveryCheckpoint'],
      validate: ['NotNullOrEmpty'],
    },
  },
});

/** Gets the checkpoints of a virtual machine. */
export default class GetVMSnapshot extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

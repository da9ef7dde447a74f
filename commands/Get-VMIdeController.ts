import { VmCmdlet } from '../src/cli/vm-cmdlet.ts';
import { ideControllerClass } from '../src/objects/drives.ts';
import { ideControllers } from '../src/objects/vm-drives.ts';
import { NetObject } from '../src/powershell/objects.ts';
import { type Bound, define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Get-VMIdeController',
  summary: 'Gets the IDE controllers of a virtual machine.',
  defaultSet: 'VMName',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMIdeController'],
  className: 'Microsoft.HyperV.PowerShell.Commands.GetVMIdeController',
  parameters: {
    CimSession: { type: 'CimSession[]', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
    VM: {
      type: 'VirtualMachine[]',
      sets: { VMObject: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    VMSnapshot: {
      type: 'VMSnapshot',
      sets: { VMSnapshot: { mandatory: true, position: 0, pipeline: 'value' } },
      aliases: ['VMCheckpoint'],
      validate: ['NotNullOrEmpty'],
    },
    VMName: {
      type: 'string[]',
      sets: { VMName: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    ControllerNumber: {
      type: 'int',
      nullable: true,
      sets: { '(All)': { position: 1 } },
      validate: ['NotNull', { range: [0, 1] }],
    },
  },
});

type Parameters = Bound<typeof definition.parameters>;

/** Gets the IDE controllers of a virtual machine. */
export default class GetVMIdeController extends VmCmdlet<typeof definition.parameters> {
  static override readonly definition = definition;

  override async process(bound: Parameters): Promise<void> {
    this.refuse('VMSnapshot', bound.VMSnapshot);
    for (const vm of await this.machines({ VM: bound.VM, names: bound.VMName, ComputerName: bound.ComputerName })) {
      for (const controller of ideControllers(vm)) {
        const { ControllerNumber } = bound;
        if (ControllerNumber != null && controller.controllerNumber !== ControllerNumber) continue;
        this.runtime.write(new NetObject(ideControllerClass, controller));
      }
    }
  }
}

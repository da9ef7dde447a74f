import { CONFIRM, questions } from '../src/cli/sentences.ts';
import { VmCmdlet } from '../src/cli/vm-cmdlet.ts';
import { remove } from '../src/host/lifecycle.ts';
import { type Bound, define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Remove-VM',
  summary: 'Removes a virtual machine.',
  defaultSet: 'Name',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VirtualMachine'],
  className: 'Microsoft.HyperV.PowerShell.Commands.RemoveVM',
  parameters: {
    CimSession: { type: 'CimSession[]', sets: { Name: {} }, validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', sets: { Name: {} }, validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', sets: { Name: {} }, validate: ['NotNullOrEmpty'] },
    Name: {
      type: 'string[]',
      sets: { Name: { mandatory: true, position: 0, pipeline: 'value' } },
      aliases: ['VMName'],
      validate: ['NotNullOrEmpty'],
    },
    VM: {
      type: 'VirtualMachine[]',
      sets: { VMObject: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    Force: { type: 'switch' },
    AsJob: { type: 'switch' },
    Passthru: { type: 'switch' },
  },
});

/** Removes a virtual machine. */
export default class RemoveVM extends VmCmdlet<typeof definition.parameters> {
  static override readonly definition = definition;

  override async process({
    VM,
    Name,
    ComputerName,
    Force,
    AsJob,
    Passthru,
  }: Bound<typeof definition.parameters>): Promise<void> {
    this.refuse('AsJob', AsJob);
    for (const vm of await this.machines({ VM, names: Name, ComputerName })) {
      if (!(await this.may('remove', vm))) continue;
      if (!(await this.runtime.shouldContinue(questions.remove(vm.name), CONFIRM, Force ?? false))) continue;
      const removed = await this.change(vm, (machine, host) => {
        remove(host, machine);
        return true;
      });
      if (removed && Passthru) this.emit(vm);
    }
  }
}

import { VmCmdlet } from '../src/cli/vm-cmdlet.ts';
import { HostError } from '../src/host/errors.ts';
import { settled, start } from '../src/host/lifecycle.ts';
import { type Bound, define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Start-VM',
  summary: 'Starts a virtual machine.',
  defaultSet: 'Name',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VirtualMachine'],
  className: 'Microsoft.HyperV.PowerShell.Commands.StartVM',
  parameters: {
    CimSession: { type: 'CimSession[]', sets: { Name: {} }, validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', sets: { Name: {} }, validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', sets: { Name: {} }, validate: ['NotNullOrEmpty'] },
    VM: {
      type: 'VirtualMachine[]',
      sets: { VMObject: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    Name: {
      type: 'string[]',
      sets: { Name: { mandatory: true, position: 0, pipeline: 'value' } },
      aliases: ['VMName'],
      validate: ['NotNullOrEmpty'],
    },
    AsJob: { type: 'switch' },
    Passthru: { type: 'switch' },
  },
});

/** Starts a virtual machine. */
export default class StartVM extends VmCmdlet<typeof definition.parameters> {
  static override readonly definition = definition;

  override async process({
    VM,
    Name,
    ComputerName,
    AsJob,
    Passthru,
  }: Bound<typeof definition.parameters>): Promise<void> {
    this.refuse('AsJob', AsJob);
    for (const vm of await this.machines({ VM, names: Name, ComputerName })) {
      if (!(await this.may('start', vm))) continue;
      const outcome = await this.change(vm, start);
      if (!this.told(outcome)) continue;
      const failure = await this.wait(vm, Number.POSITIVE_INFINITY, (machine) =>
        settled(machine) ? { failure: machine.doc.failure, vm: machine.named } : undefined,
      );
      // A start that waited for memory may come to nothing.
      if (failure?.failure) {
        this.fail(new HostError(failure.failure.code, { vm: failure.vm, bytes: failure.failure.bytes }));
        continue;
      }
      if (Passthru) this.emit(vm);
    }
  }
}

import { CONFIRM, questions } from '../src/cli/sentences.ts';
import { VmCmdlet } from '../src/cli/vm-cmdlet.ts';
import { HostError } from '../src/host/errors.ts';
import { injectNmi } from '../src/host/lifecycle.ts';
import { type Bound, define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Debug-VM',
  summary: 'Debugs a virtual machine: injects a non-maskable interrupt.',
  defaultSet: 'Name',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VirtualMachine'],
  className: 'Microsoft.HyperV.PowerShell.Commands.DebugVM',
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
    Force: { type: 'switch' },
    AsJob: { type: 'switch' },
    Passthru: { type: 'switch' },
    InjectNonMaskableInterrupt: { type: 'switch' },
  },
});

/** Debugs a virtual machine: injects a non-maskable interrupt. */
export default class DebugVM extends VmCmdlet<typeof definition.parameters> {
  static override readonly definition = definition;

  override async process(bound: Bound<typeof definition.parameters>): Promise<void> {
    const { VM, Name, ComputerName, Force, AsJob, Passthru, InjectNonMaskableInterrupt } = bound;
    this.refuse('AsJob', AsJob);
    for (const vm of await this.machines({ VM, names: Name, ComputerName })) {
      if (!InjectNonMaskableInterrupt) {
        const detail = `Debug-VM has nothing to do for "${vm.name}": give -InjectNonMaskableInterrupt.`;
        this.fail(new HostError('invalidArgument', { detail }));
        continue;
      }
      if (!(await this.may('injectNmi', vm))) continue;
      // Scripts call it without -Force and are not held up: the engine goes on where nobody can be asked.
      if (!(await this.runtime.shouldContinue(questions.injectNmi(vm.name), CONFIRM, Force ?? false))) continue;
      const done = await this.change(vm, (machine) => {
        injectNmi(machine);
        return true;
      });
      if (done && Passthru) this.emit(vm);
    }
  }
}

import { VmCmdlet } from '../src/cli/vm-cmdlet.ts';
import { resume, settled } from '../src/host/lifecycle.ts';
import { type Bound, define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Resume-VM',
  summary: 'Lets a virtual machine go on.',
  defaultSet: 'Name',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VirtualMachine'],
  className: 'Microsoft.HyperV.PowerShell.Commands.ResumeVM',
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

/** Lets a virtual machine go on. */
export default class ResumeVM extends VmCmdlet<typeof definition.parameters> {
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
      if (!(await this.may('resume', vm))) continue;
      const outcome = await this.change(vm, resume);
      if (!this.told(outcome)) continue;
      await this.wait(vm, Number.POSITIVE_INFINITY, (machine) => (settled(machine) ? true : undefined));
      if (Passthru) this.emit(vm);
    }
  }
}

import { VmCmdlet } from '../src/cli/vm-cmdlet.ts';
import { setVm } from '../src/host/settings.ts';
import { type Bound, define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Rename-VM',
  summary: 'Renames a virtual machine.',
  defaultSet: 'Name',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VirtualMachine'],
  className: 'Microsoft.HyperV.PowerShell.Commands.RenameVM',
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
    NewName: { type: 'string', sets: { '(All)': { mandatory: true, position: 1 } }, validate: ['NotNullOrEmpty'] },
    Passthru: { type: 'switch' },
  },
});

/** Renames a virtual machine. */
export default class RenameVM extends VmCmdlet<typeof definition.parameters> {
  static override readonly definition = definition;

  override async process({
    VM,
    Name,
    ComputerName,
    NewName,
    Passthru,
  }: Bound<typeof definition.parameters>): Promise<void> {
    const newName = NewName as string;
    for (const vm of await this.machines({
      VM: VM && [VM].flat(),
      names: Name === undefined ? undefined : [Name].flat(),
      ComputerName,
    })) {
      if (!(await this.may('rename', vm))) continue;
      const done = await this.change(vm, (machine) => {
        setVm(machine, { newName });
        return true;
      });
      if (done && Passthru) this.emit(vm);
    }
  }
}

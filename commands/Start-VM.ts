import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

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
export default class StartVM extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Remove-VMSwitch',
  summary: 'Removes a virtual switch.',
  defaultSet: 'Name',
  confirmImpact: 'Medium',
  className: 'Microsoft.HyperV.PowerShell.Commands.RemoveVMSwitch',
  parameters: {
    CimSession: { type: 'CimSession[]', sets: { Name: {} }, validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', sets: { Name: {} }, validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', sets: { Name: {} }, validate: ['NotNullOrEmpty'] },
    Name: {
      type: 'string[]',
      sets: { Name: { mandatory: true, position: 0, pipeline: 'value' } },
      aliases: ['SwitchName'],
      validate: ['NotNullOrEmpty'],
    },
    VMSwitch: { type: 'VMSwitch[]', sets: { SwitchObject: { mandatory: true, position: 0, pipeline: 'value' } } },
    ResourcePoolName: { type: 'string[]', sets: { '(All)': { position: 1 } }, validate: ['NotNullOrEmpty'] },
    Force: { type: 'switch' },
  },
});

/** Removes a virtual switch. */
export default class RemoveVMSwitch extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

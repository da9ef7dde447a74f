import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Rename-VMSwitch',
  summary: 'Renames a virtual switch.',
  defaultSet: 'SwitchName',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMSwitch'],
  className: 'Microsoft.HyperV.PowerShell.Commands.RenameVMSwitch',
  parameters: {
    CimSession: { type: 'CimSession[]', sets: { SwitchName: {} }, validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', sets: { SwitchName: {} }, validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', sets: { SwitchName: {} }, validate: ['NotNullOrEmpty'] },
    VMSwitch: {
      type: 'VMSwitch',
      sets: { SwitchObject: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNull', 'NotNullOrEmpty'],
    },
    Name: {
      type: 'string',
      sets: { SwitchName: { mandatory: true, position: 0, pipeline: 'value' } },
      aliases: ['SwitchName'],
      validate: ['NotNullOrEmpty'],
    },
    NewName: { type: 'string', sets: { '(All)': { mandatory: true, position: 2 } }, validate: ['NotNullOrEmpty'] },
    Passthru: { type: 'switch' },
  },
});

/** Renames a virtual switch. */
export default class RenameVMSwitch extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Get-VMSwitchExtension',
  summary: 'Gets the extensions of a virtual switch.',
  defaultSet: 'SwitchName',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMSwitchExtension'],
  className: 'Microsoft.HyperV.PowerShell.Commands.GetVMSwitchExtension',
  parameters: {
    VMSwitchName: {
      type: 'string[]',
      sets: { SwitchName: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    VMSwitch: {
      type: 'VMSwitch[]',
      sets: { SwitchObject: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    Name: { type: 'string[]', sets: { '(All)': { position: 1 } }, validate: ['NotNullOrEmpty'] },
    CimSession: { type: 'CimSession[]', sets: { SwitchName: { pipeline: 'property' } }, validate: ['NotNullOrEmpty'] },
    ComputerName: {
      type: 'string[]',
      sets: { SwitchName: {} },
      aliases: ['PSComputerName'],
      validate: ['NotNullOrEmpty'],
    },
    Credential: { type: 'pscredential[]', sets: { SwitchName: {} }, validate: ['NotNullOrEmpty'] },
  },
});

/** Gets the extensions of a virtual switch. */
export default class GetVMSwitchExtension extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

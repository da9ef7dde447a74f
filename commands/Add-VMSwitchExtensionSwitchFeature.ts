import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Add-VMSwitchExtensionSwitchFeature',
  summary: 'Adds a feature of an extension to a virtual switch.',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMSwitchExtensionSwitchFeature'],
  className: 'Microsoft.HyperV.PowerShell.Commands.AddVMSwitchExtensionSwitchFeature',
  parameters: {
    CimSession: { type: 'CimSession[]', sets: { SwitchName: {} }, validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', sets: { SwitchName: {} }, validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', sets: { SwitchName: {} }, validate: ['NotNullOrEmpty'] },
    VMSwitchExtensionFeature: {
      type: 'VMSwitchExtensionSwitchFeature[]',
      sets: { '(All)': { mandatory: true, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    SwitchName: {
      type: 'string[]',
      sets: { SwitchName: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    VMSwitch: { type: 'VMSwitch[]', sets: { SwitchObject: { mandatory: true, position: 0, pipeline: 'value' } } },
    Passthru: { type: 'switch' },
  },
});

/** Adds a feature of an extension to a virtual switch. */
export default class AddVMSwitchExtensionSwitchFeature extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

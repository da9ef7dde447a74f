import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Remove-VMSwitchExtensionSwitchFeature',
  summary: 'Removes a feature of an extension from a virtual switch.',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMSwitchExtensionSwitchFeature'],
  className: 'Microsoft.HyperV.PowerShell.Commands.RemoveVMSwitchExtensionSwitchFeature',
  parameters: {
    VMSwitchExtensionFeature: {
      type: 'VMSwitchExtensionSwitchFeature[]',
      sets: { '(All)': { mandatory: true, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    Passthru: { type: 'switch' },
    ComputerName: { type: 'string[]' },
    SwitchName: { type: 'string[]' },
    VMSwitch: { type: 'VMSwitch[]' },
    CimSession: { type: 'CimSession[]', validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', validate: ['NotNullOrEmpty'] },
  },
});

/** Removes a feature of an extension from a virtual switch. */
export default class RemoveVMSwitchExtensionSwitchFeature extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

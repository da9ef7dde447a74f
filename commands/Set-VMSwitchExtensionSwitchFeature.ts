import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Set-VMSwitchExtensionSwitchFeature',
  summary: 'Changes a feature that an extension has on a virtual switch.',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMSwitchExtensionSwitchFeature'],
  className: 'Microsoft.HyperV.PowerShell.Commands.SetVMSwitchExtensionSwitchFeature',
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

/** Changes a feature that an extension has on a virtual switch. */
export default class SetVMSwitchExtensionSwitchFeature extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

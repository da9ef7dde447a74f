import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Get-VMSwitchExtensionSwitchFeature',
  summary: 'Gets the features that extensions have on a virtual switch.',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMSwitchExtensionSwitchFeature'],
  className: 'Microsoft.HyperV.PowerShell.Commands.GetVMSwitchExtensionSwitchFeature',
  parameters: {
    CimSession: { type: 'CimSession[]', sets: { SwitchName: {} }, validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', sets: { SwitchName: {} }, validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', sets: { SwitchName: {} }, validate: ['NotNullOrEmpty'] },
    SwitchName: {
      type: 'string[]',
      sets: { SwitchName: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    VMSwitch: { type: 'VMSwitch[]', sets: { SwitchObject: { mandatory: true, position: 0, pipeline: 'value' } } },
    FeatureName: { type: 'string[]', validate: ['NotNullOrEmpty'] },
    FeatureId: { type: 'guid[]', validate: ['NotNullOrEmpty'] },
    Extension: { type: 'VMSwitchExtension[]', validate: ['NotNullOrEmpty'] },
    ExtensionName: { type: 'string[]', validate: ['NotNullOrEmpty'] },
  },
});

/** Gets the features that extensions have on a virtual switch. */
export default class GetVMSwitchExtensionSwitchFeature extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Get-VMSystemSwitchExtensionPortFeature',
  summary: "Gets the port features that a host's switch extensions support.",
  outputTypes: ['Microsoft.HyperV.PowerShell.VMSwitchExtensionPortFeature'],
  className: 'Microsoft.HyperV.PowerShell.Commands.GetVMSystemSwitchExtensionPortFeature',
  parameters: {
    FeatureName: { type: 'string[]' },
    FeatureId: { type: 'guid[]' },
    ExtensionName: { type: 'string[]' },
    SystemSwitchExtension: { type: 'VMSystemSwitchExtension[]' },
    CimSession: { type: 'CimSession[]', validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', validate: ['NotNullOrEmpty'] },
  },
});

/** Gets the port features that a host's switch extensions support. */
export default class GetVMSystemSwitchExtensionPortFeature extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

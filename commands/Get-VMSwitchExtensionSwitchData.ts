import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Get-VMSwitchExtensionSwitchData',
  summary: 'Gets what an extension tells about a virtual switch.',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMSwitchExtensionSwitchData'],
  className: 'Microsoft.HyperV.PowerShell.Commands.GetVMSwitchExtensionSwitchData',
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

/** Gets what an extension tells about a virtual switch. */
export default class GetVMSwitchExtensionSwitchData extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

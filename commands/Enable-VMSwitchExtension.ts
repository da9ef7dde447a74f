import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Enable-VMSwitchExtension',
  summary: 'Switches extensions of a virtual switch on.',
  defaultSet: 'ExtensionName',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMSwitchExtension'],
  className: 'Microsoft.HyperV.PowerShell.Commands.EnableVMSwitchExtension',
  parameters: {
    CimSession: {
      type: 'CimSession[]',
      sets: { ExtensionNameSwitchName: { pipeline: 'property' }, ExtensionName: { pipeline: 'property' } },
      validate: ['NotNullOrEmpty'],
    },
    ComputerName: {
      type: 'string[]',
      sets: { ExtensionName: {}, ExtensionNameSwitchName: {} },
      aliases: ['PSComputerName'],
      validate: ['NotNullOrEmpty'],
    },
    Credential: {
      type: 'pscredential[]',
      sets: { ExtensionName: {}, ExtensionNameSwitchName: {} },
      validate: ['NotNullOrEmpty'],
    },
    Name: {
      type: 'string[]',
      sets: {
        ExtensionName: { mandatory: true, position: 0 },
        ExtensionNameSwitchName: { mandatory: true, position: 0 },
        ExtensionNameSwitchObject: { mandatory: true, position: 0 },
      },
      validate: ['NotNullOrEmpty'],
    },
    VMSwitchExtension: {
      type: 'VMSwitchExtension[]',
      sets: { ExtensionObject: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    VMSwitchName: {
      type: 'string[]',
      sets: { ExtensionNameSwitchName: { mandatory: true, position: 1 } },
      validate: ['NotNullOrEmpty'],
    },
    VMSwitch: {
      type: 'VMSwitch[]',
      sets: { ExtensionNameSwitchObject: { mandatory: true, position: 1, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
  },
});

/** Switches extensions of a virtual switch on. */
export default class EnableVMSwitchExtension extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

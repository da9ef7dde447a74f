import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Add-VMSwitchTeamMember',
  summary: 'Adds network adapters to the team of a virtual switch.',
  defaultSet: 'SwitchName_NetAdapterName',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMSwitch'],
  className: 'Microsoft.HyperV.PowerShell.Commands.AddVMSwitchTeamMember',
  parameters: {
    ComputerName: {
      type: 'string[]',
      sets: {
        SwitchName_NetAdapterInterfaceDescription: { pipeline: 'property' },
        SwitchName_NetAdapterName: { pipeline: 'property' },
        SwitchObject_NetAdapterInterfaceDescription: { pipeline: 'property' },
        SwitchObject_NetAdapterName: { pipeline: 'property' },
      },
      aliases: ['PSComputerName'],
    },
    VMSwitch: {
      type: 'VMSwitch[]',
      sets: {
        SwitchObject_NetAdapterName: { mandatory: true, position: 0, pipeline: 'value' },
        SwitchObject_NetAdapterInterfaceDescription: { mandatory: true, position: 0, pipeline: 'value' },
      },
      validate: ['NotNullOrEmpty'],
    },
    VMSwitchName: {
      type: 'string[]',
      sets: {
        SwitchName_NetAdapterInterfaceDescription: { mandatory: true, position: 0 },
        SwitchName_NetAdapterName: { mandatory: true, position: 0 },
      },
      aliases: ['SwitchName'],
      validate: ['NotNullOrEmpty'],
    },
    NetAdapterName: {
      type: 'string[]',
      sets: { SwitchObject_NetAdapterName: {}, SwitchName_NetAdapterName: {} },
      aliases: ['InterfaceAlias'],
      validate: ['NotNullOrEmpty'],
    },
    NetAdapterInterfaceDescription: {
      type: 'string[]',
      sets: { SwitchName_NetAdapterInterfaceDescription: {}, SwitchObject_NetAdapterInterfaceDescription: {} },
      validate: ['NotNullOrEmpty'],
    },
    Passthru: { type: 'switch' },
    CimSession: { type: 'CimSession[]', validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', validate: ['NotNullOrEmpty'] },
  },
});

/** Adds network adapters to the team of a virtual switch. */
export default class AddVMSwitchTeamMember extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Set-VMSwitchTeam',
  summary: 'Changes the team of a virtual switch.',
  defaultSet: 'SwitchName_NetAdapterName',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMSwitch'],
  className: 'Microsoft.HyperV.PowerShell.Commands.SetVMSwitchTeam',
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
    Name: {
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
    },
    NetAdapterInterfaceDescription: {
      type: 'string[]',
      sets: { SwitchName_NetAdapterInterfaceDescription: {}, SwitchObject_NetAdapterInterfaceDescription: {} },
    },
    TeamingMode: { type: 'VMSwitchTeamingMode', nullable: true, validate: ['NotNull'] },
    LoadBalancingAlgorithm: { type: 'VMSwitchLoadBalancingAlgorithm', nullable: true, validate: ['NotNull'] },
    Passthru: { type: 'switch' },
    CimSession: { type: 'CimSession[]', validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', validate: ['NotNullOrEmpty'] },
  },
});

/** Changes the team of a virtual switch. */
export default class SetVMSwitchTeam extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

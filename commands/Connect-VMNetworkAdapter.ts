import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Connect-VMNetworkAdapter',
  summary: 'Connects a network adapter to a virtual switch.',
  defaultSet: 'Name_SwitchName',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMNetworkAdapter'],
  className: 'Microsoft.HyperV.PowerShell.Commands.ConnectVMNetworkAdapter',
  parameters: {
    VMNetworkAdapter: {
      type: 'VMNetworkAdapter[]',
      sets: {
        Object_SwitchName: { mandatory: true, position: 0, pipeline: 'value' },
        Object_SwitchObject: { mandatory: true, position: 0, pipeline: 'value' },
        Object_UseAutomaticConnection: { mandatory: true, position: 0, pipeline: 'value' },
      },
      validate: ['NotNullOrEmpty'],
    },
    Name: {
      type: 'string[]',
      sets: {
        Name_SwitchObject: { position: 1 },
        Name_SwitchName: { position: 1 },
        Name_UseAutomaticConnection: { position: 1 },
      },
      aliases: ['VMNetworkAdapterName'],
      validate: ['NotNullOrEmpty'],
    },
    SwitchName: {
      type: 'string',
      sets: { Object_SwitchName: { mandatory: true, position: 1 }, Name_SwitchName: { mandatory: true, position: 2 } },
      validate: ['NotNullOrEmpty'],
    },
    VMSwitch: {
      type: 'VMSwitch',
      sets: {
        Name_SwitchObject: { mandatory: true, position: 2, pipeline: 'value' },
        Object_SwitchObject: { mandatory: true, position: 1, pipeline: 'value' },
      },
      validate: ['NotNull'],
    },
    UseAutomaticConnection: {
      type: 'switch',
      sets: { Object_UseAutomaticConnection: { mandatory: true }, Name_UseAutomaticConnection: { mandatory: true } },
    },
    Passthru: { type: 'switch' },
    CimSession: {
      type: 'CimSession[]',
      sets: { Name_SwitchName: {}, Name_UseAutomaticConnection: {} },
      validate: ['NotNullOrEmpty'],
    },
    ComputerName: {
      type: 'string[]',
      sets: { Name_SwitchName: {}, Name_UseAutomaticConnection: {} },
      validate: ['NotNullOrEmpty'],
    },
    Credential: {
      type: 'pscredential[]',
      sets: { Name_UseAutomaticConnection: {}, Name_SwitchName: {} },
      validate: ['NotNullOrEmpty'],
    },
    VMName: {
      type: 'string[]',
      sets: {
        Name_SwitchObject: { mandatory: true, position: 0 },
        Name_SwitchName: { mandatory: true, position: 0 },
        Name_UseAutomaticConnection: { mandatory: true, position: 0 },
      },
      validate: ['NotNullOrEmpty'],
    },
  },
});

/** Connects a network adapter to a virtual switch. */
export default class ConnectVMNetworkAdapter extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

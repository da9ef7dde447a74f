import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Set-VMSwitch',
  summary: 'Changes a virtual switch.',
  defaultSet: 'SwitchName_SwitchType',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMSwitch'],
  className: 'Microsoft.HyperV.PowerShell.Commands.SetVMSwitch',
  parameters: {
    CimSession: {
      type: 'CimSession[]',
      sets: {
        SwitchName_SwitchType: { pipeline: 'property' },
        SwitchName_NetAdapterInterfaceDescription: { pipeline: 'property' },
        SwitchName_NetAdapterName: { pipeline: 'property' },
        SwitchObject_NetAdapterInterfaceDescription: {},
        SwitchObject_NetAdapterName: {},
        SwitchObject_SwitchType: {},
      },
      validate: ['NotNullOrEmpty'],
    },
    ComputerName: {
      type: 'string[]',
      sets: {
        SwitchName_SwitchType: {},
        SwitchName_NetAdapterInterfaceDescription: {},
        SwitchName_NetAdapterName: {},
        SwitchObject_NetAdapterInterfaceDescription: {},
        SwitchObject_NetAdapterName: {},
        SwitchObject_SwitchType: {},
      },
      aliases: ['PSComputerName'],
      validate: ['NotNullOrEmpty'],
    },
    Credential: {
      type: 'pscredential[]',
      sets: {
        SwitchObject_NetAdapterInterfaceDescription: {},
        SwitchName_SwitchType: {},
        SwitchName_NetAdapterInterfaceDescription: {},
        SwitchName_NetAdapterName: {},
        SwitchObject_NetAdapterName: {},
        SwitchObject_SwitchType: {},
      },
      validate: ['NotNullOrEmpty'],
    },
    VMSwitch: {
      type: 'VMSwitch[]',
      sets: {
        SwitchObject_SwitchType: { mandatory: true, position: 0, pipeline: 'value' },
        SwitchObject_NetAdapterName: { mandatory: true, position: 0, pipeline: 'value' },
        SwitchObject_NetAdapterInterfaceDescription: { mandatory: true, position: 0, pipeline: 'value' },
      },
    },
    Name: {
      type: 'string[]',
      sets: {
        SwitchName_SwitchType: { mandatory: true, position: 0 },
        SwitchName_NetAdapterInterfaceDescription: { mandatory: true, position: 0 },
        SwitchName_NetAdapterName: { mandatory: true, position: 0 },
      },
      aliases: ['SwitchName'],
      validate: ['NotNullOrEmpty'],
    },
    NetAdapterName: {
      type: 'string',
      sets: {
        SwitchName_NetAdapterName: { mandatory: true, position: 1, pipeline: 'property' },
        SwitchObject_NetAdapterName: { mandatory: true, position: 1, pipeline: 'property' },
      },
      aliases: ['InterfaceAlias'],
      validate: ['NotNullOrEmpty'],
    },
    NetAdapterInterfaceDescription: {
      type: 'string',
      sets: {
        SwitchName_NetAdapterInterfaceDescription: { mandatory: true, position: 1 },
        SwitchObject_NetAdapterInterfaceDescription: { mandatory: true, position: 1 },
      },
      validate: ['NotNullOrEmpty'],
    },
    SwitchType: {
      type: 'VMSwitchType',
      nullable: true,
      sets: { SwitchName_SwitchType: {}, SwitchObject_SwitchType: {} },
    },
    AllowManagementOS: { type: 'bool', nullable: true },
    DefaultFlowMinimumBandwidthAbsolute: { type: 'long', nullable: true, validate: ['NotNull'] },
    DefaultFlowMinimumBandwidthWeight: { type: 'long', nullable: true, validate: ['NotNull'] },
    DefaultQueueVrssEnabled: { type: 'bool', nullable: true },
    DefaultQueueVmmqEnabled: { type: 'bool', nullable: true },
    DefaultQueueVrssMaxQueuePairs: {
      type: 'uint32',
      nullable: true,
      aliases: ['DefaultQueueVmmqQueuePairs'],
      validate: ['NotNull'],
    },
    DefaultQueueVrssMinQueuePairs: { type: 'uint32', nullable: true, validate: ['NotNull'] },
    DefaultQueueVrssQueueSchedulingMode: { type: 'VrssQueueSchedulingModeType', nullable: true, validate: ['NotNull'] },
    DefaultQueueVrssExcludePrimaryProcessor: { type: 'bool', nullable: true },
    EnableSoftwareRsc: { type: 'bool', nullable: true },
    Extensions: { type: 'VMSwitchExtension[]', validate: ['NotNullOrEmpty'] },
    Notes: { type: 'string', validate: ['NotNull'] },
    Passthru: { type: 'switch' },
  },
});

/** Changes a virtual switch. */
export default class SetVMSwitch extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

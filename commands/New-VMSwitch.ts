import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'New-VMSwitch',
  summary: 'Creates a virtual switch.',
  defaultSet: 'NetAdapterName',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMSwitch'],
  className: 'Microsoft.HyperV.PowerShell.Commands.NewVMSwitch',
  parameters: {
    CimSession: {
      type: 'CimSession[]',
      sets: {
        NetAdapterName: { pipeline: 'property' },
        NetAdapterInterfaceDescription: { pipeline: 'property' },
        SwitchType: { pipeline: 'property' },
      },
      validate: ['NotNullOrEmpty'],
    },
    ComputerName: {
      type: 'string[]',
      sets: {
        SwitchType: { pipeline: 'property' },
        NetAdapterInterfaceDescription: { pipeline: 'property' },
        NetAdapterName: { pipeline: 'property' },
      },
      aliases: ['PSComputerName'],
      validate: ['NotNullOrEmpty'],
    },
    Credential: {
      type: 'pscredential[]',
      sets: {
        NetAdapterInterfaceDescription: { pipeline: 'property' },
        NetAdapterName: { pipeline: 'property' },
        SwitchType: { pipeline: 'property' },
      },
      validate: ['NotNullOrEmpty'],
    },
    Name: {
      type: 'string',
      sets: { '(All)': { mandatory: true, position: 0 } },
      aliases: ['SwitchName'],
      validate: ['NotNullOrEmpty'],
    },
    Id: { type: 'string', aliases: ['SwitchId'], validate: ['NotNullOrEmpty'] },
    SwitchType: {
      type: 'VMSwitchType',
      sets: { SwitchType: { mandatory: true } },
      validate: [{ set: ['Internal', 'Private'] }],
    },
    AllowManagementOS: { type: 'bool', sets: { NetAdapterInterfaceDescription: {}, NetAdapterName: {} } },
    NetAdapterName: {
      type: 'string[]',
      sets: { NetAdapterName: { mandatory: true, pipeline: 'property' } },
      aliases: ['InterfaceAlias'],
      validate: ['NotNullOrEmpty'],
    },
    NetAdapterInterfaceDescription: {
      type: 'string[]',
      sets: { NetAdapterInterfaceDescription: { mandatory: true, pipeline: 'property' } },
      aliases: ['InterfaceDescription'],
      validate: ['NotNullOrEmpty'],
    },
    Notes: { type: 'string', validate: ['NotNull'] },
    MinimumBandwidthMode: { type: 'VMSwitchBandwidthMode' },
    EnableIov: { type: 'bool', nullable: true, validate: ['NotNull'] },
    EnablePacketDirect: { type: 'bool', nullable: true },
    EnableEmbeddedTeaming: { type: 'bool', nullable: true },
  },
});

/** Creates a virtual switch. */
export default class NewVMSwitch extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Set-VMNetworkAdapterVlan',
  summary: 'Changes the VLAN settings of a network adapter.',
  defaultSet: 'VMName',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMNetworkAdapterVlanSetting'],
  className: 'Microsoft.HyperV.PowerShell.Commands.SetVMNetworkAdapterVlan',
  parameters: {
    VMNetworkAdapter: {
      type: 'VMNetworkAdapterBase[]',
      sets: { ResourceObject: { mandatory: true, position: 0, pipeline: 'value' } },
    },
    ManagementOS: { type: 'switch', sets: { ManagementOS: { mandatory: true } } },
    VMNetworkAdapterName: { type: 'string', sets: { VMObject: {}, VMName: {}, ManagementOS: {} } },
    CimSession: { type: 'CimSession[]', sets: { VMName: {}, ManagementOS: {} }, validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', sets: { VMName: {}, ManagementOS: {} }, validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', sets: { VMName: {}, ManagementOS: {} }, validate: ['NotNullOrEmpty'] },
    VMName: {
      type: 'string[]',
      sets: { VMName: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    VM: {
      type: 'VirtualMachine[]',
      sets: { VMObject: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    Untagged: { type: 'switch', aliases: ['u'] },
    Access: { type: 'switch', aliases: ['a'] },
    VlanId: { type: 'int', nullable: true, aliases: ['AccessVlanId'], validate: ['NotNull'] },
    Trunk: { type: 'switch', aliases: ['t'] },
    NativeVlanId: { type: 'int', nullable: true, validate: ['NotNull'] },
    AllowedVlanIdList: { type: 'string' },
    Isolated: { type: 'switch', aliases: ['i'] },
    Community: { type: 'switch', aliases: ['c'] },
    Promiscuous: { type: 'switch', aliases: ['p'] },
    PrimaryVlanId: { type: 'int', nullable: true, validate: ['NotNull'] },
    SecondaryVlanId: { type: 'int', nullable: true, validate: ['NotNull'] },
    SecondaryVlanIdList: { type: 'string' },
    Passthru: { type: 'switch' },
  },
});

/** Changes the VLAN settings of a network adapter. */
export default class SetVMNetworkAdapterVlan extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Get-VMSwitchExtensionPortData',
  summary: 'Gets what an extension tells about a port of a virtual switch.',
  defaultSet: 'VMName',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMSwitchExtensionPortData'],
  className: 'Microsoft.HyperV.PowerShell.Commands.GetVMSwitchExtensionPortData',
  parameters: {
    VMName: {
      type: 'string[]',
      sets: { VMName: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    VMNetworkAdapter: {
      type: 'VMNetworkAdapterBase[]',
      sets: { ResourceObject: { mandatory: true, position: 0, pipeline: 'value' } },
    },
    ManagementOS: { type: 'switch', sets: { ManagementOS: { mandatory: true } } },
    ExternalPort: { type: 'switch', sets: { ExternalPort: { mandatory: true } } },
    SwitchName: { type: 'string', sets: { ExternalPort: {} } },
    VMNetworkAdapterName: { type: 'string', sets: { VMObject: {}, VMName: {}, ManagementOS: {} } },
    CimSession: {
      type: 'CimSession[]',
      sets: { VMName: {}, ManagementOS: {}, ExternalPort: {} },
      validate: ['NotNullOrEmpty'],
    },
    ComputerName: {
      type: 'string[]',
      sets: { ExternalPort: {}, VMName: {}, ManagementOS: {} },
      validate: ['NotNullOrEmpty'],
    },
    Credential: {
      type: 'pscredential[]',
      sets: { VMName: {}, ManagementOS: {}, ExternalPort: {} },
      validate: ['NotNullOrEmpty'],
    },
    VM: {
      type: 'VirtualMachine[]',
      sets: { VMObject: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    FeatureName: { type: 'string[]', validate: ['NotNullOrEmpty'] },
    FeatureId: { type: 'guid[]', validate: ['NotNullOrEmpty'] },
    Extension: { type: 'VMSwitchExtension[]', validate: ['NotNullOrEmpty'] },
    ExtensionName: { type: 'string[]', validate: ['NotNullOrEmpty'] },
  },
});

/** Gets what an extension tells about a port of a virtual switch. */
export default class GetVMSwitchExtensionPortData extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Add-VMSwitchExtensionPortFeature',
  summary: 'Adds a feature of an extension to a port of a virtual switch.',
  defaultSet: 'VMName',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMSwitchExtensionPortFeature'],
  className: 'Microsoft.HyperV.PowerShell.Commands.AddVMSwitchExtensionPortFeature',
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
    VMNetworkAdapterName: { type: 'string', sets: { VMName: {}, VMObject: {}, ManagementOS: {} } },
    CimSession: {
      type: 'CimSession[]',
      sets: { ExternalPort: {}, VMName: {}, ManagementOS: {} },
      validate: ['NotNullOrEmpty'],
    },
    ComputerName: {
      type: 'string[]',
      sets: { VMName: {}, ManagementOS: {}, ExternalPort: {} },
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
    VMSwitchExtensionFeature: {
      type: 'VMSwitchExtensionPortFeature[]',
      sets: { '(All)': { mandatory: true, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    Passthru: { type: 'switch' },
  },
});

/** Adds a feature of an extension to a port of a virtual switch. */
export default class AddVMSwitchExtensionPortFeature extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

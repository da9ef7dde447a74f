import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Set-VMSwitchExtensionPortFeature',
  summary: 'Changes a feature that an extension has on a port of a virtual switch.',
  defaultSet: 'VMName',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMSwitchExtensionPortFeature'],
  className: 'Microsoft.HyperV.PowerShell.Commands.SetVMSwitchExtensionPortFeature',
  parameters: {
    VMSwitchExtensionFeature: {
      type: 'VMSwitchExtensionPortFeature[]',
      sets: { '(All)': { mandatory: true, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    Passthru: { type: 'switch' },
    VMName: { type: 'string[]' },
    VMNetworkAdapter: { type: 'VMNetworkAdapterBase[]' },
    ManagementOS: { type: 'switch' },
    ExternalPort: { type: 'switch' },
    SwitchName: { type: 'string' },
    VMNetworkAdapterName: { type: 'string' },
    ComputerName: { type: 'string[]' },
    VM: { type: 'VirtualMachine[]' },
    CimSession: { type: 'CimSession[]', validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', validate: ['NotNullOrEmpty'] },
  },
});

/** Changes a feature that an extension has on a port of a virtual switch. */
export default class SetVMSwitchExtensionPortFeature extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Set-VMSecurity',
  summary: 'Changes the security settings of a virtual machine.',
  defaultSet: 'VMName',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VirtualMachine'],
  className: 'Microsoft.HyperV.PowerShell.Commands.SetVMSecurity',
  parameters: {
    CimSession: { type: 'CimSession[]', sets: { VMName: {} } },
    ComputerName: { type: 'string[]', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
    VM: {
      type: 'VirtualMachine[]',
      sets: { VMObject: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    VMName: {
      type: 'string[]',
      sets: { VMName: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    Passthru: { type: 'switch' },
    EncryptStateAndVmMigrationTraffic: { type: 'bool' },
    VirtualizationBasedSecurityOptOut: { type: 'bool' },
  },
});

/** Changes the security settings of a virtual machine. */
export default class SetVMSecurity extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

import { SwitchServiceCmdlet } from '../src/cli/switch-service.ts';
import { type Bound, define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Disable-VMIntegrationService',
  summary: 'Switches integration services of a virtual machine off.',
  defaultSet: 'VMName',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMIntegrationComponent'],
  className: 'Microsoft.HyperV.PowerShell.Commands.DisableVMIntegrationService',
  parameters: {
    VMIntegrationService: {
      type: 'VMIntegrationComponent[]',
      sets: { VMIntegrationService: { mandatory: true, position: 0, pipeline: 'value' } },
    },
    Name: {
      type: 'string[]',
      sets: { VMObject: { mandatory: true, position: 0 }, VMName: { mandatory: true, position: 0 } },
      validate: ['NotNullOrEmpty'],
    },
    CimSession: { type: 'CimSession[]', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
    VM: {
      type: 'VirtualMachine[]',
      sets: { VMObject: { mandatory: true, position: 1, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    VMName: {
      type: 'string[]',
      sets: { VMName: { mandatory: true, position: 1, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    Passthru: { type: 'switch' },
  },
});

type Parameters = Bound<typeof definition.parameters>;

/** Switches integration services of a virtual machine off. */
export default class DisableVMIntegrationService extends SwitchServiceCmdlet<typeof definition.parameters> {
  static override readonly definition = definition;

  override process(bound: Parameters): Promise<void> {
    return this.switchServices(bound, false);
  }
}

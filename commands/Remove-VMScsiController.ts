import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Remove-VMScsiController',
  summary: 'Removes a SCSI controller from a virtual machine.',
  defaultSet: 'VMName',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMScsiController'],
  className: 'Microsoft.HyperV.PowerShell.Commands.RemoveVMScsiController',
  parameters: {
    CimSession: { type: 'CimSession[]', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
    VMScsiController: {
      type: 'VMScsiController[]',
      sets: { Object: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    VMName: { type: 'string[]', sets: { VMName: { mandatory: true, position: 0 } }, validate: ['NotNullOrEmpty'] },
    ControllerNumber: { type: 'int', sets: { VMName: { mandatory: true, position: 1 } } },
    Passthru: { type: 'switch' },
  },
});

/** Removes a SCSI controller from a virtual machine. */
export default class RemoveVMScsiController extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Set-VMDvdDrive',
  summary: 'Changes a DVD drive of a virtual machine.',
  defaultSet: 'VMName',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.DvdDrive'],
  className: 'Microsoft.HyperV.PowerShell.Commands.SetVMDvdDrive',
  parameters: {
    CimSession: { type: 'CimSession[]', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
    VMDvdDrive: { type: 'DvdDrive[]', sets: { Object: { mandatory: true, position: 0, pipeline: 'value' } } },
    VMName: { type: 'string', sets: { VMName: { mandatory: true, position: 0 } }, validate: ['NotNullOrEmpty'] },
    ControllerNumber: { type: 'int', nullable: true, sets: { VMName: { position: 1 } }, validate: ['NotNull'] },
    ControllerLocation: { type: 'int', nullable: true, sets: { VMName: { position: 2 } }, validate: ['NotNull'] },
    ToControllerNumber: { type: 'int', nullable: true, validate: ['NotNull'] },
    ToControllerLocation: { type: 'int', nullable: true, validate: ['NotNull'] },
    Path: { type: 'string', sets: { '(All)': { position: 3 } } },
    ResourcePoolName: { type: 'string', validate: ['NotNullOrEmpty'] },
    AllowUnverifiedPaths: { type: 'switch' },
    Passthru: { type: 'switch' },
  },
});

/** Changes a DVD drive of a virtual machine. */
export default class SetVMDvdDrive extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

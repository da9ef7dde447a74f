import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Remove-VMRemoteFx3dVideoAdapter',
  summary: 'Removes a RemoteFX 3D video adapter from a virtual machine.',
  defaultSet: 'VMName',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMRemoteFx3DVideoAdapter'],
  className: 'Microsoft.HyperV.PowerShell.Commands.RemoveVMRemoteFx3dVideoAdapter',
  parameters: {
    VM: {
      type: 'VirtualMachine[]',
      sets: { VMObject: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    CimSession: { type: 'CimSession[]', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
    VMName: {
      type: 'string[]',
      sets: { VMName: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    VMRemoteFx3dVideoAdapter: {
      type: 'VMRemoteFx3DVideoAdapter[]',
      sets: { RemoteFXAdapter: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    Passthru: { type: 'switch' },
  },
});

/** Removes a RemoteFX 3D video adapter from a virtual machine. */
export default class RemoveVMRemoteFx3dVideoAdapter extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

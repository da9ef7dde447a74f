import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Disable-VMRemoteFXPhysicalVideoAdapter',
  summary: 'Takes physical video adapters away from RemoteFX.',
  defaultSet: 'GPUByName',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMRemoteFXPhysicalVideoAdapter'],
  className: 'Microsoft.HyperV.PowerShell.Commands.DisableVMRemoteFXPhysicalVideoAdapter',
  parameters: {
    CimSession: { type: 'CimSession[]', sets: { GPUByName: {} }, validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', sets: { GPUByName: {} }, validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', sets: { GPUByName: {} }, validate: ['NotNullOrEmpty'] },
    GPU: {
      type: 'VMRemoteFXPhysicalVideoAdapter[]',
      sets: { GPUByObject: { mandatory: true, position: 0, pipeline: 'value' } },
    },
    Name: {
      type: 'string[]',
      sets: { GPUByName: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    Passthru: { type: 'switch' },
  },
});

/** Takes physical video adapters away from RemoteFX. */
export default class DisableVMRemoteFXPhysicalVideoAdapter extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

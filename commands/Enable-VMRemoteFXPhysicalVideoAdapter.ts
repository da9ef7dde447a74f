import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Enable-VMRemoteFXPhysicalVideoAdapter',
  summary: 'Lets RemoteFX use physical video adapters.',
  defaultSet: 'GPUByName',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMRemoteFXPhysicalVideoAdapter'],
  className: 'Microsoft.HyperV.PowerShell.Commands.EnableVMRemoteFXPhysicalVideoAdapter',
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

/** Lets RemoteFX use physical video adapters. */
export default class EnableVMRemoteFXPhysicalVideoAdapter extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

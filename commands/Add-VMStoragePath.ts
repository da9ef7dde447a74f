import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Add-VMStoragePath',
  summary: 'Adds a path to a storage resource pool.',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMStorageResourcePool'],
  className: 'Microsoft.HyperV.PowerShell.Commands.AddVMStoragePath',
  parameters: {
    Path: {
      type: 'string[]',
      sets: { '(All)': { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    ResourcePoolName: {
      type: 'string[]',
      sets: { '(All)': { mandatory: true, position: 1 } },
      validate: ['NotNullOrEmpty'],
    },
    ResourcePoolType: {
      type: 'VMResourcePoolType',
      sets: { '(All)': { mandatory: true, position: 2 } },
      validate: [{ set: ['VHD', 'ISO', 'VFD'] }],
    },
    Passthru: { type: 'switch' },
    CimSession: { type: 'CimSession[]', validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', validate: ['NotNullOrEmpty'] },
  },
});

/** Adds a path to a storage resource pool. */
export default class AddVMStoragePath extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Get-VMStoragePath',
  summary: 'Gets the paths of a storage resource pool.',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMStorageResourcePool'],
  className: 'Microsoft.HyperV.PowerShell.Commands.GetVMStoragePath',
  parameters: {
    Path: { type: 'string[]', sets: { '(All)': { position: 0, pipeline: 'value' } }, validate: ['NotNullOrEmpty'] },
    ResourcePoolName: {
      type: 'string[]',
      sets: { '(All)': { mandatory: true, position: 1 } },
      validate: ['NotNullOrEmpty'],
    },
    ResourcePoolType: { type: 'VMResourcePoolType', sets: { '(All)': { mandatory: true, position: 2 } } },
    CimSession: { type: 'CimSession[]', validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', validate: ['NotNullOrEmpty'] },
  },
});

/** Gets the paths of a storage resource pool. */
export default class GetVMStoragePath extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

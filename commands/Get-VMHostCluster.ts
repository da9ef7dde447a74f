import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Get-VMHostCluster',
  summary: 'Gets a cluster of Hyper-V hosts and its settings.',
  defaultSet: 'ClusterName',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMHostCluster'],
  className: 'Microsoft.HyperV.PowerShell.Commands.GetVMHostCluster',
  parameters: {
    CimSession: {
      type: 'CimSession[]',
      sets: { CimSession: { mandatory: true, position: 0, pipeline: 'property' } },
      validate: ['NotNullOrEmpty'],
    },
    ClusterName: {
      type: 'string[]',
      sets: { ClusterName: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    Credential: {
      type: 'pscredential[]',
      sets: { ClusterName: { position: 1, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
  },
});

/** Gets a cluster of Hyper-V hosts and its settings. */
export default class GetVMHostCluster extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

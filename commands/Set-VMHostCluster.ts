import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Set-VMHostCluster',
  summary: 'Changes settings of a cluster of Hyper-V hosts.',
  defaultSet: 'ClusterName',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMHostCluster'],
  className: 'Microsoft.HyperV.PowerShell.Commands.SetVMHostCluster',
  parameters: {
    CimSession: {
      type: 'CimSession[]',
      sets: { CimSession: { mandatory: true, position: 0, pipeline: 'value' } },
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
    InputObject: {
      type: 'VMHostCluster[]',
      sets: { InputObject: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    SharedStoragePath: { type: 'string', validate: ['NotNullOrEmpty'] },
    Passthru: { type: 'switch' },
  },
});

/** Changes settings of a cluster of Hyper-V hosts. */
export default class SetVMHostCluster extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

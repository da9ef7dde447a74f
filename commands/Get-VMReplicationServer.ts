import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Get-VMReplicationServer',
  summary: 'Gets the replication settings of a host.',
  defaultSet: 'ComputerName',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMReplicationServer'],
  className: 'Microsoft.HyperV.PowerShell.Commands.GetVMReplicationServer',
  parameters: {
    CimSession: {
      type: 'CimSession[]',
      sets: { CimSession: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    ComputerName: {
      type: 'string[]',
      sets: { ComputerName: { position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    Credential: { type: 'pscredential[]', sets: { ComputerName: { position: 1 } }, validate: ['NotNullOrEmpty'] },
  },
});

/** Gets the replication settings of a host. */
export default class GetVMReplicationServer extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Get-VMHostNumaNodeStatus',
  summary: 'Gets how virtual machines use the NUMA nodes of a host.',
  defaultSet: 'ComputerName',
  outputTypes: ['Microsoft.HyperV.PowerShell.Commands.GetVMHostNumaNodeStatus'],
  className: 'Microsoft.HyperV.PowerShell.Commands.GetVMHostNumaNodeStatus',
  parameters: {
    CimSession: {
      type: 'CimSession[]',
      sets: { CimSession: { mandatory: true, position: 0, pipeline: 'property' } },
      validate: ['NotNullOrEmpty'],
    },
    ComputerName: { type: 'string[]', sets: { ComputerName: { position: 0 } }, validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', sets: { ComputerName: { position: 1 } }, validate: ['NotNullOrEmpty'] },
    Id: { type: 'int', nullable: true, validate: ['NotNull'] },
  },
});

/** Gets how virtual machines use the NUMA nodes of a host. */
export default class GetVMHostNumaNodeStatus extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

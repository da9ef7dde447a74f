import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Measure-VMResourcePool',
  summary: 'Reports the use of resources of a resource pool.',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMMeteringReportForResourcePool'],
  className: 'Microsoft.HyperV.PowerShell.Commands.MeasureVMResourcePool',
  parameters: {
    CimSession: { type: 'CimSession[]', sets: { '(All)': { pipeline: 'property' } }, validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', validate: ['NotNullOrEmpty'] },
    Name: {
      type: 'string[]',
      sets: { '(All)': { mandatory: true, position: 0, pipeline: 'property' } },
      validate: ['NotNullOrEmpty'],
    },
    ResourcePoolType: {
      type: 'VMResourcePoolType[]',
      sets: { '(All)': { position: 1, pipeline: 'property' } },
      validate: [{ set: ['Ethernet', 'Memory', 'Processor', 'VHD'] }],
    },
  },
});

/** Reports the use of resources of a resource pool. */
export default class MeasureVMResourcePool extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

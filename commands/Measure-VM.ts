import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Measure-VM',
  summary: 'Reports the use of resources of a virtual machine.',
  defaultSet: 'Name',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMMeteringReportForVirtualMachine'],
  className: 'Microsoft.HyperV.PowerShell.Commands.MeasureVM',
  parameters: {
    CimSession: { type: 'CimSession[]', sets: { Name: {} }, validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', sets: { Name: {} }, validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', sets: { Name: {} }, validate: ['NotNullOrEmpty'] },
    Name: {
      type: 'string[]',
      sets: { Name: { mandatory: true, position: 0, pipeline: 'value' } },
      aliases: ['VMName'],
      validate: ['NotNullOrEmpty'],
    },
    VM: {
      type: 'VirtualMachine[]',
      sets: { VMObject: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
  },
});

/** Reports the use of resources of a virtual machine. */
export default class MeasureVM extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

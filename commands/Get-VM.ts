import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Get-VM',
  summary: 'Gets the virtual machines of one or more hosts.',
  defaultSet: 'Name',
  outputTypes: ['Microsoft.HyperV.PowerShell.VirtualMachine'],
  className: 'Microsoft.HyperV.PowerShell.Commands.GetVM',
  parameters: {
    Name: {
      type: 'string[]',
      sets: { Name: { position: 0, pipeline: 'value' } },
      aliases: ['VMName'],
      validate: ['NotNullOrEmpty'],
    },
    CimSession: { type: 'CimSession[]', sets: { Name: {}, Id: {} }, validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', sets: { Name: {}, Id: {} }, validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', sets: { Name: {}, Id: {} }, validate: ['NotNullOrEmpty'] },
    Id: {
      type: 'guid',
      nullable: true,
      sets: { Id: { position: 0, pipeline: 'value+property' } },
      validate: ['NotNull'],
    },
    ClusterObject: {
      type: 'psobject',
      sets: { ClusterObject: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty', { typeName: 'Microsoft.FailoverClusters.PowerShell.ClusterObject' }],
    },
  },
});

/** Gets the virtual machines of one or more hosts. */
export default class GetVM extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

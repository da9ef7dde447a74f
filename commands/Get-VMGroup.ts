import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Get-VMGroup',
  summary: 'Gets groups of virtual machines.',
  defaultSet: 'Name',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMGroup'],
  className: 'Microsoft.HyperV.PowerShell.Commands.GetVMGroup',
  parameters: {
    CimSession: { type: 'CimSession[]', sets: { Name: {}, Id: {} }, validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', sets: { Name: {}, Id: {} }, validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', sets: { Name: {}, Id: {} }, validate: ['NotNullOrEmpty'] },
    Name: { type: 'string[]', sets: { Name: { position: 0 } }, validate: ['NotNullOrEmpty'] },
    Id: { type: 'guid', sets: { Id: { position: 0 } }, validate: ['NotNullOrEmpty'] },
  },
});

/** Gets groups of virtual machines. */
export default class GetVMGroup extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

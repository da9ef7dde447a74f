import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'New-VMGroup',
  summary: 'Creates a group of virtual machines.',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMGroup'],
  className: 'Microsoft.HyperV.PowerShell.Commands.NewVMGroup',
  parameters: {
    Name: { type: 'string', sets: { '(All)': { mandatory: true, position: 0 } }, validate: ['NotNullOrEmpty'] },
    GroupType: { type: 'GroupType', sets: { '(All)': { mandatory: true, position: 1 } }, validate: ['NotNullOrEmpty'] },
    Id: { type: 'guid', sets: { '(All)': { position: 2 } }, validate: ['NotNullOrEmpty'] },
    CimSession: { type: 'CimSession[]', validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', validate: ['NotNullOrEmpty'] },
  },
});

/** Creates a group of virtual machines. */
export default class NewVMGroup extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Remove-VMGroup',
  summary: 'Removes a group of virtual machines.',
  defaultSet: 'Name',
  className: 'Microsoft.HyperV.PowerShell.Commands.RemoveVMGroup',
  parameters: {
    CimSession: { type: 'CimSession[]', sets: { Name: {}, Id: {} }, validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', sets: { Name: {}, Id: {} }, validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', sets: { Name: {}, Id: {} }, validate: ['NotNullOrEmpty'] },
    Name: { type: 'string', sets: { Name: { mandatory: true, position: 0 } }, validate: ['NotNullOrEmpty'] },
    Id: { type: 'guid', sets: { Id: { mandatory: true, position: 0 } }, validate: ['NotNullOrEmpty'] },
    VMGroup: {
      type: 'VMGroup',
      sets: { InputObject: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    Force: { type: 'switch' },
  },
});

/** Removes a group of virtual machines. */
export default class RemoveVMGroup extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Rename-VMGroup',
  summary: 'Renames a group of virtual machines.',
  defaultSet: 'Name',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMGroup'],
  className: 'Microsoft.HyperV.PowerShell.Commands.RenameVMGroup',
  parameters: {
    CimSession: { type: 'CimSession[]', sets: { Name: {}, Id: {} }, validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', sets: { Name: {}, Id: {} }, validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', sets: { Name: {}, Id: {} }, validate: ['NotNullOrEmpty'] },
    Name: { type: 'string[]', sets: { Name: { mandatory: true, position: 0 } }, validate: ['NotNullOrEmpty'] },
    Id: { type: 'guid', sets: { Id: { mandatory: true, position: 0 } }, validate: ['NotNullOrEmpty'] },
    VMGroup: {
      type: 'VMGroup[]',
      sets: { InputObject: { mandatory: true, position: 0 } },
      validate: ['NotNullOrEmpty'],
    },
    NewName: {
      type: 'string',
      sets: {
        Name: { mandatory: true, position: 1 },
        Id: { mandatory: true, position: 1 },
        InputObject: { mandatory: true, position: 1 },
      },
      validate: ['NotNullOrEmpty'],
    },
    Passthru: { type: 'switch' },
  },
});

/** Renames a group of virtual machines. */
export default class RenameVMGroup extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

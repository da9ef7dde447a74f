import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Rename-VMSan',
  summary: 'Renames a virtual storage area network.',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMSan'],
  className: 'Microsoft.HyperV.PowerShell.Commands.RenameVMSan',
  parameters: {
    CimSession: { type: 'CimSession[]', sets: { '(All)': { pipeline: 'property' } }, validate: ['NotNullOrEmpty'] },
    Name: {
      type: 'string',
      sets: { '(All)': { mandatory: true, position: 0, pipeline: 'property' } },
      aliases: ['SanName'],
      validate: ['NotNullOrEmpty'],
    },
    NewName: { type: 'string', sets: { '(All)': { mandatory: true, position: 1 } }, validate: ['NotNullOrEmpty'] },
    Passthru: { type: 'switch' },
    ComputerName: { type: 'string[]', validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', validate: ['NotNullOrEmpty'] },
  },
});

/** Renames a virtual storage area network. */
export default class RenameVMSan extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

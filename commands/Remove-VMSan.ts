import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Remove-VMSan',
  summary: 'Removes a virtual storage area network.',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMSan'],
  className: 'Microsoft.HyperV.PowerShell.Commands.RemoveVMSan',
  parameters: {
    CimSession: { type: 'CimSession[]', sets: { '(All)': { pipeline: 'property' } }, validate: ['NotNullOrEmpty'] },
    Name: {
      type: 'string[]',
      sets: { '(All)': { mandatory: true, position: 0, pipeline: 'property' } },
      aliases: ['SanName'],
      validate: ['NotNullOrEmpty'],
    },
    Passthru: { type: 'switch' },
    ComputerName: { type: 'string[]', validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', validate: ['NotNullOrEmpty'] },
  },
});

/** Removes a virtual storage area network. */
export default class RemoveVMSan extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

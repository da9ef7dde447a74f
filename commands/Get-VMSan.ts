import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Get-VMSan',
  summary: 'Gets the virtual storage area networks of a host.',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMSan'],
  className: 'Microsoft.HyperV.PowerShell.Commands.GetVMSan',
  parameters: {
    Name: {
      type: 'string[]',
      sets: { '(All)': { position: 0, pipeline: 'property' } },
      aliases: ['SanName'],
      validate: ['NotNullOrEmpty'],
    },
    CimSession: { type: 'CimSession[]', validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', validate: ['NotNullOrEmpty'] },
  },
});

/** Gets the virtual storage area networks of a host. */
export default class GetVMSan extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

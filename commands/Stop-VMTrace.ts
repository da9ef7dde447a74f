import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Stop-VMTrace',
  summary: 'Ends the trace.',
  className: 'Microsoft.HyperV.PowerShell.Commands.StopVMTrace',
  parameters: {},
});

/** Ends the trace. */
export default class StopVMTrace extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

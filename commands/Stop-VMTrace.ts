import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Stop-VMTrace',
  summary: 'Stops a trace.',
  className: 'Microsoft.HyperV.PowerShell.Commands.StopVMTrace',
  parameters: {},
});

/** Stops a trace. */
export default class StopVMTrace extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Start-VMTrace',
  summary: 'Starts a trace.',
  className: 'Microsoft.HyperV.PowerShell.Commands.StartVMTrace',
  parameters: {
    Level: {
      type: 'TraceLevel',
      sets: { '(All)': { mandatory: true, position: 0 } },
      validate: [{ set: ['Error', 'Warning', 'Info', 'Verbose'] }],
    },
    TraceVerboseObjects: { type: 'switch' },
    Path: { type: 'string' },
  },
});

/** Starts a trace. */
export default class StartVMTrace extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

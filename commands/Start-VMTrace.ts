import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Start-VMTrace',
  summary: "Begins to write a trace of the module's work to a file.",
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

/** Begins to write a trace of the module's work to a file. */
export default class StartVMTrace extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

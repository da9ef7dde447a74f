import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Repair-VM',
  summary: 'Removes what keeps a virtual machine from being imported.',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMCompatibilityReport'],
  className: 'Microsoft.HyperV.PowerShell.Commands.RepairVM',
  parameters: {
    CompatibilityReport: {
      type: 'VMCompatibilityReport',
      sets: { '(All)': { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNull'],
    },
    SnapshotFilePath: { type: 'string', aliases: ['CheckpointFileLocation', 'SnapshotFileLocation'] },
    Path: { type: 'string' },
    Passthru: { type: 'switch' },
  },
});

/** Removes what keeps a virtual machine from being imported. */
export default class RepairVM extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

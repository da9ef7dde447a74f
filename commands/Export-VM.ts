import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Export-VM',
  summary: 'Writes a virtual machine with its disks and checkpoints to a folder.',
  defaultSet: 'Name',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VirtualMachine'],
  className: 'Microsoft.HyperV.PowerShell.Commands.ExportVM',
  parameters: {
    CimSession: { type: 'CimSession[]', sets: { Name: {} }, validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', sets: { Name: {} }, validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', sets: { Name: {} }, validate: ['NotNullOrEmpty'] },
    VM: {
      type: 'VirtualMachine[]',
      sets: { VMObject: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    Name: {
      type: 'string[]',
      sets: { Name: { mandatory: true, position: 0, pipeline: 'value' } },
      aliases: ['VMName'],
      validate: ['NotNullOrEmpty'],
    },
    Path: { type: 'string', sets: { '(All)': { mandatory: true, position: 1 } } },
    AsJob: { type: 'switch' },
    Passthru: { type: 'switch' },
    CaptureLiveState: { type: 'CaptureLiveState', nullable: true, validate: ['NotNull'] },
  },
});

/** Writes a virtual machine with its disks and checkpoints to a folder. */
export default class ExportVM extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

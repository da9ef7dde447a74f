import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Import-VMInitialReplication',
  summary: 'Reads the first copy of a replicated virtual machine from files.',
  defaultSet: 'VMName',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMReplication'],
  className: 'Microsoft.HyperV.PowerShell.Commands.ImportVMInitialReplication',
  parameters: {
    CimSession: { type: 'CimSession[]', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
    VMName: {
      type: 'string[]',
      sets: { VMName: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    VM: {
      type: 'VirtualMachine[]',
      sets: { VMObject: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    VMReplication: {
      type: 'VMReplication[]',
      sets: { VMReplication: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNull'],
    },
    Path: {
      type: 'string',
      sets: { '(All)': { mandatory: true, position: 1 } },
      aliases: ['IRLoc'],
      validate: ['NotNullOrEmpty'],
    },
    AsJob: { type: 'switch' },
    Passthru: { type: 'switch' },
  },
});

/** Reads the first copy of a replicated virtual machine from files. */
export default class ImportVMInitialReplication extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

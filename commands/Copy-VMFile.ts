import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Copy-VMFile',
  summary: 'Copies a file into a virtual machine.',
  defaultSet: 'Name',
  confirmImpact: 'Medium',
  className: 'Microsoft.HyperV.PowerShell.Commands.CopyVMFile',
  parameters: {
    CimSession: { type: 'CimSession[]', sets: { Name: {} }, validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', sets: { Name: {} }, validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', sets: { Name: {} }, validate: ['NotNullOrEmpty'] },
    Name: {
      type: 'string[]',
      sets: { Name: { mandatory: true, position: 0 } },
      aliases: ['VMName'],
      validate: ['NotNullOrEmpty'],
    },
    VM: {
      type: 'VirtualMachine[]',
      sets: { VMObject: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    SourcePath: {
      type: 'string',
      sets: { '(All)': { mandatory: true, position: 1, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    DestinationPath: {
      type: 'string',
      sets: { '(All)': { mandatory: true, position: 2 } },
      validate: ['NotNullOrEmpty'],
    },
    FileSource: { type: 'CopyFileSourceType', sets: { '(All)': { mandatory: true } }, validate: ['NotNullOrEmpty'] },
    CreateFullPath: { type: 'switch' },
    Force: { type: 'switch' },
    AsJob: { type: 'switch' },
  },
});

/** Copies a file into a virtual machine. */
export default class CopyVMFile extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

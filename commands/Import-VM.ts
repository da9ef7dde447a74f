import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Import-VM',
  summary: 'Makes a virtual machine from the files of another.',
  defaultSet: 'Register',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VirtualMachine'],
  className: 'Microsoft.HyperV.PowerShell.Commands.ImportVM',
  parameters: {
    CimSession: { type: 'CimSession[]', sets: { Register: {}, Copy: {} }, validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', sets: { Register: {}, Copy: {} }, validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', sets: { Register: {}, Copy: {} }, validate: ['NotNullOrEmpty'] },
    CompatibilityReport: {
      type: 'VMCompatibilityReport',
      sets: { CompatibilityReport: { mandatory: true, position: 0, pipeline: 'value' } },
    },
    Path: {
      type: 'string',
      sets: {
        Register: { mandatory: true, position: 0, pipeline: 'value' },
        Copy: { mandatory: true, position: 0, pipeline: 'value' },
      },
      validate: ['NotNullOrEmpty'],
    },
    VhdDestinationPath: { type: 'string', sets: { Copy: { position: 1 } } },
    Register: { type: 'switch', sets: { Register: {} } },
    Copy: { type: 'switch', sets: { Copy: { mandatory: true } } },
    VirtualMachinePath: { type: 'string', sets: { Copy: {} } },
    SnapshotFilePath: {
      type: 'string',
      sets: { Copy: {} },
      aliases: ['CheckpointFileLocation', 'SnapshotFileLocation'],
    },
    SmartPagingFilePath: { type: 'string', sets: { Copy: {} } },
    VhdSourcePath: { type: 'string', sets: { Copy: {} } },
    GenerateNewId: { type: 'switch', sets: { Copy: {} } },
    AsJob: { type: 'switch' },
  },
});

/** Makes a virtual machine from the files of another. */
export default class ImportVM extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

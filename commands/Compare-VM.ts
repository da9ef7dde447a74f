import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Compare-VM',
  summary: 'Compares a virtual machine with a host for compatibility.',
  defaultSet: 'NameSingleDestination',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMCompatibilityReport'],
  className: 'Microsoft.HyperV.PowerShell.Commands.CompareVM',
  parameters: {
    CimSession: {
      type: 'CimSession[]',
      sets: {
        NameMultipleDestinationsAndCimSession: {},
        NameSingleDestinationAndCimSession: {},
        Register: {},
        Copy: {},
      },
      validate: ['NotNullOrEmpty'],
    },
    ComputerName: {
      type: 'string[]',
      sets: { Copy: {}, NameSingleDestination: {}, NameMultipleDestinations: {}, Register: {} },
      validate: ['NotNullOrEmpty'],
    },
    Credential: {
      type: 'pscredential[]',
      sets: { NameSingleDestination: {}, NameMultipleDestinations: {}, Register: {}, Copy: {} },
      validate: ['NotNullOrEmpty'],
    },
    VirtualMachinePath: {
      type: 'string',
      sets: {
        Copy: {},
        NameMultipleDestinations: {},
        NameMultipleDestinationsAndCimSession: { mandatory: true },
        VMMultipleDestinations: {},
        VMMultipleDestinationsAndCimSession: { mandatory: true },
      },
      validate: ['NotNullOrEmpty'],
    },
    SnapshotFilePath: {
      type: 'string',
      sets: {
        VMMultipleDestinations: {},
        NameMultipleDestinations: {},
        NameMultipleDestinationsAndCimSession: {},
        VMMultipleDestinationsAndCimSession: {},
        Copy: {},
      },
      aliases: ['CheckpointFileLocation', 'SnapshotFileLocation'],
      validate: ['NotNullOrEmpty'],
    },
    SmartPagingFilePath: {
      type: 'string',
      sets: {
        NameMultipleDestinationsAndCimSession: {},
        NameMultipleDestinations: {},
        VMMultipleDestinations: {},
        VMMultipleDestinationsAndCimSession: {},
        Copy: {},
      },
      validate: ['NotNullOrEmpty'],
    },
    CompatibilityReport: {
      type: 'VMCompatibilityReport',
      sets: { CompatibilityReport: { mandatory: true, position: 0, pipeline: 'value' } },
    },
    AsJob: { type: 'switch' },
    Name: {
      type: 'string',
      sets: {
        NameMultipleDestinations: { mandatory: true, position: 0, pipeline: 'value' },
        NameSingleDestination: { mandatory: true, position: 0, pipeline: 'value' },
        NameSingleDestinationAndCimSession: { mandatory: true, position: 0, pipeline: 'value' },
        NameMultipleDestinationsAndCimSession: { mandatory: true, position: 0, pipeline: 'value' },
      },
      validate: ['NotNullOrEmpty'],
    },
    VM: {
      type: 'VirtualMachine',
      sets: {
        VMSingleDestination: { mandatory: true, position: 0, pipeline: 'value' },
        VMSingleDestinationAndCimSession: { mandatory: true, position: 0, pipeline: 'value' },
        VMMultipleDestinations: { mandatory: true, position: 0, pipeline: 'value' },
        VMMultipleDestinationsAndCimSession: { mandatory: true, position: 0, pipeline: 'value' },
      },
      validate: ['NotNullOrEmpty'],
    },
    DestinationCimSession: {
      type: 'CimSession',
      sets: {
        NameMultipleDestinationsAndCimSession: { mandatory: true, position: 1 },
        NameSingleDestinationAndCimSession: { mandatory: true, position: 1 },
        VMSingleDestinationAndCimSession: { mandatory: true, position: 1 },
        VMMultipleDestinationsAndCimSession: { mandatory: true, position: 1 },
      },
      validate: ['NotNullOrEmpty'],
    },
    DestinationHost: {
      type: 'string',
      sets: {
        NameSingleDestination: { mandatory: true, position: 1 },
        NameMultipleDestinations: { mandatory: true, position: 1 },
        VMSingleDestination: { mandatory: true, position: 1 },
        VMMultipleDestinations: { mandatory: true, position: 1 },
      },
      validate: ['NotNullOrEmpty'],
    },
    DestinationCredential: {
      type: 'pscredential',
      sets: {
        NameSingleDestination: {},
        NameMultipleDestinations: {},
        VMSingleDestination: {},
        VMMultipleDestinations: {},
      },
      validate: ['NotNullOrEmpty', 'Credential'],
    },
    IncludeStorage: {
      type: 'switch',
      sets: {
        NameSingleDestination: {},
        NameSingleDestinationAndCimSession: {},
        VMSingleDestination: {},
        VMSingleDestinationAndCimSession: {},
      },
    },
    DestinationStoragePath: {
      type: 'string',
      sets: {
        NameSingleDestination: {},
        NameSingleDestinationAndCimSession: {},
        VMSingleDestination: {},
        VMSingleDestinationAndCimSession: {},
      },
      validate: ['NotNullOrEmpty'],
    },
    Vhds: {
      type: 'hashtable[]',
      sets: {
        VMMultipleDestinationsAndCimSession: {},
        NameMultipleDestinations: {},
        NameMultipleDestinationsAndCimSession: {},
        VMMultipleDestinations: {},
      },
      validate: ['NotNullOrEmpty'],
    },
    ResourcePoolName: {
      type: 'string',
      sets: {
        NameSingleDestination: {},
        NameSingleDestinationAndCimSession: {},
        NameMultipleDestinations: {},
        NameMultipleDestinationsAndCimSession: {},
        VMSingleDestination: {},
        VMSingleDestinationAndCimSession: {},
        VMMultipleDestinations: {},
        VMMultipleDestinationsAndCimSession: {},
      },
      validate: ['NotNullOrEmpty'],
    },
    RetainVhdCopiesOnSource: {
      type: 'switch',
      sets: {
        NameSingleDestination: {},
        NameSingleDestinationAndCimSession: {},
        NameMultipleDestinations: {},
        NameMultipleDestinationsAndCimSession: {},
        VMSingleDestination: {},
        VMSingleDestinationAndCimSession: {},
        VMMultipleDestinations: {},
        VMMultipleDestinationsAndCimSession: {},
      },
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
    VhdSourcePath: { type: 'string', sets: { Copy: {} } },
    GenerateNewId: { type: 'switch', sets: { Copy: {} } },
  },
});

/** Compares a virtual machine with a host for compatibility. */
export default class CompareVM extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

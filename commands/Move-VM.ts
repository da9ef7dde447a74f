import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Move-VM',
  summary: 'Moves a virtual machine to another host.',
  defaultSet: 'NameSingleDestination',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VirtualMachine'],
  className: 'Microsoft.HyperV.PowerShell.Commands.MoveVM',
  parameters: {
    CimSession: {
      type: 'CimSession[]',
      sets: { NameSingleDestinationAndCimSession: {}, NameMultipleDestinationsAndCimSession: {} },
      validate: ['NotNullOrEmpty'],
    },
    ComputerName: {
      type: 'string[]',
      sets: { NameSingleDestination: {}, NameMultipleDestinations: {} },
      validate: ['NotNullOrEmpty'],
    },
    Credential: {
      type: 'pscredential[]',
      sets: { NameMultipleDestinations: {}, NameSingleDestination: {} },
      validate: ['NotNullOrEmpty'],
    },
    CompatibilityReport: {
      type: 'VMCompatibilityReport',
      sets: { CompatibilityReport: { mandatory: true, position: 0, pipeline: 'value' } },
    },
    Name: {
      type: 'string',
      sets: {
        NameSingleDestination: { mandatory: true, position: 0, pipeline: 'value' },
        NameSingleDestinationAndCimSession: { mandatory: true, position: 0, pipeline: 'value' },
        NameMultipleDestinations: { mandatory: true, position: 0, pipeline: 'value' },
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
        NameSingleDestinationAndCimSession: { mandatory: true, position: 1 },
        NameMultipleDestinationsAndCimSession: { mandatory: true, position: 1 },
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
        VMSingleDestination: {},
        NameSingleDestination: {},
        NameMultipleDestinations: {},
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
        VMSingleDestinationAndCimSession: {},
        NameSingleDestination: {},
        NameSingleDestinationAndCimSession: {},
        VMSingleDestination: {},
      },
      validate: ['NotNullOrEmpty'],
    },
    VirtualMachinePath: {
      type: 'string',
      sets: {
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
        NameMultipleDestinations: {},
        NameMultipleDestinationsAndCimSession: {},
        VMMultipleDestinations: {},
        VMMultipleDestinationsAndCimSession: {},
      },
      aliases: ['CheckpointFileLocation', 'SnapshotFileLocation'],
      validate: ['NotNullOrEmpty'],
    },
    SmartPagingFilePath: {
      type: 'string',
      sets: {
        NameMultipleDestinations: {},
        NameMultipleDestinationsAndCimSession: {},
        VMMultipleDestinations: {},
        VMMultipleDestinationsAndCimSession: {},
      },
      validate: ['NotNullOrEmpty'],
    },
    Vhds: {
      type: 'hashtable[]',
      sets: {
        NameMultipleDestinations: {},
        NameMultipleDestinationsAndCimSession: {},
        VMMultipleDestinations: {},
        VMMultipleDestinationsAndCimSession: {},
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
        NameMultipleDestinationsAndCimSession: {},
        NameSingleDestination: {},
        NameSingleDestinationAndCimSession: {},
        NameMultipleDestinations: {},
        VMSingleDestination: {},
        VMSingleDestinationAndCimSession: {},
        VMMultipleDestinations: {},
        VMMultipleDestinationsAndCimSession: {},
      },
    },
    RemoveSourceUnmanagedVhds: {
      type: 'switch',
      sets: {
        NameSingleDestinationAndCimSession: {},
        NameSingleDestination: {},
        NameMultipleDestinations: {},
        NameMultipleDestinationsAndCimSession: {},
        VMSingleDestination: {},
        VMSingleDestinationAndCimSession: {},
        VMMultipleDestinations: {},
        VMMultipleDestinationsAndCimSession: {},
      },
    },
    AsJob: { type: 'switch' },
    Passthru: { type: 'switch' },
  },
});

/** Moves a virtual machine to another host. */
export default class MoveVM extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

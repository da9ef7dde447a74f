import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Move-VMStorage',
  summary: 'Moves the files of a virtual machine to other folders.',
  defaultSet: 'NameSingleDestination',
  confirmImpact: 'Medium',
  className: 'Microsoft.HyperV.PowerShell.Commands.MoveVMStorage',
  parameters: {
    CimSession: {
      type: 'CimSession[]',
      sets: { NameSingleDestination: {}, NameMultipleDestinations: {} },
      validate: ['NotNullOrEmpty'],
    },
    ComputerName: {
      type: 'string[]',
      sets: { NameSingleDestination: {}, NameMultipleDestinations: {} },
      validate: ['NotNullOrEmpty'],
    },
    Credential: {
      type: 'pscredential[]',
      sets: { NameSingleDestination: {}, NameMultipleDestinations: {} },
      validate: ['NotNullOrEmpty'],
    },
    Name: {
      type: 'string',
      sets: {
        NameSingleDestination: { mandatory: true, position: 0, pipeline: 'value' },
        NameMultipleDestinations: { mandatory: true, position: 0, pipeline: 'value' },
      },
      aliases: ['VMName'],
      validate: ['NotNullOrEmpty'],
    },
    VM: {
      type: 'VirtualMachine',
      sets: {
        VMSingleDestination: { mandatory: true, position: 0, pipeline: 'value' },
        VMMultipleDestinations: { mandatory: true, position: 0, pipeline: 'value' },
      },
      validate: ['NotNullOrEmpty'],
    },
    DestinationStoragePath: {
      type: 'string',
      sets: {
        VMSingleDestination: { mandatory: true, position: 1 },
        NameSingleDestination: { mandatory: true, position: 1 },
      },
      validate: ['NotNullOrEmpty'],
    },
    VirtualMachinePath: {
      type: 'string',
      sets: { NameMultipleDestinations: {}, VMMultipleDestinations: {} },
      validate: ['NotNullOrEmpty'],
    },
    SnapshotFilePath: {
      type: 'string',
      sets: { NameMultipleDestinations: {}, VMMultipleDestinations: {} },
      aliases: ['CheckpointFileLocation', 'SnapshotFileLocation'],
      validate: ['NotNullOrEmpty'],
    },
    SmartPagingFilePath: {
      type: 'string',
      sets: { NameMultipleDestinations: {}, VMMultipleDestinations: {} },
      validate: ['NotNullOrEmpty'],
    },
    Vhds: {
      type: 'hashtable[]',
      sets: { NameMultipleDestinations: {}, VMMultipleDestinations: {} },
      validate: ['NotNullOrEmpty'],
    },
    ResourcePoolName: { type: 'string', validate: ['NotNullOrEmpty'] },
    RetainVhdCopiesOnSource: { type: 'switch' },
    RemoveSourceUnmanagedVhds: { type: 'switch' },
    AllowUnverifiedPaths: { type: 'switch' },
    AsJob: { type: 'switch' },
  },
});

/** Moves the files of a virtual machine to other folders. */
export default class MoveVMStorage extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Add-VMGroupMember',
  summary: 'Adds members to a group of virtual machines.',
  defaultSet: 'VM Using Name',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMGroup'],
  className: 'Microsoft.HyperV.PowerShell.Commands.AddVMGroupMember',
  parameters: {
    CimSession: {
      type: 'CimSession[]',
      sets: { 'VMGroup Using ID': {}, 'VM Using Name': {}, 'VMGroup Using Name': {}, 'VM Using ID': {} },
      validate: ['NotNullOrEmpty'],
    },
    ComputerName: {
      type: 'string[]',
      sets: { 'VM Using Name': {}, 'VMGroup Using Name': {}, 'VM Using ID': {}, 'VMGroup Using ID': {} },
      validate: ['NotNullOrEmpty'],
    },
    Credential: {
      type: 'pscredential[]',
      sets: { 'VM Using ID': {}, 'VM Using Name': {}, 'VMGroup Using Name': {}, 'VMGroup Using ID': {} },
      validate: ['NotNullOrEmpty'],
    },
    Name: {
      type: 'string',
      sets: {
        'VMGroup Using Name': { mandatory: true, position: 0 },
        'VM Using Name': { mandatory: true, position: 0 },
      },
      validate: ['NotNullOrEmpty'],
    },
    Id: {
      type: 'guid',
      sets: { 'VMGroup Using ID': { mandatory: true, position: 0 }, 'VM Using ID': { mandatory: true, position: 0 } },
      validate: ['NotNullOrEmpty'],
    },
    VMGroup: {
      type: 'VMGroup',
      sets: {
        'VMGroup Using InputObject': { mandatory: true, position: 0 },
        'VM Using InputObject': { mandatory: true, position: 0 },
      },
      validate: ['NotNullOrEmpty'],
    },
    VM: {
      type: 'VirtualMachine[]',
      sets: {
        'VM Using InputObject': { mandatory: true, position: 1 },
        'VM Using Name': { mandatory: true, position: 1 },
        'VM Using ID': { mandatory: true, position: 1 },
      },
      validate: ['NotNullOrEmpty'],
    },
    VMGroupMember: {
      type: 'VMGroup[]',
      sets: {
        'VMGroup Using ID': { mandatory: true, position: 1 },
        'VMGroup Using Name': { mandatory: true, position: 1 },
        'VMGroup Using InputObject': { mandatory: true, position: 1 },
      },
      validate: ['NotNullOrEmpty'],
    },
    Passthru: { type: 'switch' },
  },
});

/** Adds members to a group of virtual machines. */
export default class AddVMGroupMember extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Remove-VMGroupMember',
  summary: 'Removes members from a group of virtual machines.',
  defaultSet: 'VM Using Name',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMGroup'],
  className: 'Microsoft.HyperV.PowerShell.Commands.RemoveVMGroupMember',
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
      sets: { 'VM Using Name': {}, 'VMGroup Using Name': {}, 'VM Using ID': {}, 'VMGroup Using ID': {} },
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
      sets: { 'VM Using ID': { mandatory: true, position: 0 }, 'VMGroup Using ID': { mandatory: true, position: 0 } },
      validate: ['NotNullOrEmpty'],
    },
    VMGroup: {
      type: 'VMGroup',
      sets: {
        'VM Using InputObject': { mandatory: true, position: 0 },
        'VMGroup Using InputObject': { mandatory: true, position: 0 },
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
        'VMGroup Using Name': { mandatory: true, position: 1 },
        'VMGroup Using ID': { mandatory: true, position: 1 },
        'VMGroup Using InputObject': { mandatory: true, position: 1 },
      },
      validate: ['NotNullOrEmpty'],
    },
    Passthru: { type: 'switch' },
  },
});

/** Removes members from a group of virtual machines. */
export default class RemoveVMGroupMember extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Add-VMFibreChannelHba',
  summary: 'Adds a virtual Fibre Channel adapter to a virtual machine.',
  defaultSet: 'VMName and GenerateWwn',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMFibreChannelHba'],
  className: 'Microsoft.HyperV.PowerShell.Commands.AddVMFibreChannelHba',
  parameters: {
    CimSession: {
      type: 'CimSession[]',
      sets: { 'VMName and GenerateWwn': {}, 'VMName and manual WWN': {} },
      validate: ['NotNullOrEmpty'],
    },
    ComputerName: {
      type: 'string[]',
      sets: { 'VMName and manual WWN': {}, 'VMName and GenerateWwn': {} },
      validate: ['NotNullOrEmpty'],
    },
    Credential: {
      type: 'pscredential[]',
      sets: { 'VMName and manual WWN': {}, 'VMName and GenerateWwn': {} },
      validate: ['NotNullOrEmpty'],
    },
    VM: {
      type: 'VirtualMachine[]',
      sets: {
        'VM object and GenerateWwn': { mandatory: true, position: 0, pipeline: 'value' },
        'VM Object and manual WWN': { mandatory: true, position: 0, pipeline: 'value' },
      },
      validate: ['NotNullOrEmpty'],
    },
    VMName: {
      type: 'string',
      sets: {
        'VMName and GenerateWwn': { mandatory: true, position: 0, pipeline: 'value' },
        'VMName and manual WWN': { mandatory: true, position: 0, pipeline: 'value' },
      },
      validate: ['NotNullOrEmpty'],
    },
    SanName: { type: 'string', sets: { '(All)': { mandatory: true, position: 1 } }, validate: ['NotNullOrEmpty'] },
    GenerateWwn: { type: 'switch', sets: { 'VMName and GenerateWwn': {}, 'VM object and GenerateWwn': {} } },
    WorldWideNodeNameSetA: {
      type: 'string',
      sets: { 'VMName and manual WWN': { mandatory: true }, 'VM Object and manual WWN': { mandatory: true } },
      aliases: ['Wwnn1'],
      validate: ['NotNullOrEmpty'],
    },
    WorldWidePortNameSetA: {
      type: 'string',
      sets: { 'VMName and manual WWN': { mandatory: true }, 'VM Object and manual WWN': { mandatory: true } },
      aliases: ['Wwpn1'],
      validate: ['NotNullOrEmpty'],
    },
    WorldWideNodeNameSetB: {
      type: 'string',
      sets: { 'VMName and manual WWN': { mandatory: true }, 'VM Object and manual WWN': { mandatory: true } },
      aliases: ['Wwnn2'],
      validate: ['NotNullOrEmpty'],
    },
    WorldWidePortNameSetB: {
      type: 'string',
      sets: { 'VMName and manual WWN': { mandatory: true }, 'VM Object and manual WWN': { mandatory: true } },
      aliases: ['Wwpn2'],
      validate: ['NotNullOrEmpty'],
    },
    Passthru: { type: 'switch' },
  },
});

/** Adds a virtual Fibre Channel adapter to a virtual machine. */
export default class AddVMFibreChannelHba extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

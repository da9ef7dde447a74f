import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Set-VMFibreChannelHba',
  summary: 'Changes a virtual Fibre Channel adapter of a virtual machine.',
  defaultSet: 'VMName And Only SAN',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMFibreChannelHba'],
  className: 'Microsoft.HyperV.PowerShell.Commands.SetVMFibreChannelHba',
  parameters: {
    CimSession: {
      type: 'CimSession[]',
      sets: { 'VMName And Generate WWN': {}, 'VMName And Manual WWN': {}, 'VMName And Only SAN': {} },
      validate: ['NotNullOrEmpty'],
    },
    ComputerName: {
      type: 'string[]',
      sets: { 'VMName And Generate WWN': {}, 'VMName And Manual WWN': {}, 'VMName And Only SAN': {} },
      validate: ['NotNullOrEmpty'],
    },
    Credential: {
      type: 'pscredential[]',
      sets: { 'VMName And Generate WWN': {}, 'VMName And Manual WWN': {}, 'VMName And Only SAN': {} },
      validate: ['NotNullOrEmpty'],
    },
    VMFibreChannelHba: {
      type: 'VMFibreChannelHba',
      sets: {
        'Object And Generate WWN': { mandatory: true, position: 0, pipeline: 'value' },
        'Object And Manual WWN': { mandatory: true, position: 0, pipeline: 'value' },
        'Object And Only SAN': { mandatory: true, position: 0, pipeline: 'value' },
      },
      validate: ['NotNullOrEmpty'],
    },
    VMName: {
      type: 'string',
      sets: {
        'VMName And Only SAN': { mandatory: true, position: 0 },
        'VMName And Manual WWN': { mandatory: true, position: 0 },
        'VMName And Generate WWN': { mandatory: true, position: 0 },
      },
      validate: ['NotNullOrEmpty'],
    },
    WorldWideNodeNameSetA: {
      type: 'string',
      sets: {
        'VMName And Generate WWN': { mandatory: true, position: 1 },
        'VMName And Manual WWN': { mandatory: true, position: 1 },
        'VMName And Only SAN': { mandatory: true, position: 1 },
      },
      aliases: ['Wwnn1'],
      validate: ['NotNullOrEmpty'],
    },
    WorldWidePortNameSetA: {
      type: 'string',
      sets: {
        'VMName And Generate WWN': { mandatory: true, position: 2 },
        'VMName And Manual WWN': { mandatory: true, position: 2 },
        'VMName And Only SAN': { mandatory: true, position: 2 },
      },
      aliases: ['Wwpn1'],
      validate: ['NotNullOrEmpty'],
    },
    WorldWideNodeNameSetB: {
      type: 'string',
      sets: {
        'VMName And Only SAN': { mandatory: true, position: 3 },
        'VMName And Generate WWN': { mandatory: true, position: 3 },
        'VMName And Manual WWN': { mandatory: true, position: 3 },
      },
      aliases: ['Wwnn2'],
      validate: ['NotNullOrEmpty'],
    },
    WorldWidePortNameSetB: {
      type: 'string',
      sets: {
        'VMName And Generate WWN': { mandatory: true, position: 4 },
        'VMName And Manual WWN': { mandatory: true, position: 4 },
        'VMName And Only SAN': { mandatory: true, position: 4 },
      },
      aliases: ['Wwpn2'],
      validate: ['NotNullOrEmpty'],
    },
    GenerateWwn: {
      type: 'switch',
      sets: { 'VMName And Generate WWN': { mandatory: true }, 'Object And Generate WWN': { mandatory: true } },
      validate: ['NotNullOrEmpty'],
    },
    SanName: {
      type: 'string',
      sets: { 'Object And Only SAN': { mandatory: true }, 'VMName And Only SAN': { mandatory: true } },
      validate: ['NotNullOrEmpty'],
    },
    NewWorldWideNodeNameSetA: {
      type: 'string',
      sets: { 'Object And Manual WWN': {}, 'VMName And Manual WWN': {} },
      validate: ['NotNullOrEmpty'],
    },
    NewWorldWidePortNameSetA: {
      type: 'string',
      sets: { 'Object And Manual WWN': {}, 'VMName And Manual WWN': {} },
      validate: ['NotNullOrEmpty'],
    },
    NewWorldWideNodeNameSetB: {
      type: 'string',
      sets: { 'Object And Manual WWN': {}, 'VMName And Manual WWN': {} },
      validate: ['NotNullOrEmpty'],
    },
    NewWorldWidePortNameSetB: {
      type: 'string',
      sets: { 'Object And Manual WWN': {}, 'VMName And Manual WWN': {} },
      validate: ['NotNullOrEmpty'],
    },
    Passthru: { type: 'switch' },
  },
});

/** Changes a virtual Fibre Channel adapter of a virtual machine. */
export default class SetVMFibreChannelHba extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

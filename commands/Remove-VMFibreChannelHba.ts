import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Remove-VMFibreChannelHba',
  summary: 'Removes a virtual Fibre Channel adapter from a virtual machine.',
  defaultSet: 'VMFibreChannelHba',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMFibreChannelHba'],
  className: 'Microsoft.HyperV.PowerShell.Commands.RemoveVMFibreChannelHba',
  parameters: {
    VMName: {
      type: 'string',
      sets: { 'VMName and WWN': { mandatory: true, position: 0 } },
      validate: ['NotNullOrEmpty'],
    },
    VMFibreChannelHba: {
      type: 'VMFibreChannelHba[]',
      sets: { VMFibreChannelHba: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    WorldWideNodeNameSetA: {
      type: 'string',
      sets: { 'VMName and WWN': { mandatory: true, position: 1 } },
      aliases: ['Wwnn1'],
      validate: ['NotNullOrEmpty'],
    },
    WorldWidePortNameSetA: {
      type: 'string',
      sets: { 'VMName and WWN': { mandatory: true, position: 2 } },
      aliases: ['Wwpn1'],
      validate: ['NotNullOrEmpty'],
    },
    WorldWideNodeNameSetB: {
      type: 'string',
      sets: { 'VMName and WWN': { mandatory: true, position: 3 } },
      aliases: ['Wwnn2'],
      validate: ['NotNullOrEmpty'],
    },
    WorldWidePortNameSetB: {
      type: 'string',
      sets: { 'VMName and WWN': { mandatory: true, position: 4 } },
      aliases: ['Wwpn2'],
      validate: ['NotNullOrEmpty'],
    },
    Passthru: { type: 'switch' },
    CimSession: { type: 'CimSession[]', validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', validate: ['NotNullOrEmpty'] },
  },
});

/** Removes a virtual Fibre Channel adapter from a virtual machine. */
export default class RemoveVMFibreChannelHba extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

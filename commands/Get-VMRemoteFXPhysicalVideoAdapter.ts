import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Get-VMRemoteFXPhysicalVideoAdapter',
  summary: 'Gets the physical video adapters of a host that RemoteFX can use.',
  defaultSet: 'ComputerName',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMRemoteFXPhysicalVideoAdapter'],
  className: 'Microsoft.HyperV.PowerShell.Commands.GetVMRemoteFXPhysicalVideoAdapter',
  parameters: {
    CimSession: { type: 'CimSession[]', sets: { CimSession: { pipeline: 'property' } }, validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', sets: { ComputerName: { pipeline: 'property' } }, validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', sets: { ComputerName: {} }, validate: ['NotNullOrEmpty'] },
    Name: { type: 'string[]', sets: { '(All)': { position: 0, pipeline: 'value' } }, validate: ['NotNullOrEmpty'] },
  },
});

/** Gets the physical video adapters of a host that RemoteFX can use. */
export default class GetVMRemoteFXPhysicalVideoAdapter extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Disconnect-VMNetworkAdapter',
  summary: 'Disconnects a network adapter from its virtual switch.',
  defaultSet: 'Name',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMNetworkAdapter'],
  className: 'Microsoft.HyperV.PowerShell.Commands.DisconnectVMNetworkAdapter',
  parameters: {
    VMNetworkAdapter: {
      type: 'VMNetworkAdapter[]',
      sets: { Obj: { mandatory: true, position: 0, pipeline: 'value' } },
    },
    VMName: { type: 'string[]', sets: { Name: { mandatory: true, position: 0 } }, validate: ['NotNullOrEmpty'] },
    Name: {
      type: 'string[]',
      sets: { Name: { position: 1 } },
      aliases: ['VMNetworkAdapterName'],
      validate: ['NotNullOrEmpty'],
    },
    CimSession: { type: 'CimSession[]', sets: { Name: {} }, validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', sets: { Name: {} }, validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', sets: { Name: {} }, validate: ['NotNullOrEmpty'] },
    Passthru: { type: 'switch' },
  },
});

/** Disconnects a network adapter from its virtual switch. */
export default class DisconnectVMNetworkAdapter extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

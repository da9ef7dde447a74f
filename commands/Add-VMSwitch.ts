import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Add-VMSwitch',
  summary: 'Adds a virtual switch to an Ethernet resource pool.',
  defaultSet: 'NetworkByName',
  className: 'Microsoft.HyperV.PowerShell.Commands.AddVMSwitch',
  parameters: {
    CimSession: { type: 'CimSession[]', sets: { NetworkByName: {} }, validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', sets: { NetworkByName: {} }, validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', sets: { NetworkByName: {} }, validate: ['NotNullOrEmpty'] },
    Name: {
      type: 'string[]',
      sets: { NetworkByName: { mandatory: true, position: 0, pipeline: 'value' } },
      aliases: ['SwitchName'],
      validate: ['NotNullOrEmpty'],
    },
    VMSwitch: { type: 'VMSwitch[]', sets: { NetworkByObject: { mandatory: true, position: 0, pipeline: 'value' } } },
    ResourcePoolName: {
      type: 'string[]',
      sets: { '(All)': { mandatory: true, position: 1 } },
      validate: ['NotNullOrEmpty'],
    },
  },
});

/** Adds a virtual switch to an Ethernet resource pool. */
export default class AddVMSwitch extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

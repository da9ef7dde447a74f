import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'New-VMSan',
  summary: 'Creates a virtual storage area network.',
  defaultSet: 'HbaObject',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMSan'],
  className: 'Microsoft.HyperV.PowerShell.Commands.NewVMSan',
  parameters: {
    CimSession: { type: 'CimSession', validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string', validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential', validate: ['NotNullOrEmpty', 'Credential'] },
    Name: {
      type: 'string',
      sets: { '(All)': { mandatory: true, position: 0 } },
      aliases: ['SanName'],
      validate: ['NotNullOrEmpty'],
    },
    Note: { type: 'string', validate: ['NotNull'] },
    HostBusAdapter: { type: 'ciminstance[]', sets: { HbaObject: {} }, validate: ['NotNullOrEmpty'] },
    WorldWideNodeName: {
      type: 'string[]',
      sets: { StringWwn: { mandatory: true } },
      aliases: ['Wwnn', 'NodeName', 'Wwnns', 'NodeNames', 'WorldWideNodeNames', 'NodeAddress'],
      validate: ['NotNullOrEmpty'],
    },
    WorldWidePortName: {
      type: 'string[]',
      sets: { StringWwn: { mandatory: true } },
      aliases: ['Wwpn', 'PortName', 'Wwpns', 'PortNames', 'WorldWidePortNames', 'PortAddress'],
      validate: ['NotNullOrEmpty'],
    },
  },
});

/** Creates a virtual storage area network. */
export default class NewVMSan extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

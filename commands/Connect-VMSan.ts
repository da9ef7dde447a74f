import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Connect-VMSan',
  summary: 'Connects host bus adapters to a virtual storage area network.',
  defaultSet: 'StringWwn',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMSan'],
  className: 'Microsoft.HyperV.PowerShell.Commands.ConnectVMSan',
  parameters: {
    CimSession: { type: 'CimSession[]', sets: { StringWwn: { pipeline: 'property' } }, validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', sets: { StringWwn: { pipeline: 'property' } }, validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', sets: { StringWwn: { pipeline: 'property' } }, validate: ['NotNullOrEmpty'] },
    Name: {
      type: 'string',
      sets: { '(All)': { mandatory: true, position: 0, pipeline: 'property' } },
      aliases: ['SanName'],
      validate: ['NotNullOrEmpty'],
    },
    HostBusAdapter: {
      type: 'ciminstance[]',
      sets: { HbaObject: { mandatory: true, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
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
    Passthru: { type: 'switch' },
  },
});

/** Connects host bus adapters to a virtual storage area network. */
export default class ConnectVMSan extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Set-VMSan',
  summary: 'Changes a virtual storage area network.',
  defaultSet: 'HbaObject',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMSan'],
  className: 'Microsoft.HyperV.PowerShell.Commands.SetVMSan',
  parameters: {
    CimSession: { type: 'CimSession[]', sets: { StringWwn: { pipeline: 'property' } }, validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', sets: { StringWwn: {} }, validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', sets: { StringWwn: {} }, validate: ['NotNullOrEmpty'] },
    Name: {
      type: 'string',
      sets: { '(All)': { mandatory: true, position: 0, pipeline: 'property' } },
      aliases: ['SanName'],
      validate: ['NotNullOrEmpty'],
    },
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
    Note: { type: 'string', validate: ['NotNull'] },
    Passthru: { type: 'switch' },
  },
});

/** Changes a virtual storage area network. */
export default class SetVMSan extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

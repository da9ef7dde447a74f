import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Set-VMFirmware',
  summary: 'Changes the firmware settings of a virtual machine of generation 2.',
  defaultSet: 'VMName',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMFirmware'],
  className: 'Microsoft.HyperV.PowerShell.Commands.SetVMFirmware',
  parameters: {
    CimSession: { type: 'CimSession[]', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
    VMName: {
      type: 'string[]',
      sets: { VMName: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    VM: {
      type: 'VirtualMachine[]',
      sets: { VMObject: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    VMFirmware: {
      type: 'VMFirmware[]',
      sets: { VMFirmware: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    BootOrder: { type: 'VMComponentObject[]' },
    FirstBootDevice: { type: 'VMComponentObject' },
    EnableSecureBoot: { type: 'OnOffState', nullable: true },
    SecureBootTemplate: { type: 'string' },
    SecureBootTemplateId: { type: 'guid', nullable: true },
    PreferredNetworkBootProtocol: { type: 'IPProtocolPreference', nullable: true },
    ConsoleMode: { type: 'ConsoleModeType', nullable: true },
    PauseAfterBootFailure: { type: 'OnOffState', nullable: true },
    Passthru: { type: 'switch' },
  },
});

/** Changes the firmware settings of a virtual machine of generation 2. */
export default class SetVMFirmware extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Set-VMVideo',
  summary: 'Changes the video settings of a virtual machine.',
  defaultSet: 'VMName',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMVideo'],
  className: 'Microsoft.HyperV.PowerShell.Commands.SetVMVideo',
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
    VMVideo: {
      type: 'VMVideo[]',
      sets: { VMVideo: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    ResolutionType: {
      type: 'ResolutionType',
      nullable: true,
      sets: { '(All)': { position: 1 } },
      validate: ['NotNull'],
    },
    HorizontalResolution: { type: 'uint16', nullable: true, sets: { '(All)': { position: 2 } }, validate: ['NotNull'] },
    VerticalResolution: { type: 'uint16', nullable: true, sets: { '(All)': { position: 3 } }, validate: ['NotNull'] },
    Passthru: { type: 'switch' },
  },
});

/** Changes the video settings of a virtual machine. */
export default class SetVMVideo extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

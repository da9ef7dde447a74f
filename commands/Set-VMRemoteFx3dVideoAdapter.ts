import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Set-VMRemoteFx3dVideoAdapter',
  summary: 'Changes the RemoteFX 3D video adapter of a virtual machine.',
  defaultSet: 'VMName',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMRemoteFx3DVideoAdapter'],
  className: 'Microsoft.HyperV.PowerShell.Commands.SetVMRemoteFx3dVideoAdapter',
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
    VMRemoteFx3dVideoAdapter: {
      type: 'VMRemoteFx3DVideoAdapter[]',
      sets: { Object: { mandatory: true, position: 0, pipeline: 'value' } },
    },
    MonitorCount: { type: 'byte', nullable: true, sets: { '(All)': { position: 1 } }, validate: ['NotNull'] },
    MaximumResolution: { type: 'string', sets: { '(All)': { position: 2 } }, validate: ['NotNullOrEmpty'] },
    VRAMSizeBytes: { type: 'uint64', nullable: true, sets: { '(All)': { position: 3 } }, validate: ['NotNull'] },
    Passthru: { type: 'switch' },
  },
});

/** Changes the RemoteFX 3D video adapter of a virtual machine. */
export default class SetVMRemoteFx3dVideoAdapter extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

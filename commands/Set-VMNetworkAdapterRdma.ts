import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Set-VMNetworkAdapterRdma',
  summary: 'Changes the RDMA settings of a network adapter.',
  defaultSet: 'VMName',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMNetworkAdapterRdmaSetting'],
  className: 'Microsoft.HyperV.PowerShell.Commands.SetVMNetworkAdapterRdma',
  parameters: {
    ManagementOS: { type: 'switch', sets: { ManagementOS: { mandatory: true } } },
    CimSession: { type: 'CimSession[]', sets: { VMName: {}, ManagementOS: {} }, validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', sets: { VMName: {}, ManagementOS: {} }, validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', sets: { VMName: {}, ManagementOS: {} }, validate: ['NotNullOrEmpty'] },
    VMName: {
      type: 'string',
      sets: { VMName: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    VMNetworkAdapter: {
      type: 'VMNetworkAdapterBase',
      sets: { ResourceObject: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNull'],
    },
    VM: {
      type: 'VirtualMachine',
      sets: { VMObject: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    Name: { type: 'string', sets: { VMObject: {}, VMName: {}, ManagementOS: {} }, aliases: ['VMNetworkAdapterName'] },
    RdmaWeight: { type: 'uint32', nullable: true, validate: ['NotNull'] },
    Passthru: { type: 'switch' },
  },
});

/** Changes the RDMA settings of a network adapter. */
export default class SetVMNetworkAdapterRdma extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

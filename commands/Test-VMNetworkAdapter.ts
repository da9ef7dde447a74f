import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Test-VMNetworkAdapter',
  summary: 'Tests if two network adapters reach each other.',
  defaultSet: 'VMName',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMNetworkAdapterConnectionTestResult'],
  className: 'Microsoft.HyperV.PowerShell.Commands.TestVMNetworkAdapter',
  parameters: {
    CimSession: { type: 'CimSession[]', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
    VMName: {
      type: 'string',
      sets: { VMName: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    VMNetworkAdapter: {
      type: 'VMNetworkAdapter',
      sets: { ResourceObject: { mandatory: true, position: 0, pipeline: 'value' } },
    },
    VM: {
      type: 'VirtualMachine',
      sets: { VMObject: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    Name: { type: 'string', sets: { VMObject: {}, VMName: {} }, aliases: ['VMNetworkAdapterName'] },
    Sender: { type: 'switch', sets: { VMName: {}, VMObject: {}, ResourceObject: {} } },
    Receiver: { type: 'switch', sets: { VMObject: {}, VMName: {}, ResourceObject: {} } },
    SenderIPAddress: { type: 'string', sets: { '(All)': { mandatory: true } }, validate: ['NotNullOrEmpty'] },
    ReceiverIPAddress: { type: 'string', sets: { '(All)': { mandatory: true } }, validate: ['NotNullOrEmpty'] },
    NextHopMacAddress: { type: 'string' },
    IsolationId: { type: 'int', nullable: true },
    SequenceNumber: { type: 'int', sets: { '(All)': { mandatory: true } } },
    PayloadSize: { type: 'int', nullable: true },
    Passthru: { type: 'switch' },
  },
});

/** Tests if two network adapters reach each other. */
export default class TestVMNetworkAdapter extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

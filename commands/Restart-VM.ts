import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Restart-VM',
  summary: 'Restarts a virtual machine.',
  defaultSet: 'Name',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VirtualMachine'],
  className: 'Microsoft.HyperV.PowerShell.Commands.RestartVM',
  parameters: {
    CimSession: { type: 'CimSession[]', sets: { Name: {}, NameWait: {} }, validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', sets: { Name: {}, NameWait: {} }, validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', sets: { Name: {}, NameWait: {} }, validate: ['NotNullOrEmpty'] },
    VM: {
      type: 'VirtualMachine[]',
      sets: {
        VMObject: { mandatory: true, position: 0, pipeline: 'value' },
        VMObjectWait: { mandatory: true, position: 0, pipeline: 'value' },
      },
      validate: ['NotNullOrEmpty'],
    },
    Name: {
      type: 'string[]',
      sets: {
        Name: { mandatory: true, position: 0, pipeline: 'value' },
        NameWait: { mandatory: true, position: 0, pipeline: 'value' },
      },
      aliases: ['VMName'],
      validate: ['NotNullOrEmpty'],
    },
    Force: { type: 'switch' },
    AsJob: { type: 'switch' },
    Passthru: { type: 'switch' },
    Wait: { type: 'switch', sets: { VMObjectWait: { mandatory: true }, NameWait: { mandatory: true } } },
    For: { type: 'RestartVM+WaitVMTypes', sets: { NameWait: {}, VMObjectWait: {} } },
    Delay: { type: 'uint16', sets: { NameWait: {}, VMObjectWait: {} }, validate: [{ range: [1, 65535] }] },
    Timeout: {
      type: 'int',
      nullable: true,
      sets: { NameWait: {}, VMObjectWait: {} },
      aliases: ['TimeoutSec'],
      validate: [{ range: [-1, 2147483647] }],
    },
    Type: { type: 'RestartVM+RestartType', sets: { Name: {}, VMObject: {}, NameWait: {}, VMObjectWait: {} } },
  },
});

/** Restarts a virtual machine. */
export default class RestartVM extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

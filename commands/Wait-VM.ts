import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Wait-VM',
  summary: 'Waits for a virtual machine.',
  defaultSet: 'Name',
  outputTypes: ['Microsoft.HyperV.PowerShell.VirtualMachine'],
  className: 'Microsoft.HyperV.PowerShell.Commands.WaitVM',
  parameters: {
    CimSession: { type: 'CimSession[]', sets: { Name: {} }, validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', sets: { Name: {} }, validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', sets: { Name: {} }, validate: ['NotNullOrEmpty'] },
    VM: {
      type: 'VirtualMachine[]',
      sets: { VMObject: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    Name: {
      type: 'string[]',
      sets: { Name: { mandatory: true, position: 0, pipeline: 'value' } },
      aliases: ['VMName'],
      validate: ['NotNullOrEmpty'],
    },
    AsJob: { type: 'switch' },
    Passthru: { type: 'switch' },
    For: { type: 'WaitVMTypes' },
    Delay: { type: 'uint16', validate: [{ range: [1, 65535] }] },
    Timeout: { type: 'int', aliases: ['TimeoutSec'], validate: [{ range: [-1, 2147483647] }] },
  },
});

/** Waits for a virtual machine. */
export default class WaitVM extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Start-VMFailover',
  summary: 'Starts a replicated virtual machine on its replica host.',
  defaultSet: 'VMName',
  confirmImpact: 'High',
  outputTypes: ['Microsoft.HyperV.PowerShell.VirtualMachine'],
  className: 'Microsoft.HyperV.PowerShell.Commands.StartVMFailover',
  parameters: {
    CimSession: { type: 'CimSession[]', sets: { VMName: {}, VMName_Test: {} }, validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', sets: { VMName: {}, VMName_Test: {} }, validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', sets: { VMName: {}, VMName_Test: {} }, validate: ['NotNullOrEmpty'] },
    VMName: {
      type: 'string[]',
      sets: {
        VMName: { mandatory: true, position: 0, pipeline: 'value' },
        VMName_Test: { mandatory: true, position: 0, pipeline: 'value' },
      },
      validate: ['NotNullOrEmpty'],
    },
    VM: {
      type: 'VirtualMachine[]',
      sets: {
        VMObject_Test: { mandatory: true, position: 0, pipeline: 'value' },
        VMObject: { mandatory: true, position: 0, pipeline: 'value' },
      },
      validate: ['NotNullOrEmpty'],
    },
    VMRecoverySnapshot: {
      type: 'VMSnapshot',
      sets: {
        VMSnapshot: { mandatory: true, position: 0, pipeline: 'value' },
        VMSnapshot_Test: { mandatory: true, position: 0, pipeline: 'value' },
      },
      aliases: ['VMRecoveryCheckpoint'],
      validate: ['NotNull'],
    },
    AsTest: {
      type: 'switch',
      sets: {
        VMName_Test: { mandatory: true },
        VMObject_Test: { mandatory: true },
        VMSnapshot_Test: { mandatory: true },
      },
    },
    Prepare: { type: 'switch', sets: { VMObject: {}, VMName: {} } },
    AsJob: { type: 'switch' },
    Passthru: { type: 'switch' },
  },
});

/** Starts a replicated virtual machine on its replica host. */
export default class StartVMFailover extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}

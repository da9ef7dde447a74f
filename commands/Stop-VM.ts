import { CONFIRM } from '../src/cli/sentences.ts';
import { VmCmdlet } from '../src/cli/vm-cmdlet.ts';
import { HostError } from '../src/host/errors.ts';
import { save, settled, shutDown, turnOff } from '../src/host/lifecycle.ts';
import type { ShutdownRun } from '../src/host/types.ts';
import type { LiveVm } from '../src/objects/live-vm.ts';
import { type Bound, define } from '../src/powershell/parameters.ts';
import { IC_STATUS } from '../src/vmbus/integration.ts';

const definition = define({
  name: 'Stop-VM',
  summary: 'Shuts down, turns off, or saves a virtual machine.',
  defaultSet: 'Name',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VirtualMachine'],
  className: 'Microsoft.HyperV.PowerShell.Commands.StopVM',
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
    Save: { type: 'switch' },
    TurnOff: { type: 'switch' },
    Force: { type: 'switch' },
    AsJob: { type: 'switch' },
    Passthru: { type: 'switch' },
  },
});

/** Shuts down, turns off, or saves a virtual machine. */
export default class StopVM extends VmCmdlet<typeof definition.parameters> {
  static override readonly definition = definition;

  override async process(bound: Bound<typeof definition.parameters>): Promise<void> {
    const { VM, Name, ComputerName, Save, TurnOff, Force, AsJob, Passthru } = bound;
    this.refuse('AsJob', AsJob);
    const what = TurnOff ? 'turnOff' : Save ? 'save' : 'shutDown';
    for (const vm of await this.machines({ VM, names: Name, ComputerName })) {
      if (!(await this.may(what, vm))) continue;
      if (what === 'shutDown') {
        if (!(await this.#shutDown(vm, Force ?? false))) continue;
      } else {
        if (!this.told(await this.change(vm, what === 'turnOff' ? turnOff : save))) continue;
        await this.wait(vm, Number.POSITIVE_INFINITY, (machine) => (settled(machine) ? true : undefined));
      }
      if (Passthru) this.emit(vm);
    }
  }

  /** Asks the guest, and waits until it is off; true where that came about. */
  async #shutDown(vm: LiveVm, force: boolean): Promise<boolean> {
    let unavailable: HostError | undefined;
    const outcome = await this.change(vm, (machine) => {
      try {
        return shutDown(machine, { force });
      } catch (error) {
        // Not a refusal yet: the person may choose to turn it off.
        if (!(error instanceof HostError) || error.code !== 'shutdownUnavailable') throw error;
        unavailable = error;
        return 'changed' as const;
      }
    });
    if (unavailable) {
      if (!(await this.runtime.shouldContinue(unavailable.message, CONFIRM, force))) return false;
      return (await this.change(vm, turnOff)) !== undefined;
    }
    if (!this.told(outcome)) return false;
    const end = await this.wait(vm, Number.POSITIVE_INFINITY, (machine): ShutdownRun | 'off' | undefined => {
      if (machine.doc.run === null) return 'off';
      const shutdown = machine.doc.run.shutdown;
      return shutdown === null || shutdown.outcome !== 'pending' ? (shutdown ?? 'off') : undefined;
    });
    if (end === 'off' || end === undefined) return true;
    // -Force ends what the guest does not (Stop-VM documentation: a locked machine is shut down immediately).
    if (force) return (await this.change(vm, turnOff)) !== undefined;
    this.fail(new HostError('stopFailed', { vm: { name: vm.name, id: vm.id }, detail: reason(end) }));
    return false;
  }
}

/** Why a guest did not go down. */
function reason({ outcome, status }: ShutdownRun): string {
  if (status === IC_STATUS.machineLocked) {
    return 'The virtual machine is locked. An interactive shutdown cannot proceed while the virtual machine is locked.';
  }
  if (outcome === 'refused') return 'The device is not ready for use. (0x800710DF).';
  return 'The guest operating system did not shut down in time. (0x800705B4).';
}

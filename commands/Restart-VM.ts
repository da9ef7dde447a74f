import { CONFIRM, questions } from '../src/cli/sentences.ts';
import { VmCmdlet } from '../src/cli/vm-cmdlet.ts';
import { HostError } from '../src/host/errors.ts';
import { addressesIn } from '../src/host/kvp-view.ts';
import { reset, settled, shutDown } from '../src/host/lifecycle.ts';
import { SECOND } from '../src/lab/time.ts';
import type { LiveVm } from '../src/objects/live-vm.ts';
import { type Bound, define } from '../src/powershell/parameters.ts';

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
export default class RestartVM extends VmCmdlet<typeof definition.parameters> {
  static override readonly definition = definition;

  override async process(bound: Bound<typeof definition.parameters>): Promise<void> {
    const { VM, Name, ComputerName, Force, AsJob, Passthru, Type = 'Reset' } = bound;
    this.refuse('AsJob', AsJob);
    for (const vm of await this.machines({ VM, names: Name, ComputerName })) {
      if (!(await this.may('restart', vm))) continue;
      if (!(await this.runtime.shouldContinue(questions.restart(vm.name), CONFIRM, Force ?? false))) continue;
      const restarted = Type === 'Reset' ? await this.#reset(vm) : await this.#reboot(vm, Force ?? false);
      if (!restarted) continue;
      if (bound.Wait) await this.#awaitUp(vm, bound);
      if (Passthru) this.emit(vm);
    }
  }

  async #reset(vm: LiveVm): Promise<boolean> {
    if (!(await this.change(vm, reset))) return false;
    await this.wait(vm, Number.POSITIVE_INFINITY, (machine) => (settled(machine) ? true : undefined));
    return true;
  }

  /** The guest shuts down and starts again by itself. */
  async #reboot(vm: LiveVm, force: boolean): Promise<boolean> {
    const boots = vm.doc.run?.boots ?? 0;
    if (!(await this.change(vm, (machine) => shutDown(machine, { restart: true, force })))) return false;
    const end = await this.wait(vm, Number.POSITIVE_INFINITY, (machine) => {
      const run = machine.doc.run;
      if (run === null || run.boots > boots) return 'done';
      return run.shutdown !== null && run.shutdown.outcome !== 'pending' ? 'failed' : undefined;
    });
    if (end !== 'failed') return true;
    const detail = 'The guest operating system did not restart.';
    this.fail(new HostError('stopFailed', { vm: { name: vm.name, id: vm.id }, detail }));
    return false;
  }

  async #awaitUp(vm: LiveVm, bound: Bound<typeof definition.parameters>): Promise<void> {
    const what = bound.For ?? 'IPAddress';
    const timeout = bound.Timeout ?? -1;
    const until = timeout < 0 ? Number.POSITIVE_INFINITY : vm.place.world.lab.clock.now() + timeout * SECOND;
    const up = await this.wait(vm, until, (machine) => {
      const there =
        what === 'Heartbeat'
          ? machine.columns().heartbeat.startsWith('Ok')
          : addressesIn(machine.doc.run?.kvp ?? {}).length > 0;
      return there ? true : undefined;
    });
    if (!up) this.fail(new HostError('waitTimedOut', { vm: { name: vm.name, id: vm.id }, what }));
  }
}

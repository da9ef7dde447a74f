import { VmCmdlet } from '../src/cli/vm-cmdlet.ts';
import { HostError } from '../src/host/errors.ts';
import { addressesIn } from '../src/host/kvp-view.ts';
import type { Vm } from '../src/host/vm.ts';
import { SECOND } from '../src/lab/time.ts';
import { type Bound, define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Wait-VM',
  summary: 'Waits until something has come about in a virtual machine.',
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

interface Begun {
  readonly boots: number;
  readonly powerOns: number;
}

/** What -For means. */
const awaited: Readonly<
  Record<'Heartbeat' | 'IPAddress' | 'Reboot' | 'MemoryOperations', (vm: Vm, begun: Begun) => boolean>
> = {
  Heartbeat: (vm) => vm.columns().heartbeat.startsWith('Ok'),
  IPAddress: (vm) => addressesIn(vm.doc.run?.kvp ?? {}).length > 0,
  Reboot: (vm, begun) =>
    vm.columns().heartbeat.startsWith('Ok') &&
    (vm.doc.powerOns > begun.powerOns || (vm.doc.run?.boots ?? 0) > begun.boots),
  /** Memory can be changed while it runs: the guest's driver has reported. */
  MemoryOperations: (vm) => vm.doc.run?.memory.capabilities != null,
};

/** Waits until something has come about in a virtual machine. */
export default class WaitVM extends VmCmdlet<typeof definition.parameters> {
  static override readonly definition = definition;

  override async process(bound: Bound<typeof definition.parameters>): Promise<void> {
    const { VM, Name, ComputerName, For = 'Heartbeat', Timeout = -1, AsJob, Passthru } = bound;
    this.refuse('AsJob', AsJob);
    for (const vm of await this.machines({ VM, names: Name, ComputerName })) {
      const { clock } = vm.place.world.lab;
      const until = Timeout < 0 ? Number.POSITIVE_INFINITY : clock.now() + Timeout * SECOND;
      const begun = { boots: vm.doc.run?.boots ?? 0, powerOns: vm.doc.powerOns };
      const seen = await this.wait(vm, until, (machine) => (awaited[For](machine, begun) ? true : undefined));
      if (!seen) this.fail(new HostError('waitTimedOut', { vm: { name: vm.name, id: vm.id }, what: For }));
      if (Passthru) this.emit(vm);
    }
  }
}

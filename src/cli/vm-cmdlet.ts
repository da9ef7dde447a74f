/**
 * What the cmdlets about machines share: finding hosts and machines from bound parameters, one transaction per machine, and
 * reporting a host's refusal as an error record while the others go on.
 */
import type { HostError } from '../host/errors.ts';
import { findVms } from '../host/find.ts';
import type { HostSession } from '../host/session.ts';
import type { Vm } from '../host/vm.ts';
import type { Micros } from '../lab/time.ts';
import { type ErrorPlace, recordOf } from '../objects/host-errors.ts';
import { LiveVm, liveVmOf, type VmPlace } from '../objects/live-vm.ts';
import { virtualMachineClass } from '../objects/virtual-machine.ts';
import { PSError } from '../powershell/errors.ts';
import { NetObject } from '../powershell/objects.ts';
import type { ParameterTable } from '../powershell/parameters.ts';
import { Cmdlet } from './cmdlet.ts';
import { ALREADY, type SentenceName, sentences } from './sentences.ts';

/** How machines are meant by a cmdlet's parameters. */
export interface Selection {
  readonly VM?: readonly NetObject[] | undefined;
  readonly names?: readonly string[] | undefined;
  readonly ComputerName?: readonly string[] | undefined;
}

export abstract class VmCmdlet<T extends ParameterTable = ParameterTable> extends Cmdlet<T> {
  /** Hosts meant by -ComputerName, the local one where absent; an unknown one is reported and left out. */
  protected async hosts(names: readonly string[] | undefined): Promise<VmPlace[]> {
    const world = await this.world();
    const places: VmPlace[] = [];
    for (const name of names ?? [undefined]) {
      try {
        const hostId = world.hostId(name);
        const { name: computerName, profile } = world.hostFacts(hostId);
        places.push({ world, hostId, computerName, lacks: profile.lacks });
      } catch (error) {
        this.report(error, { target: name ?? null });
      }
    }
    return places;
  }

  /** Machines meant by the parameters; a name that nothing bears is reported and left out. */
  protected async machines(
    { VM, names, ComputerName }: Selection,
    place?: (name: string) => ErrorPlace,
  ): Promise<LiveVm[]> {
    if (VM) return VM.map(liveVmOf);
    const found: LiveVm[] = [];
    for (const at of await this.hosts(ComputerName)) {
      for (const name of names ?? []) {
        try {
          const columns = await at.world.read(at.hostId, (host) => {
            return findVms(host, name).flatMap((id) => host.columns(id) ?? []);
          });
          found.push(...columns.map((c) => new LiveVm(at, c)));
        } catch (error) {
          this.report(error, place?.(name));
        }
      }
    }
    return found;
  }

  /** Runs one operation on one machine in a transaction of its own; a refusal is reported and gives undefined. */
  protected async change<R>(vm: LiveVm, work: (vm: Vm, host: HostSession) => R): Promise<R | undefined> {
    const { world, hostId } = vm.place;
    try {
      return await world.change(hostId, (host) => work(host.vm(vm.id), host));
    } catch (error) {
      this.report(error);
      return undefined;
    }
  }

  /** As `world.waitFor`, on the machine; undefined also where it is gone. */
  protected async wait<R>(vm: LiveVm, until: Micros, done: (vm: Vm) => R | undefined): Promise<R | undefined> {
    const { world, hostId } = vm.place;
    const gone = Symbol('gone');
    const result = await world.waitFor<R | typeof gone>(hostId, until, (host) =>
      host.has(vm.id) ? done(host.vm(vm.id)) : gone,
    );
    return result === gone ? undefined : (result as R | undefined);
  }

  /** May the change be made? Says so under -WhatIf, asks under -Confirm. */
  protected async may(what: SentenceName, vm: LiveVm): Promise<boolean> {
    return this.runtime.shouldProcess(sentences[what](this.definition.name, vm.name));
  }

  /** Warns where an operation found nothing to do. */
  protected told(outcome: 'changed' | 'already' | undefined): boolean {
    if (outcome === 'already') this.runtime.writeWarning(ALREADY);
    return outcome !== undefined;
  }

  protected report(error: unknown, place?: ErrorPlace): void {
    this.runtime.writeError(recordOf(error, this.definition, place));
  }

  protected fail(error: HostError): void {
    this.report(error);
  }

  /** A machine as an object of the pipeline. */
  protected emit(vm: LiveVm): void {
    this.runtime.write(new NetObject(virtualMachineClass, vm));
  }

  /** Parameters that are known and not available yet say so, instead of being ignored. */
  protected refuse(parameter: string, given: unknown): void {
    if (!given) return;
    throw new PSError({
      id: 'ParameterNotAvailable',
      className: this.definition.className,
      category: 'NotImplemented',
      exceptionType: 'System.NotImplementedException',
      activity: this.definition.name,
      message: `hyperv does not have -${parameter} of ${this.definition.name} yet.`,
    });
  }
}

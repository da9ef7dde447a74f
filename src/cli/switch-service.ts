/** What Enable- and Disable-VMIntegrationService share. */
import { findServices, switchService } from '../host/service-switch.ts';
import { integrationComponentClass } from '../objects/integration.ts';
import type { LiveVm } from '../objects/live-vm.ts';
import { integrationServices } from '../objects/vm-channels.ts';
import { ownerOf } from '../objects/vm-part.ts';
import { NetObject } from '../powershell/objects.ts';
import type { ParameterTable } from '../powershell/parameters.ts';
import { sentences } from './sentences.ts';
import { VmCmdlet } from './vm-cmdlet.ts';

/** Parameters of both. */
export interface ServiceSelection {
  readonly VMIntegrationService?: readonly NetObject[] | undefined;
  readonly Name?: readonly string[] | undefined;
  readonly VM?: readonly NetObject[] | undefined;
  readonly VMName?: readonly string[] | undefined;
  readonly ComputerName?: readonly string[] | undefined;
  readonly Passthru?: boolean | undefined;
}

export abstract class SwitchServiceCmdlet<T extends ParameterTable> extends VmCmdlet<T> {
  protected async switchServices(bound: ServiceSelection, on: boolean): Promise<void> {
    for (const service of bound.VMIntegrationService ?? []) {
      await this.#switch(ownerOf(service), String(service.get('Name')), on, bound.Passthru);
    }
    if (bound.VMIntegrationService) return;
    for (const vm of await this.machines({ VM: bound.VM, names: bound.VMName, ComputerName: bound.ComputerName })) {
      for (const name of bound.Name ?? []) await this.#switch(vm, name, on, bound.Passthru);
    }
  }

  async #switch(vm: LiveVm, pattern: string, on: boolean, passthru: boolean | undefined): Promise<void> {
    let services: ReturnType<typeof findServices>;
    try {
      services = findServices({ name: vm.name, id: vm.id }, pattern);
    } catch (error) {
      this.report(error);
      return;
    }
    for (const service of services) {
      const sentence = sentences[on ? 'enableService' : 'disableService'](this.definition.name, service.name);
      if (!(await this.runtime.shouldProcess(sentence))) continue;
      await this.change(vm, (machine) => switchService(machine, service, on));
      const now = integrationServices(vm).find(({ name }) => name === service.name);
      if (now && passthru) this.runtime.write(new NetObject(integrationComponentClass, now));
    }
  }
}

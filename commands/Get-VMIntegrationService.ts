import { VmCmdlet } from '../src/cli/vm-cmdlet.ts';
import { findServices } from '../src/host/service-switch.ts';
import { integrationComponentClass } from '../src/objects/integration.ts';
import type { LiveVm } from '../src/objects/live-vm.ts';
import { integrationServices } from '../src/objects/vm-channels.ts';
import { NetObject } from '../src/powershell/objects.ts';
import { type Bound, define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Get-VMIntegrationService',
  summary: 'Gets the integration services of a virtual machine.',
  defaultSet: 'VMName',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMIntegrationComponent'],
  className: 'Microsoft.HyperV.PowerShell.Commands.GetVMIntegrationService',
  parameters: {
    CimSession: { type: 'CimSession[]', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
    VM: {
      type: 'VirtualMachine[]',
      sets: { VMObject: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    VMSnapshot: {
      type: 'VMSnapshot',
      sets: { VMSnapshot: { mandatory: true, position: 0, pipeline: 'value' } },
      aliases: ['VMCheckpoint'],
      validate: ['NotNullOrEmpty'],
    },
    VMName: {
      type: 'string[]',
      sets: { VMName: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    Name: { type: 'string[]', sets: { '(All)': { position: 1 } }, validate: ['NotNullOrEmpty'] },
  },
});

type Parameters = Bound<typeof definition.parameters>;

/** Gets the integration services of a virtual machine. */
export default class GetVMIntegrationService extends VmCmdlet<typeof definition.parameters> {
  static override readonly definition = definition;

  override async process(bound: Parameters): Promise<void> {
    this.refuse('VMSnapshot', bound.VMSnapshot);
    for (const vm of await this.machines({ VM: bound.VM, names: bound.VMName, ComputerName: bound.ComputerName })) {
      const wanted = this.#wanted(vm, bound.Name);
      for (const service of integrationServices(vm)) {
        if (wanted.has(service.name)) this.runtime.write(new NetObject(integrationComponentClass, service));
      }
    }
  }

  /** Names of the services meant; one that is none is reported. */
  #wanted(vm: LiveVm, names: readonly string[] = ['*']): Set<string> {
    const found = names.flatMap((name) => {
      try {
        return findServices({ name: vm.name, id: vm.id }, name).map((service) => service.name);
      } catch (error) {
        this.report(error);
        return [];
      }
    });
    return new Set(found);
  }
}
